import Engine
import PulumiProtocol
import Synchronization

/// One pass over a stack, as a plan or for real, with its display.
struct DeploymentPass: Sendable {
    let session: StackSession
    let plugins: PluginHost
    let interruption: Interruption
    let arguments: ParsedArguments
    let options: DeploymentOptions

    /// Where the output goes.
    var terminal: Terminal {
        Terminal(
            environment: session.environment,
            colour: arguments.value("color"),
            nonInteractive: arguments.has("non-interactive")
        )
    }

    /// Plans, and shows the plan.
    ///
    /// - Parameter endsHere: Whether nothing follows; `--json` then prints the plan as one document.
    /// - Returns: How it ended, and the steps that it found.
    func preview(endsHere: Bool) async throws -> (status: ExitStatus, steps: [EngineEvent.Step]) {
        var options = options
        options.isPreview = true
        let steps = Mutex<[EngineEvent.Step]>([])
        let planned = options
        let result = try await DisplayLoop(isLive: isLive).run(display(isPreview: true, endsHere: endsHere)) { show in
            try await deployment(planned).run(program(isPreview: true, show)) { event in
                if case .resourceFinished(let step) = event, !step.operation.isSame {
                    steps.withLock { $0.append(step) }
                }
                show(event)
            }
        }
        return (status(result, whenChangedExpected: endsHere), steps.withLock { $0 })
    }

    /// Deploys, and saves the state.
    func deploy() async throws -> ExitStatus {
        let journal = ScratchJournal(session.store, session.stack, try session.store.load(session.stack))
        let result = try await DisplayLoop(isLive: isLive).run(display(isPreview: false, endsHere: true)) { show in
            try await deployment(options).run(program(isPreview: false, show), journal: journal, events: show)
        }
        try session.store.save(result.snapshot, session.stack)
        return status(result, whenChangedExpected: true)
    }

    private func deployment(_ options: DeploymentOptions) throws -> Deployment {
        Deployment(
            identity: StackIdentity(project: session.project.name, stack: session.stack),
            options: options,
            snapshot: try session.store.load(session.stack),
            configuration: session.configuration,
            plugins: plugins,
            interruption: interruption
        )
    }

    /// The program, where the goal needs one.
    private func program(
        isPreview: Bool,
        _ show: @escaping @Sendable (EngineEvent) -> Void
    ) throws -> ProjectProgram? {
        guard options.goal == .update else { return nil }
        return ProjectProgram(
            program: try YAMLProgram(of: session.project),
            context: ProgramContext(
                project: session.project.name,
                stack: session.stack,
                rootFolder: session.project.folder,
                workingFolder: session.project.programFolder,
                isPreview: isPreview,
                configuration: session.configuration,
                report: { diagnostic in
                    let severity: EngineEvent.Severity = diagnostic.severity == .error ? .error : .warning
                    show(.diagnostic(.init(severity, diagnostic.description)))
                }
            ),
            plugins: plugins
        )
    }

    private var isLive: Bool { terminal.isInteractive && !arguments.has("json") }

    private func display(isPreview: Bool, endsHere: Bool) -> any Display {
        if arguments.has("json") { return isPreview && endsHere ? PlanDisplay() : JSONLinesDisplay() }
        let options = SummaryText.Options(
            showsDifferences: arguments.has("diff"),
            showsSecrets: arguments.has("show-secrets"),
            suppressesOutputs: arguments.has("suppress-outputs")
        )
        if terminal.isInteractive { return TreeDisplay(terminal: terminal, isPreview: isPreview, options: options) }
        return LineDisplay(terminal: terminal, isPreview: isPreview, options: options)
    }

    private func status(_ result: DeploymentResult, whenChangedExpected isLast: Bool) -> ExitStatus {
        if result.hasFailed || result.wasCancelled { return .failure }
        if isLast, arguments.has("expect-no-changes"), result.hasChanges {
            writeError("error: no changes were expected, but there are some\n")
            return .failure
        }
        return .success
    }
}
