import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Reads every resource back, and makes the state what is there.
    ///
    /// What could be read is kept although other reads failed.
    func refresh() async throws {
        index()
        try checkKnown(options.targets, "--target")
        try checkKnown(options.excludes, "--exclude")
        let base = state.withLock { state in
            state.isRefreshing = true
            return state.base
        }
        defer { state.withLock { $0.isRefreshing = false } }
        let found = await withTaskGroup(of: Snapshot.Change?.self) { group in
            for token in base {
                guard let resource = keeper[token], isTargeted(resource) else { continue }
                group.addTask { try? await self.refresh(resource, token) }
            }
            var changes: [Snapshot.Change] = []
            for await change in group {
                if let change { changes.append(change) }
            }
            return changes
        }
        var gone: [String: String] = [:]
        for case .remove(let token) in found {
            if let resource = keeper[token] { gone[resource.urn] = resource.parent }
        }
        try await keeper.change(found)
        try await keeper.change(repairs(gone))
        if hasFailed { throw ReportedFailure(urn: "", "the refresh failed") }
    }

    /// Reads one resource; the change that this makes, if any.
    private func refresh(_ old: ResourceState, _ token: Snapshot.Token) async throws -> Snapshot.Change? {
        guard old.isCustom, !old.isProvider, !old.isPendingReplacement else { return nil }
        let after = try await execute(
            step(.refresh, old: old, new: old),
            resultingIn: { Self.outcome(old, $0) }
        ) {
            let lifecycle = try await lifecycle(of: old)
            let outcome = try await lifecycle.read(Subject(old), id: old.id, inputs: old.inputs, outputs: old.outputs)
            guard let outcome else { return nil }
            if let failure = outcome.failure {
                emit(.diagnostic(.init(.warning, failure, urn: old.urn)))
            }
            return refreshed(old, outcome)
        }
        guard let after else { return .remove(token) }
        return after == old ? nil : .put(token, after)
    }

    /// What a refresh did, as an update would say it.
    private static func outcome(_ old: ResourceState, _ new: ResourceState?) -> StepOperation {
        guard let new else { return .delete }
        return new.inputs == old.inputs && new.outputs == old.outputs && new.id == old.id ? .same : .update
    }

    private func refreshed(_ old: ResourceState, _ outcome: ProviderOutcome) -> ResourceState {
        var new = old
        new.id = outcome.id.isEmpty ? old.id : outcome.id
        new.initErrors = outcome.initErrors
        new.inputs = restored(outcome.inputs ?? old.inputs, old.inputs, old.ignoreChanges)
        var goal = Goal(type: old.type, name: old.name, isCustom: true)
        goal.additionalSecretOutputs = old.additionalSecretOutputs
        new.outputs = restored(marked(outcome.outputs, goal), old.outputs, old.ignoreChanges)
        if new != old { new.modified = TimeText.now() }
        return new
    }

    /// Properties with the ignored ones as they were, where that can be said.
    private func restored(_ new: PropertyMap, _ old: PropertyMap, _ ignored: [String]) -> PropertyMap {
        ignored.reduce(new) { map, path in (try? IgnoredChanges.restore([path], in: map, from: old)) ?? map }
    }

    /// The changes that take what is gone out of what others refer to; children of what is gone go to its parent.
    private func repairs(_ gone: [String: String]) -> [Snapshot.Change] {
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
