import PulumiProtocol
import RPC
import Synchronization

/// One deployment under way: what all its parts share.
final class DeploymentRun: Sendable {
    let identity: StackIdentity
    let options: DeploymentOptions
    let configuration: [String: PropertyValue]
    let keeper: StateKeeper
    let registry: ProviderRegistry
    let work: WorkGroup
    let builtin: BuiltinLifecycle
    let state: Mutex<RunState>
    /// What the command line wants replaced.
    let replaces: URNPatterns
    private let limiter: StepLimiter
    private let interruption: Interruption
    private let sink: @Sendable (EngineEvent) -> Void

    init(
        _ deployment: Deployment,
        registry: ProviderRegistry,
        keeper: StateKeeper,
        work: WorkGroup,
        sink: @escaping @Sendable (EngineEvent) -> Void
    ) {
        identity = deployment.identity
        options = deployment.options
        configuration = deployment.configuration
        interruption = deployment.interruption
        builtin = BuiltinLifecycle(isPreview: deployment.options.isPreview, outputsOfStack: deployment.outputsOfStack)
        limiter = StepLimiter(limit: deployment.options.parallel)
        replaces = URNPatterns(deployment.options.replaces)
        self.keeper = keeper
        self.registry = registry
        self.work = work
        self.sink = sink
        var state = RunState()
        state.targets = URNPatterns(deployment.options.targets)
        state.excludes = URNPatterns(deployment.options.excludes)
        self.state = Mutex(state)
    }

    /// Tells who watches.
    func emit(_ event: EngineEvent) {
        sink(event)
    }

    /// Whether something failed.
    var hasFailed: Bool { state.withLock { $0.hasFailed } }

    /// Whether the person at the keyboard wants the end.
    var wasInterrupted: Bool { interruption.isTriggered }

    /// Learns what is there before anything is changed. Called again when a refresh has changed that.
    func index() {
        let entries = keeper.snapshot.entries
        var olds = [String: Snapshot.Token](minimumCapacity: entries.count)
        var dependents = [String: [Snapshot.Token]](minimumCapacity: entries.count)
        for (token, resource) in entries {
            if !resource.isPendingDeletion { olds[resource.urn] = token }
            var urns: Set<String> = []
            resource.forEachReference { urns.insert($0) }
            for urn in urns { dependents[urn, default: []].append(token) }
        }
        state.withLock { state in
            state.olds = olds
            state.base = entries.map(\.token)
            state.dependents = dependents
        }
    }

    /// Lets nothing new begin after a failure, unless the run goes on in spite of errors, or after an interruption.
    ///
    /// - Throws: ``ReportedFailure``.
    func checkGoing(_ urn: String = "") throws {
        if wasInterrupted { throw ReportedFailure(urn: urn, "the deployment was interrupted") }
        let mustStop = state.withLock { $0.isStopping }
        if mustStop { throw ReportedFailure(urn: urn, "something else failed, so that nothing new begins") }
    }

    /// What a failure keeps from beginning.
    enum FailureReach {
        /// Everything: nobody knows what the program would have become.
        case run
        /// What depends on it, where the run goes on in spite of errors; otherwise everything.
        case branch
    }

    /// Tells what failed, and keeps others from beginning as far as the failure reaches.
    func fail(_ urn: String, _ error: any Error, reaching reach: FailureReach = .run) -> ReportedFailure {
        if let failure = error as? ReportedFailure { return failure }
        let text = describe(error)
        noteFailure(reaching: reach)
        emit(.diagnostic(.init(.error, text, urn: urn)))
        return ReportedFailure(urn: urn, text)
    }

    /// Notes that something failed, of which a person has been told.
    func noteFailure(reaching reach: FailureReach = .run) {
        state.withLock { state in
            state.hasFailed = true
            state.isIncomplete = true
            let endsRun = reach == .run || !options.continuesOnError
            if endsRun, !state.isRefreshing { state.isStopping = true }
        }
    }

    /// Refuses something: with an error when it is to be done; while it is only planned it is told and the plan goes
    /// on, so that a person learns of everything at once.
    func refuse(_ error: RegistrationError, _ urn: String) throws {
        guard options.isPreview else { throw error }
        tell(error.description, urn: urn)
    }

    /// Tells of a failure that keeps nothing else from being done.
    func tell(_ failure: String, urn: String) {
        state.withLock { $0.hasFailed = true }
        emit(.diagnostic(.init(.error, failure, urn: urn)))
    }

    private func describe(_ error: any Error) -> String {
        if let status = error as? StatusError { return status.message }
        return String(describing: error)
    }
}

extension DeploymentRun {
    /// A step, numbered.
    func step(
        _ operation: StepOperation,
        old: ResourceState?,
        new: ResourceState?,
        _ difference: Difference = .none,
        isLogical: Bool = true
    ) -> EngineEvent.Step {
        let subject = new ?? old
        return EngineEvent.Step(
            number: state.withLock { state in
                state.steps += 1
                return state.steps
            },
            operation: operation,
            urn: subject?.urn ?? "",
            type: subject?.type ?? "",
            provider: subject?.provider ?? "",
            old: old,
            new: new,
            replaceKeys: difference.replaceKeys,
            differingKeys: difference.changedKeys,
            detailedDifference: difference.detailed,
            isLogical: isLogical,
            isRefresh: operation == .refresh
        )
    }

    /// Does a step when there is room for it, and tells of its beginning and its end.
    ///
    /// - Parameter ending: Says what the step turned out to be, where only its end tells.
    /// - Returns: The state after it; `nil` if there is none.
    /// - Throws: ``ReportedFailure``.
    func execute(
        _ step: EngineEvent.Step,
        ending: ((inout EngineEvent.Step) -> Void)? = nil,
        _ body: () async throws -> ResourceState?
    ) async throws -> ResourceState? {
        try await limiter.run {
            try checkGoing(step.urn)
            return try await perform(step, ending: ending, body)
        }
    }

    /// Does a step that takes no time, and tells of its beginning and its end.
    func perform(
        _ step: EngineEvent.Step,
        ending: ((inout EngineEvent.Step) -> Void)? = nil,
        _ body: () async throws -> ResourceState?
    ) async throws -> ResourceState? {
        emit(.resourceStarted(step))
        var ended = step
        do {
            ended.new = try await body()
            ending?(&ended)
        } catch {
            let failure = fail(step.urn, error, reaching: .branch)
            emit(.resourceFailed(ended))
            throw failure
        }
        if step.isLogical, !step.isInternal {
            state.withLock { $0.counts[ended.operation, default: 0] += 1 }
        }
        emit(.resourceFinished(ended))
        return ended.new
    }
}
