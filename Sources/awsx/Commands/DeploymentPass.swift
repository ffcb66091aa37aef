import Engine
import Glibc
import ProviderKit
import PulumiProtocol
import Recordings
import Synchronization

/// One pass over a stack, a preview or an update, with its display.
struct DeploymentPass: Sendable {
    let place: ProjectStack
    /// The AWS that the pass works in.
    let aws: PresentAWS
    /// The program, where the goal needs one.
    let program: (any ProjectProgram)?
    let plugins: PluginHost
    let interruption: Interruption
    let runningOperations: RunningOperations
    let arguments: ParsedArguments
    let options: DeploymentOptions
    let displayOptions: DisplayOptions
    /// Writes down what is said, with `--record`.
    let recorder: CallRecorder?
    /// The number of changes in the preview of this update.
    var plannedChanges: Int?
    /// The checked program of the preview of this update.
    var checked: (any CheckedProgram)?

    /// The outcome of a preview.
    struct Plan {
        /// The exit status if no update follows.
        var status: ExitStatus
        /// The steps that change something.
        var steps: [EngineEvent.Step]
        /// The program, which an update need not check again.
        var checked: (any CheckedProgram)?
    }

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
    func preview(endsHere: Bool) async throws -> Plan {
        var options = options
        options.isPreview = true
        let configuration = try configuration()
        // The program is checked while the state is read.
        async let check = check(configuration)
        let snapshot = try place.backend.snapshot(place.stack, secrets: place.secrets)
        let checked = await check
        let deployment = deployment(options, snapshot, configuration)
        let holdings = await Holdings(of: snapshot, in: PluginSchemas(plugins: plugins))
        let steps = Mutex<[EngineEvent.Step]>([])
        let loop = DisplayLoop(terminal: terminal, isLive: isLive)
        let result = try await loop.run(display(isPreview: true, endsHere: endsHere, of: snapshot, holdings)) { show in
            let program = program(checked, deployment, show)
            return try await deployment.run(program) { event in
                if case .resourceFinished(let step) = event, !step.operation.isSame, step.isOfInterest {
                    steps.withLock { $0.append(step) }
                }
                show(event)
            }
        }
        return Plan(status: status(result, isLast: endsHere), steps: steps.withLock { $0 }, checked: checked)
    }

    /// Runs the deployment with the stack locked and every step saved.
    func deploy() async throws -> ExitStatus {
        let configuration = try configuration()
        return try await withThrowingTaskGroup(of: (any CheckedProgram)?.self) { group in
            // The program is checked while the state is read, unless the preview has done it.
            group.addTask { if let checked { checked } else { await check(configuration) } }
            return try await place.backend.withStack(place.stack, secrets: place.secrets) { session in
                try await deploy(session, configuration, try await group.next() ?? nil)
            }
        }
    }

    private func deploy(
        _ session: StackSession,
        _ configuration: [String: PropertyValue],
        _ checked: (any CheckedProgram)?
    ) async throws -> ExitStatus {
        for note in session.notes { writeError("\(note)\n") }
        try place.remember(aws, session.snapshot, isUsed: usesAWS)
        let deployment = deployment(options, session.snapshot, configuration) { try session.checkLock() }
        let began = time(nil)
        let loop = DisplayLoop(terminal: terminal, isLive: isLive)
        let result = try await loop.run(display(isPreview: false, endsHere: true, of: session.snapshot)) { show in
            let program = program(checked, deployment, show)
            return try await deployment.run(program, journal: session.journal) { event in
                runningOperations.receive(event)
                show(event)
            }
        }
        // Without the lock nothing may be written; a deployment that noticed it has said so.
        if result.hasFailed, (try? session.checkLock()) == nil { return .failure }
        try session.finish(result.snapshot, record: record(result, began))
        try place.remember(aws, result.snapshot)
        let status = status(result, isLast: true)
        if status == .success, case .import(let requests) = options.goal {
            try showProgram(ImportedProgram(requests, in: result.snapshot))
        }
        return status
    }

    /// Indicates that the program may create resources of AWS.
    private var usesAWS: Bool {
        program?.packages.contains { PluginLocator.OwnProgram.provider.packages.contains($0.package) } ?? false
    }

    /// Prints the program text of imported resources, or writes it to the file of `--out`.
    private func showProgram(_ program: ImportedProgram?) throws {
        guard let program, arguments.value("generate-code") != "false" else { return }
        if let file = arguments.value("out") {
            try writeFile(program.text, to: file)
            writeError("The declarations of the imported resources are in \(file).\n")
        } else if !arguments.has("json") {
            writeOut(
                "\nAdd this to the program; the next `awsx up` plans to delete resources that it does not have:\n\n"
                    + program.text
            )
        }
    }

    /// Returns the stack's configuration as the deployment gets it.
    private func configuration() throws -> [String: PropertyValue] {
        var values = try place.settings.values(place.secrets)
        if options.goal == .update || options.runsProgram {
            values =
                arguments.has("skip-config-validation")
                ? place.project.withDefaults(values)
                : try place.project.completing(values, stack: place.stack.name)
        }
        return values.mapValues(\.property)
    }

    private func deployment(
        _ options: DeploymentOptions,
        _ snapshot: Snapshot,
        _ configuration: [String: PropertyValue],
        checkLock: @escaping @Sendable () throws -> Void = {}
    ) -> Deployment {
        Deployment(
            identity: place.stack.identity,
            options: options,
            snapshot: snapshot,
            configuration: configuration,
            plugins: plugins,
            interruption: interruption,
            outputsOfStack: { [place] name in
                let stack = try place.backend.reference(name, project: place.project.name)
                return try place.backend.outputs(stack, secrets: place.secrets)
            },
            checkLock: checkLock
        )
    }

    /// Checks the program, if there is one.
    private func check(_ configuration: [String: PropertyValue]) async -> (any CheckedProgram)? {
        await program?.check(context(configuration), schemas: PluginSchemas(plugins: plugins))
    }

    /// Returns the program with the context of the deployment.
    private func program(
        _ checked: (any CheckedProgram)?,
        _ deployment: Deployment,
        _ show: @escaping @Sendable (EngineEvent) -> Void
    ) -> (any Program)? {
        var context = context(deployment.configuration)
        context.isPreview = deployment.options.isPreview
        context.report = { diagnostic in
            let severity: EngineEvent.Severity = diagnostic.severity == .error ? .error : .warning
            show(.diagnostic(.init(severity, diagnostic.description)))
        }
        let program = checked?.program(in: context)
        guard let program, let recorder else { return program }
        let identity = place.stack.identity
        return RecordedProgram(program, of: identity, isPreview: context.isPreview, recorder: recorder)
    }

    private func context(_ configuration: [String: PropertyValue]) -> ProgramContext {
        ProgramContext(
            project: place.project.name,
            stack: place.stack.name,
            rootFolder: place.project.folder,
            workingFolder: place.project.programFolder,
            isPreview: false,
            parallel: options.parallel,
            configuration: configuration
        )
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

    private func display(
        isPreview: Bool,
        endsHere: Bool,
        of snapshot: Snapshot,
        _ holdings: Holdings = .none
    ) -> any Display {
        if arguments.has("json") {
            let isDocument = isPreview && endsHere && !streamsPlans
            return isDocument
                ? PlanDisplay(showsSames: arguments.has("show-sames")) : JSONLinesDisplay(isPreview: isPreview)
        }
        var title = title(isPreview: isPreview)
        if options.goal == .refresh { title.planned = snapshot.entries.count { !$0.state.isProvider } }
        if terminal.isInteractive {
            return TreeDisplay(title, terminal: terminal, options: displayOptions, holdings: holdings)
        }
        return LineDisplay(title, terminal: terminal, options: displayOptions, holdings: holdings)
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
