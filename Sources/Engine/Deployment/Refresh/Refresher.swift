import PulumiProtocol
import Synchronization

/// Reads resources back, and makes the state what exists.
final class Refresher: Sendable {
    /// The resources that a refresh reads.
    enum Scope {
        /// All that the command line does not exclude.
        case everything
        /// The resources whose provider asked for a read before each update.
        case mustBeReadFirst

        func contains(_ resource: ResourceState) -> Bool {
            self == .everything || resource.refreshesBeforeUpdate
        }
    }

    private struct State {
        /// The states that were read while the program ran.
        var read: Set<Snapshot.Token> = []
        /// The removals that those reads found; applied when the whole refresh is complete.
        var removals: [Snapshot.Change] = []
    }

    private let isRefresh: Bool
    private let log: DeploymentLog
    private let keeper: StateKeeper
    private let previous: PreviousStates
    private let targets: TargetSelection
    private let steps: StepRunner
    private let providers: ProviderResolver
    private let state = Mutex(State())

    /// A refresher that has read nothing.
    ///
    /// If `isRefresh`, the deployment is for a refresh, so that its steps show the changes.
    init(
        isRefresh: Bool,
        _ log: DeploymentLog,
        _ keeper: StateKeeper,
        _ previous: PreviousStates,
        _ targets: TargetSelection,
        _ steps: StepRunner,
        _ providers: ProviderResolver
    ) {
        self.isRefresh = isRefresh
        self.log = log
        self.keeper = keeper
        self.previous = previous
        self.targets = targets
        self.steps = steps
        self.providers = providers
    }

    /// Reads the resources of a scope that were not read yet; those that could be read are saved although others fail.
    ///
    /// - Throws: ``ReportedFailure`` if any read failed.
    func refresh(_ scope: Scope) async throws {
        let (read, removals) = state.withLock { ($0.read, $0.removals) }
        try await log.toleratingFailures {
            let found = await withTaskGroup(of: Snapshot.Change?.self) { group in
                for token in previous.index.all where !read.contains(token) {
                    guard let resource = keeper[token], scope.contains(resource), targets.includes(resource)
                    else { continue }
                    group.addTask { try? await self.read(PreviousState(token: token, state: resource)) }
                }
                var changes: [Snapshot.Change] = []
                for await change in group {
                    if let change { changes.append(change) }
                }
                return changes
            }
            try await save(removals + found)
        }
        if log.hasFailed { throw ReportedFailure(urn: "", "the refresh failed") }
    }

    /// Reads a resource that the program registers during a refresh.
    ///
    /// - Returns: The change of its state; a removal is saved only by ``refresh(_:)``. `nil` if there is none.
    func refreshEarly(_ old: PreviousState) async throws -> Snapshot.Change? {
        state.withLock { _ = $0.read.insert(old.token) }
        let change = try await read(old)
        if case .remove? = change, let change { state.withLock { $0.removals.append(change) } }
        return change
    }

    private func save(_ changes: [Snapshot.Change]) async throws {
        var removed: [String: String] = [:]
        for case .remove(let token) in changes {
            if let resource = keeper[token] { removed[resource.urn] = resource.parent }
        }
        try await keeper.change(changes)
        try await keeper.change(keeper.snapshot.repairs(removed: removed))
    }

    /// Reads one resource; returns the change of its state, if any.
    private func read(_ previous: PreviousState) async throws -> Snapshot.Change? {
        let old = previous.state
        let planned = steps.step(.refresh, old: old, new: old, isLogical: isRefresh)
        guard old.isCustom, !old.isProvider, !old.isPendingReplacement else {
            _ = try await steps.runNow(planned, ending: { self.show(.same, .none, in: &$0) }) { old }
            return nil
        }
        var operation = StepOperation.delete
        var difference = Difference.none
        let after = try await steps.run(planned, ending: { self.show(operation, difference, in: &$0) }) {
            let lifecycle = try await providers.lifecycle(of: old)
            var call = ProviderCall(old)
            call.timeout = old.customTimeouts?.read ?? 0
            guard let read = try await lifecycle.read(call) else { return nil }
            if let failure = read.failure { log.emit(.warning, failure, urn: old.urn) }
            let new = old.refreshed(by: read)
            (operation, difference) = try await drift(from: old, to: new, lifecycle)
            return new
        }
        guard let after else { return .remove(previous.token) }
        return after == old ? nil : .put(previous.token, after)
    }

    /// Shows the drift that a read found as the operation that it amounts to; before an update it stays a read.
    private func show(_ operation: StepOperation, _ difference: Difference, in step: inout EngineEvent.Step) {
        guard isRefresh else { return }
        step.operation = operation
        step.differingKeys = difference.changedKeys
        step.detailedDifference = difference.detailed
    }

    /// The difference that an update with the old inputs would undo, inverted: what was added since is an addition.
    private func drift(
        from old: ResourceState,
        to new: ResourceState,
        _ lifecycle: any ResourceLifecycle
    ) async throws -> (StepOperation, Difference) {
        if old.isExternal { return (old.outputs == new.outputs ? .same : .update, .between(old.outputs, new.outputs)) }
        var call = ProviderCall(new)
        call.inputs = old.inputs
        call.ignoreChanges = old.ignoreChanges
        let difference = try await lifecycle.diff(call).inverted
        return (difference.hasChanges ? .update : .same, difference)
    }
}

extension Snapshot {
    /// Makes the changes that take removed resources out of what others refer to; their children move to their parents.
    ///
    /// - Parameter removed: Parents by the URNs of removed resources.
    /// - Returns: The changed states.
    func repairs(removed: [String: String]) -> [Change] {
        guard !removed.isEmpty else { return [] }
        let entries = entries
        let alive = Set(entries.map(\.state.urn))
        return entries.compactMap { token, resource in
            var repaired = resource
            while !repaired.parent.isEmpty, !alive.contains(repaired.parent) {
                repaired.parent = removed[repaired.parent] ?? ""
            }
            repaired.mapReferences { alive.contains($0) ? $0 : nil }
            repaired.propertyDependencies = repaired.propertyDependencies.filter { !$0.value.isEmpty }
            return repaired == resource ? nil : .put(token, repaired)
        }
    }
}
