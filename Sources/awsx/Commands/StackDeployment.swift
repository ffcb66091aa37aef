import Engine
import ProviderKit
import PulumiProtocol
import Recordings

/// A deployment from the command line: preview, confirmation, update and display.
struct StackDeployment: Sendable {
    private let goal: DeploymentOptions.Goal
    private let arguments: ParsedArguments
    private let isPreview: Bool
    private let options: DeploymentOptions
    private let displayOptions: DisplayOptions

    /// Creates a deployment from its flags; `excluded` lists URNs to exclude in addition to theirs.
    ///
    /// - Throws: ``UsageError`` for invalid flags.
    init(
        _ goal: DeploymentOptions.Goal,
        _ arguments: ParsedArguments,
        isPreview: Bool = false,
        leaving excluded: [String] = []
    ) throws {
        self.goal = goal
        self.arguments = arguments
        self.isPreview = isPreview || arguments.has("preview-only")
        var options = try DeploymentOptions(goal, arguments)
        options.excludes += excluded
        self.options = options
        displayOptions = try DisplayOptions(arguments)
    }

    /// Previews, asks for confirmation where necessary, and deploys.
    func run() async throws -> ExitStatus {
        try checkCanConfirm()
        let place = try ProjectStack.open(arguments, whenMissing: goal == .update ? .createFirst : .fail)
        let endpoint = PresentAWS.endpoint(arguments, place.environment)
        let home = try place.homeMatters(for: endpoint) ? place.home() : nil
        try home?.refuseWork(on: place.stack.name, in: endpoint)
        let needsProgram = goal == .update || options.runsProgram
        let program = needsProgram ? try ProgramFrontEnds.supported.read(place.project) : nil
        let emptying = try StackEmptying(program, place, options, arguments)
        try emptying?.checkIsAllowed(isPreview: isPreview)
        try place.applyConfiguration(arguments)
        let aws = try await place.enterAWS(endpoint, home)
        let interruption = Interruption()
        let runningOperations = RunningOperations()
        let signal = InterruptSignal(interruption) { runningOperations.exitMessage }
        defer { signal.end() }
        let launcher = ProcessLauncher(
            place.pluginLocator,
            workingDirectory: place.project.folder,
            environment: try place.withConfiguration(aws.environment)
        )
        let recorder = try arguments.value("record").map { try CallRecorder(folder: $0) }
        let recorded: any PluginLauncher =
            if let recorder { RecordingLauncher(launcher, recorder: recorder) } else { launcher }
        return try await PluginHost.with(recorded) { plugins in
            // They start while the state is read.
            for package in program?.packages ?? [] { plugins.warm(package) }
            let pass = DeploymentPass(
                place: place,
                aws: aws,
                program: program,
                plugins: plugins,
                interruption: interruption,
                runningOperations: runningOperations,
                arguments: arguments,
                options: try options.expanded(in: place),
                displayOptions: displayOptions,
                recorder: recorder
            )
            return try await run(pass, emptying)
        }
    }

    private func run(_ pass: DeploymentPass, _ emptying: StackEmptying?) async throws -> ExitStatus {
        var pass = pass
        if isPreview { return try await pass.preview(endsHere: true).status }
        if !arguments.has("skip-preview") {
            guard let plan = try await confirmedPlan(pass, emptying) else { return .failure }
            pass.plannedChanges = plan.steps.count
            pass.checked = plan.checked
        } else if let emptying, !emptying.isConfirmed() {
            return .failure
        }
        let status = try await pass.deploy()
        if goal == .update, pass.aws.endpoint == .local, status == .success {
            writeError("\nLocal AWS runs no containers, so URLs among the outputs do not answer.\n")
        }
        return status
    }

    /// Checks, before anything is started, that a person can confirm the plan.
    ///
    /// - Throws: ``UsageError`` if nobody can.
    private func checkCanConfirm() throws(UsageError) {
        guard !isPreview, !arguments.has("skip-preview"), !arguments.has("yes") else { return }
        guard Confirmation(nonInteractive: arguments.has("non-interactive")).canAsk, !arguments.has("json") else {
            throw UsageError(
                "not an interactive terminal: pass --yes to deploy, or --skip-preview to deploy without a preview"
            )
        }
    }

    /// Shows the preview and asks for confirmation unless `--yes` is set; returns the plan, or `nil` to stop.
    private func confirmedPlan(
        _ run: DeploymentPass,
        _ emptying: StackEmptying?
    ) async throws -> DeploymentPass.Plan? {
        let plan = try await run.preview(endsHere: false)
        guard plan.status == .success else { return nil }
        if let emptying { return emptying.isConfirmed() ? plan : nil }
        if arguments.has("yes") { return plan }
        let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
        let noun = run.title(isPreview: false).noun
        if goal == .refresh { writeOut("\nA refresh changes only the stack's state, no resources.\n") }
        while true {
            switch confirmation.ask("Do you want to perform this \(noun)?", run.interruption) {
            case .yes: return plan
            case .no:
                writeOut("Nothing was changed.\n")
                return nil
            case .details: writeOut(details(plan.steps, run.terminal))
            }
        }
    }

    private func details(_ steps: [EngineEvent.Step], _ terminal: Terminal) -> String {
        let texts = steps.map {
            DifferenceText(step: $0, terminal: terminal, showsSecrets: displayOptions.showsSecrets).text
        }
        return texts.isEmpty ? "No resource changes.\n" : terminal.encoded(texts.joined())
    }
}
