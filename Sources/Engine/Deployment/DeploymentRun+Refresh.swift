import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Which resources a refresh reads.
    enum RefreshScope {
        /// All that the command line does not leave out.
        case everything
        /// Those of which the provider said that they must be read before each update.
        case mustBeReadFirst

        func contains(_ resource: ResourceState) -> Bool {
            self == .everything || resource.refreshesBeforeUpdate
        }
    }

    /// Reads resources back, and makes the state what is there.
    ///
    /// What could be read is kept although other reads failed.
    func refresh(_ scope: RefreshScope = .everything) async throws {
        index()
        try checkKnown(options.targets, "--target")
        try checkKnown(options.excludes, "--exclude")
        let (base, done, gone) = state.withLock { state in
            state.isRefreshing = true
            return (state.base, state.refreshed, state.gone)
        }
        defer { state.withLock { $0.isRefreshing = false } }
        let found = await withTaskGroup(of: Snapshot.Change?.self) { group in
            for token in base where !done.contains(token) {
                guard let resource = keeper[token], scope.contains(resource), isTargeted(resource) else { continue }
                group.addTask { try? await self.refresh(resource, token) }
            }
            var changes: [Snapshot.Change] = []
            for await change in group {
                if let change { changes.append(change) }
            }
            return changes
        }
        try await keepRefreshed(gone + found)
        if hasFailed { throw ReportedFailure(urn: "", "the refresh failed") }
    }

    private func keepRefreshed(_ found: [Snapshot.Change]) async throws {
        var gone: [String: String] = [:]
        for case .remove(let token) in found {
            if let resource = keeper[token] { gone[resource.urn] = resource.parent }
        }
        try await keeper.change(found)
        try await keeper.change(repairs(gone))
    }

    /// Reads one resource; the change that this makes, if any.
    func refresh(_ old: ResourceState, _ token: Snapshot.Token) async throws -> Snapshot.Change? {
        let planned = step(.refresh, old: old, new: old, isLogical: options.goal == .refresh)
        guard old.isCustom, !old.isProvider, !old.isPendingReplacement else {
            _ = try await perform(planned, ending: { self.tell(.same, .none, in: &$0) }) { old }
            return nil
        }
        var operation = StepOperation.delete
        var difference = Difference.none
        let after = try await execute(planned, ending: { self.tell(operation, difference, in: &$0) }) {
            let lifecycle = try await lifecycle(of: old)
            let read = try await lifecycle.read(
                Subject(old),
                id: old.id,
                inputs: old.inputs,
                outputs: old.outputs,
                timeout: old.customTimeouts?.read ?? 0
            )
            guard let read else { return nil }
            if let failure = read.failure { emit(.diagnostic(.init(.warning, failure, urn: old.urn))) }
            let new = refreshed(old, read)
            (operation, difference) = try await drift(from: old, to: new, lifecycle)
            return new
        }
        guard let after else { return .remove(token) }
        return after == old ? nil : .put(token, after)
    }

    /// Tells what a read has found as an update would; before an update it stays a read.
    private func tell(_ operation: StepOperation, _ difference: Difference, in step: inout EngineEvent.Step) {
        guard options.goal == .refresh else { return }
        step.operation = operation
        step.differingKeys = difference.changedKeys
        step.detailedDifference = difference.detailed
    }

    /// What an update with the program of before would have to take back, told the other way round: what was added
    /// since is an addition.
    private func drift(
        from old: ResourceState,
        to new: ResourceState,
        _ lifecycle: any Lifecycle
    ) async throws -> (StepOperation, Difference) {
        if old.isExternal { return (old.outputs == new.outputs ? .same : .update, .between(old.outputs, new.outputs)) }
        let difference = try await lifecycle.diff(
            Subject(new),
            old: new,
            news: old.inputs,
            ignoring: old.ignoreChanges
        ).inverted
        return (difference.hasChanges ? .update : .same, difference)
    }

    func refreshed(_ old: ResourceState, _ outcome: ProviderOutcome) -> ResourceState {
        var new = old
        new.id = outcome.id.isEmpty ? old.id : outcome.id
        new.initErrors = outcome.initErrors
        new.refreshesBeforeUpdate = outcome.refreshesBeforeUpdate
        new.inputs = outcome.inputs ?? old.inputs
        new.outputs = outcome.outputs
        new.markSecretOutputs()
        if new != old { new.modified = TimeText.now() }
        return new
    }

    /// The changes that take what is gone out of what others refer to; children of what is gone go to its parent.
    func repairs(_ gone: [String: String]) -> [Snapshot.Change] {
        guard !gone.isEmpty else { return [] }
        let entries = keeper.snapshot.entries
        let alive = Set(entries.map(\.state.urn))
        return entries.compactMap { token, resource in
            var repaired = resource
            while !repaired.parent.isEmpty, !alive.contains(repaired.parent) {
                repaired.parent = gone[repaired.parent] ?? ""
            }
            repaired.mapReferences { alive.contains($0) ? $0 : nil }
            repaired.propertyDependencies = repaired.propertyDependencies.filter { !$0.value.isEmpty }
            return repaired == resource ? nil : .put(token, repaired)
        }
    }
}
