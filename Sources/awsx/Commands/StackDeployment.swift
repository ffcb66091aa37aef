import Engine
import PulumiProtocol

/// A deployment from the command line: preview, confirmation, update and display.
struct StackDeployment: Sendable {
    private let goal: DeploymentOptions.Goal
    private let arguments: ParsedArguments
    private let isPreview: Bool
    private let options: DeploymentOptions

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
    }

    /// Previews, asks for confirmation where necessary, and deploys.
    func run() async throws -> ExitStatus {
        let place = try ProjectStack.open(arguments, whenMissing: goal == .update ? .createFirst : .fail)
        try place.applyConfiguration(arguments)
        let interruption = Interruption()
        let runningOperations = RunningOperations()
        let signal = InterruptSignal(interruption) { runningOperations.exitMessage }
        defer { signal.end() }
        let launcher = ProcessLauncher(place.pluginLocator, workingDirectory: place.project.folder)
        return try await PluginHost.with(launcher) { plugins in
            let needsProgram = goal == .update || options.runsProgram
            let program = needsProgram ? try ProgramFrontEnds.supported.read(place.project) : nil
            // They start while the state is read.
            for package in program?.packages ?? [] { plugins.warm(package) }
            var run = DeploymentPass(
                place: place,
                program: program,
                plugins: plugins,
                interruption: interruption,
                runningOperations: runningOperations,
                arguments: arguments,
                options: options
            )
            if isPreview { return try await run.preview(endsHere: true).status }
            if !arguments.has("skip-preview") {
                guard let plan = try await confirmedPlan(run) else { return .failure }
                run.plannedChanges = plan.steps.count
                run.checked = plan.checked
            }
            return try await run.deploy()
        }
    }

    /// Shows the preview and asks for confirmation unless `--yes` is set; returns the plan, or `nil` to stop.
    private func confirmedPlan(_ run: DeploymentPass) async throws -> DeploymentPass.Plan? {
        let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
        guard arguments.has("yes") || confirmation.canAsk && !arguments.has("json") else {
            throw UsageError(
                "not an interactive terminal: pass --yes to deploy, or --skip-preview to deploy without a preview"
            )
        }
        let plan = try await run.preview(endsHere: false)
        guard plan.status == .success else { return nil }
        if arguments.has("yes") { return plan }
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
        let showsSecrets = arguments.has("show-secrets")
        let texts = steps.map { DifferenceText(step: $0, terminal: terminal, showsSecrets: showsSecrets).text }
        return texts.isEmpty ? "No resource changes.\n" : terminal.encoded(texts.joined())
    }
}
