internal import PulumiProtocol

/// Sorts states into dependency order and removes references to missing resources.
///
/// A missing provider cannot be repaired.
public struct SnapshotRepair: Sendable {
    /// The repaired states.
    public private(set) var snapshot: Snapshot
    /// The changes, one sentence each.
    public private(set) var changes: [String] = []
    /// The faults that could not be repaired.
    public private(set) var faults: [String]

    /// Repairs the states of a snapshot, if they have faults.
    public init(_ original: Snapshot) {
        snapshot = original
        let states = original.entries.map(\.state)
        faults = IntegrityCheck.faults(in: states)
        guard !faults.isEmpty else { return }
        let order = DependencyOrder(states).sorted
        for (place, index) in order.enumerated() where place != index {
            changes.append("moved \(states[index].urn) from place \(index + 1) to \(place + 1)")
        }
        var urns: [String: String] = [:]
        var repaired: [ResourceState] = []
        for index in order { repaired.append(prune(states[index], &urns)) }
        faults = IntegrityCheck.faults(in: repaired)
        snapshot = Snapshot(resources: repaired, pendingOperations: original.pendingOperations)
    }

    /// Returns a state with references only to earlier states; `urns` maps their old URNs to the new ones.
    private mutating func prune(_ state: ResourceState, _ urns: inout [String: String]) -> ResourceState {
        var changed = state
        if !state.parent.isEmpty {
            changed.parent = urns[state.parent] ?? ""
            if changed.parent.isEmpty { note("parent", state.parent, of: state.urn) }
            changed.urn = Self.urn(state.urn, below: changed.parent)
        }
        let known = urns
        let present = { (urn: String, what: String, repair: inout SnapshotRepair) -> String? in
            if let urn = known[urn] { return urn }
            repair.note(what, urn, of: state.urn)
            return nil
        }
        changed.dependencies = state.dependencies.compactMap { present($0, "dependency", &self) }
        for (key, list) in state.propertyDependencies {
            changed.propertyDependencies[key] = list.compactMap { present($0, "dependency of \(key)", &self) }
        }
        changed.replaceWith = state.replaceWith.compactMap { present($0, "replaceWith", &self) }
        if !state.deletedWith.isEmpty { changed.deletedWith = present(state.deletedWith, "deletedWith", &self) ?? "" }
        if let provider = ProviderReference(state.provider), let urn = urns[provider.urn] {
            changed.provider = ProviderReference(urn: urn, id: provider.id).description
        }
        urns[state.urn] = changed.urn
        return changed
    }

    private mutating func note(_ what: String, _ urn: String, of state: String) {
        changes.append("removed from \(state): \(what) \(urn), which does not exist")
    }

    /// Returns the URN of the same resource with another parent, or without one.
    static func urn(_ text: String, below parent: String) -> String {
        guard let urn = URN(text) else { return text }
        return URN.make(
            stack: urn.stack,
            project: urn.project,
            parent: URN(parent),
            type: urn.type,
            name: urn.name
        ).description
    }
}
