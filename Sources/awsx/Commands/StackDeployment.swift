import Engine
import PulumiProtocol

/// One deployment from the command line: the plan, the question, the deed, and what is shown of them.
struct StackDeployment: Sendable {
    private let goal: DeploymentOptions.Goal
    private let arguments: ParsedArguments
    private let isPreview: Bool
    private let options: DeploymentOptions

    /// A deployment as its flags ask for it.
    ///
    /// - Parameter excluded: URNs that are left alone, beside those that the flags name.
    /// - Throws: ``UsageError``.
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

    /// Plans, asks where that is wanted, and deploys.
    func run() async throws -> ExitStatus {
        let place = try ProjectStack.open(arguments, whenMissing: goal == .update ? .makeFirst : .fail)
        try place.applyConfiguration(arguments)
        let interruption = Interruption()
        let underWay = OperationsUnderWay()
        let signal = InterruptSignal(interruption) { underWay.lastWords }
        defer { signal.end() }
        let launcher = ProcessLauncher(place.pluginLocator, workingDirectory: place.project.folder)
        return try await PluginHost.with(launcher) { plugins in
            let needsProgram = goal == .update || options.runsProgram
            let program = needsProgram ? try YAMLProgram(of: place.project) : nil
            // They start while the state is read.
            for package in program?.packages ?? [] { plugins.warm(package) }
            var run = DeploymentPass(
                place: place,
                program: program,
                plugins: plugins,
                interruption: interruption,
                underWay: underWay,
                arguments: arguments,
                options: options
            )
            if isPreview { return try await run.preview(endsHere: true).status }
            if !arguments.has("skip-preview") {
                guard let plan = try await wantedPlan(run) else { return .failure }
                run.plannedChanges = plan.count
            }
            return try await run.deploy()
        }
    }

    /// Shows the plan, and asks if there is a person and no `--yes`; answers the plan if it is to be carried out.
    private func wantedPlan(_ run: DeploymentPass) async throws -> [EngineEvent.Step]? {
        let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
        guard arguments.has("yes") || confirmation.canAsk && !arguments.has("json") else {
            throw UsageError(
                "nobody can be asked here: give --yes to deploy, or --skip-preview to deploy without a plan"
            )
        }
        let (status, steps) = try await run.preview(endsHere: false)
        guard status == .success else { return nil }
        if arguments.has("yes") { return steps }
        let noun = run.title(isPreview: false).noun
        if goal == .refresh { writeOut("\nThis changes no resource, only what the stack knows of them.\n") }
        while true {
            switch confirmation.ask("Do you want to perform this \(noun)?", run.interruption) {
            case .yes: return steps
            case .no:
                writeOut("Nothing was changed.\n")
                return nil
            case .details: writeOut(details(steps, run.terminal))
            }
        }
    }

    private func details(_ steps: [EngineEvent.Step], _ terminal: Terminal) -> String {
        let showsSecrets = arguments.has("show-secrets")
        let texts = steps.map { DifferenceText(step: $0, terminal: terminal, showsSecrets: showsSecrets).text }
        return texts.isEmpty ? "No resource changes.\n" : terminal.encoded(texts.joined())
    }
}
