internal import PulumiProtocol

/// Makes the manual changes of `awsx state …` commands, which affect only the state.
public struct SnapshotEditor: Sendable {
    /// A flag of a resource that a user can set or clear.
    public enum Mark: Sendable {
        /// Prevents deletion.
        case protected
        /// Forces a replacement by the next update.
        case tainted
    }

    /// The state.
    public private(set) var snapshot: Snapshot

    /// Creates an editor of a state.
    public init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// Sets or clears a flag of a resource, except for states that are pending deletion.
    ///
    /// - Throws: ``SnapshotEditError`` if there is no such resource.
    public mutating func set(_ mark: Mark, _ isSet: Bool, _ urn: String) throws(SnapshotEditError) {
        for (token, state) in try entries(of: urn) where !state.isPendingDeletion { put(mark, isSet, token, state) }
    }

    /// Sets or clears a flag of every resource.
    public mutating func setAll(_ mark: Mark, _ isSet: Bool) {
        for (token, state) in snapshot.entries where !state.isPendingDeletion { put(mark, isSet, token, state) }
    }

    private mutating func put(_ mark: Mark, _ isSet: Bool, _ token: Snapshot.Token, _ state: ResourceState) {
        var changed = state
        switch mark {
        case .protected: changed.isProtected = isSet
        case .tainted: changed.isTainted = isSet
        }
        if changed != state { snapshot.apply(.put(token, changed)) }
    }

    /// Removes a resource from the state without deleting it.
    ///
    /// - Parameters:
    ///   - urn: The URN of the resource.
    ///   - withDependents: Removes its dependents too; otherwise they are an error.
    ///   - evenIfProtected: Removes the resource even if it is protected.
    /// - Returns: The URNs of all removed resources.
    /// - Throws: ``SnapshotEditError`` if there is no such resource, it is protected, or others depend on it.
    public mutating func delete(
        _ urn: String,
        withDependents: Bool,
        evenIfProtected: Bool
    ) throws(SnapshotEditError) -> [String] {
        try delete([urn], withDependents: withDependents, evenIfProtected: evenIfProtected)
    }

    /// Removes resources, which may depend on each other, from the state without deleting them.
    ///
    /// - Returns: The URNs of all removed resources.
    /// - Throws: ``SnapshotEditError``, as for one resource; then none is removed.
    public mutating func delete(
        _ urns: [String],
        withDependents: Bool,
        evenIfProtected: Bool
    ) throws(SnapshotEditError) -> [String] {
        for urn in urns { _ = try entries(of: urn) }
        let named = Set(urns)
        let dependents = dependents(of: named)
        guard withDependents || dependents.isEmpty else {
            throw .hasDependents(urns.joined(separator: ", "), dependents.sorted())
        }
        let forgotten = dependents.union(named)
        let leaving = snapshot.entries.filter { forgotten.contains($0.state.urn) }
        if !evenIfProtected, let held = leaving.first(where: \.state.isProtected) {
            throw .isProtected(held.state.urn)
        }
        for (token, _) in leaving { snapshot.apply(.remove(token)) }
        return forgotten.sorted()
    }

    /// Renames a resource and updates all references to it.
    ///
    /// - Returns: The new URN.
    /// - Throws: ``SnapshotEditError`` if there is no such resource, or the new URN is taken.
    public mutating func rename(_ urn: String, to name: String) throws(SnapshotEditError) -> String {
        guard try entries(of: urn).count == 1 else { throw .isAmbiguous(urn) }
        let renamed = String(urn.dropLast(URN.name(in: urn).count)) + name
        guard renamed != urn else { return urn }
        guard !snapshot.entries.contains(where: { $0.state.urn == renamed }) else { throw .isTaken(renamed) }
        for (token, state) in snapshot.entries {
            var changed = state
            if changed.urn == urn { changed.urn = renamed }
            changed.mapReferences { $0 == urn ? renamed : $0 }
            if changed != state { snapshot.apply(.put(token, changed)) }
        }
        return renamed
    }

    private func entries(of urn: String) throws(SnapshotEditError) -> [(token: Snapshot.Token, state: ResourceState)] {
        let found = snapshot.entries.filter { $0.state.urn == urn }
        guard !found.isEmpty else { throw .unknown(urn, snapshot.entries.map(\.state.urn)) }
        return found
    }

    /// Returns the URNs of all direct and indirect dependents; states come after the ones they refer to.
    private func dependents(of urns: Set<String>) -> Set<String> {
        var found = urns
        for state in snapshot.resources where !found.contains(state.urn) {
            var refers = false
            state.forEachReference { if found.contains($0) { refers = true } }
            if refers { found.insert(state.urn) }
        }
        return found.subtracting(urns)
    }
}
