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
    /// - Throws: ``UsageError``.
    init(_ goal: DeploymentOptions.Goal, _ arguments: ParsedArguments, isPreview: Bool = false) throws {
        self.goal = goal
        self.arguments = arguments
        self.isPreview = isPreview || arguments.has("preview-only")
        options = try DeploymentOptions(goal, arguments)
    }

    /// Plans, asks where that is wanted, and deploys.
    func run() async throws -> ExitStatus {
        let place = try ProjectStack.open(arguments, whenMissing: goal == .update ? .makeFirst : .fail)
        let interruption = Interruption()
        let signal = InterruptSignal(interruption)
        defer { signal.end() }
        let launcher = ProcessLauncher(place.pluginLocator, workingDirectory: place.project.folder)
        return try await PluginHost.with(launcher) { plugins in
            let run = DeploymentPass(
                place: place,
                plugins: plugins,
                interruption: interruption,
                arguments: arguments,
                options: options
            )
            if isPreview { return try await run.preview(endsHere: true).status }
            if !arguments.has("skip-preview") {
                guard try await isWanted(run) else { return .failure }
            }
            return try await run.deploy()
        }
    }

    /// Shows the plan, and asks if there is a person and no `--yes`.
    private func isWanted(_ run: DeploymentPass) async throws -> Bool {
        let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
        guard arguments.has("yes") || confirmation.canAsk else {
            throw UsageError(
                "nobody can be asked here: give --yes to deploy, or --skip-preview to deploy without a plan"
            )
        }
        let (status, steps) = try await run.preview(endsHere: false)
        guard status == .success else { return false }
        if arguments.has("yes") { return true }
        while true {
            switch confirmation.ask("Do this?") {
            case .yes: return true
            case .no: return false
            case .details: writeOut(steps.map { DifferenceText(step: $0, terminal: run.terminal).text }.joined())
            }
        }
    }
}
