import Engine
import Glibc
import PulumiProtocol
import Synchronization

/// One pass over a stack, a preview or an update, with its display.
struct DeploymentPass: Sendable {
    let place: ProjectStack
    /// The program, where the goal needs one.
    let program: (any ProjectProgram)?
    let plugins: PluginHost
    let interruption: Interruption
    let runningOperations: RunningOperations
    let arguments: ParsedArguments
    let options: DeploymentOptions
    /// The number of changes in the preview of this update.
    var plannedChanges: Int?

    /// The terminal to write to.
    var terminal: Terminal {
        Terminal(
            environment: place.environment,
            colour: arguments.value("color"),
            nonInteractive: arguments.has("non-interactive")
        )
    }

    /// Runs a preview and displays it.
    ///
    /// If no update follows (`endsHere`), `--json` prints the plan as one document.
    func preview(endsHere: Bool) async throws -> (status: ExitStatus, steps: [EngineEvent.Step]) {
        var options = options
        options.isPreview = true
        let snapshot = try place.backend.snapshot(place.stack, secrets: place.secrets)
        let deployment = try deployment(options, snapshot)
        let steps = Mutex<[EngineEvent.Step]>([])
        let loop = DisplayLoop(terminal: terminal, isLive: isLive)
        let result = try await loop.run(display(isPreview: true, endsHere: endsHere, of: snapshot)) { show in
            let program = program(deployment, show)
            return try await deployment.run(program) { event in
                if case .resourceFinished(let step) = event, !step.operation.isSame, step.isOfInterest {
                    steps.withLock { $0.append(step) }
                }
                show(event)
            }
        }
        return (status(result, isLast: endsHere), steps.withLock { $0 })
    }

    /// Runs the deployment with the stack locked and every step saved.
    func deploy() async throws -> ExitStatus {
        try await place.backend.withStack(place.stack, secrets: place.secrets) { session in
            for note in session.notes { writeError("\(note)\n") }
            let deployment = try deployment(options, session.snapshot)
            let began = time(nil)
            let loop = DisplayLoop(terminal: terminal, isLive: isLive)
            let result = try await loop.run(display(isPreview: false, endsHere: true, of: session.snapshot)) { show in
                let program = program(deployment, show)
                return try await deployment.run(program, journal: session.journal) { event in
                    runningOperations.receive(event)
                    show(event)
                }
            }
            try session.finish(result.snapshot, record: record(result, began))
            return status(result, isLast: true)
        }
    }

    private func deployment(_ options: DeploymentOptions, _ snapshot: Snapshot) throws -> Deployment {
        var values = try place.settings.values(place.secrets)
        if options.goal == .update || options.runsProgram {
            values = try place.project.completing(values, stack: place.stack.name)
        }
        return Deployment(
            identity: place.stack.identity,
            options: options,
            snapshot: snapshot,
            configuration: values.mapValues(\.property),
            plugins: plugins,
            interruption: interruption,
            outputsOfStack: { [place] name in
                let stack = try place.backend.reference(name, project: place.project.name)
                return try place.backend.outputs(stack, secrets: place.secrets)
            }
        )
    }

    /// Returns the program with the context of the deployment.
    private func program(
        _ deployment: Deployment,
        _ show: @escaping @Sendable (EngineEvent) -> Void
    ) -> (any Program)? {
        guard let program else { return nil }
        let context = ProgramContext(
            project: place.project.name,
            stack: place.stack.name,
            rootFolder: place.project.folder,
            workingFolder: place.project.programFolder,
            isPreview: deployment.options.isPreview,
            parallel: deployment.options.parallel,
            configuration: deployment.configuration
        ) { diagnostic in
            let severity: EngineEvent.Severity = diagnostic.severity == .error ? .error : .warning
            show(.diagnostic(.init(severity, diagnostic.description)))
        }
        return program.program(in: context, schemas: PluginSchemas(plugins: plugins))
    }

    private var isLive: Bool {
        terminal.isInteractive && !arguments.has("json") && !arguments.has("suppress-progress")
    }

    /// Returns the title of the run.
    func title(isPreview: Bool) -> RunTitle {
        RunTitle(
            goal: options.goal,
            isPreview: isPreview,
            stack: place.stack.name,
            planned: plannedChanges,
            followsPlan: plannedChanges != nil
        )
    }

    private func display(isPreview: Bool, endsHere: Bool, of snapshot: Snapshot) -> any Display {
        if arguments.has("json") {
            let isDocument = isPreview && endsHere && !streamsPlans
            return isDocument
                ? PlanDisplay(showsSames: arguments.has("show-sames")) : JSONLinesDisplay(isPreview: isPreview)
        }
        let shown = SummaryText.Options(
            showsDifferences: arguments.has("diff"),
            showsDrift: arguments.has("diff"),
            showsSecrets: arguments.has("show-secrets"),
            suppressesOutputs: arguments.has("suppress-outputs")
        )
        var title = title(isPreview: isPreview)
        if options.goal == .refresh { title.planned = snapshot.entries.count { !$0.state.isProvider } }
        if terminal.isInteractive { return TreeDisplay(title, terminal: terminal, options: shown) }
        return LineDisplay(title, terminal: terminal, options: shown)
    }

    /// Indicates that `preview --json` prints events, as Pulumi does with this environment variable.
    private var streamsPlans: Bool {
        let truths: Set<String> = ["1", "t", "true"]
        return truths.contains(place.environment["PULUMI_ENABLE_STREAMING_JSON_PREVIEW", default: ""].lowercased())
    }

    private func status(_ result: DeploymentResult, isLast: Bool) -> ExitStatus {
        if result.hasFailed || result.wasCancelled { return .failure }
        if isLast, arguments.has("expect-no-changes"), result.hasChanges {
            writeError("error: no changes were expected but changes were found\n")
            return .failure
        }
        return .success
    }

    /// Returns the entry for the stack's history.
    private func record(_ result: DeploymentResult, _ began: Int) throws -> UpdateRecord {
        var record = UpdateRecord(kind: kind, startTime: began, endTime: time(nil))
        record.message = arguments.value("message") ?? ""
        record.configuration = try place.settings.stored()
        record.environment =
            RunMetadata(arguments: arguments, environment: place.environment, runtime: place.project.runtime).metadata
        record.hasSucceeded = !result.hasFailed && !result.wasCancelled
        record.resourceChanges = Dictionary(uniqueKeysWithValues: result.counts.map { ($0.key.rawValue, $0.value) })
        return record
    }

    /// Pulumi's word for the goal.
    private var kind: String {
        switch options.goal {
        case .update: "update"
        case .refresh: "refresh"
        case .destroy: "destroy"
        case .import: "resource-import"
        }
    }
}
