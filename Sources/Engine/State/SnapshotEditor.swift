/// Changes a stack's state by hand: what `awsx state …` does. Nothing outside the state is touched.
public struct SnapshotEditor: Sendable {
    /// The state.
    public private(set) var snapshot: Snapshot

    /// An editor of a state.
    public init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// Protects a resource, or lifts its protection.
    ///
    /// - Throws: ``SnapshotEditError`` if there is no such resource.
    public mutating func setProtected(_ isProtected: Bool, _ urn: String) throws(SnapshotEditError) {
        for (token, state) in try entries(of: urn) {
            var state = state
            state.isProtected = isProtected
            snapshot.apply(.put(token, state))
        }
    }

    /// Lifts the protection of every resource.
    public mutating func unprotectAll() {
        for (token, state) in snapshot.entries where state.isProtected {
            var state = state
            state.isProtected = false
            snapshot.apply(.put(token, state))
        }
    }

    /// Makes the next update replace a resource, or takes that back.
    ///
    /// - Throws: ``SnapshotEditError`` if there is no such resource.
    public mutating func setTainted(_ isTainted: Bool, _ urn: String) throws(SnapshotEditError) {
        for (token, state) in try entries(of: urn) {
            var state = state
            state.isTainted = isTainted
            snapshot.apply(.put(token, state))
        }
    }

    /// Forgets a resource, which goes on to exist.
    ///
    /// - Parameters:
    ///   - withDependents: Whether what depends on it is forgotten too; otherwise that is an error.
    ///   - evenIfProtected: Whether a protected resource may be forgotten.
    /// - Returns: URNs of all that was forgotten.
    /// - Throws: ``SnapshotEditError`` if there is no such resource, it is protected, or something depends on it.
    public mutating func delete(
        _ urn: String,
        withDependents: Bool,
        evenIfProtected: Bool
    ) throws(SnapshotEditError) -> [String] {
        _ = try entries(of: urn)
        let dependents = dependents(of: urn)
        guard withDependents || dependents.isEmpty else {
            throw .hasDependents(urn, dependents.sorted())
        }
        let forgotten = dependents.union([urn])
        let leaving = snapshot.entries.filter { forgotten.contains($0.state.urn) }
        if !evenIfProtected, let held = leaving.first(where: \.state.isProtected) {
            throw .isProtected(held.state.urn)
        }
        for (token, _) in leaving { snapshot.apply(.remove(token)) }
        return forgotten.sorted()
    }

    /// Gives a resource another name, wherever it is referred to.
    ///
    /// - Returns: The new URN.
    /// - Throws: ``SnapshotEditError`` if there is no such resource, or the new URN is taken.
    public mutating func rename(_ urn: String, to name: String) throws(SnapshotEditError) -> String {
        _ = try entries(of: urn)
        let renamed = String(urn.dropLast(URNText.name(of: urn).count)) + name
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

    /// URNs of all that refers to the resource, directly or not. States come after what they refer to.
    private func dependents(of urn: String) -> Set<String> {
        var found: Set<String> = [urn]
        for state in snapshot.resources where !found.contains(state.urn) {
            var refers = false
            state.forEachReference { if found.contains($0) { refers = true } }
            if refers { found.insert(state.urn) }
        }
        found.remove(urn)
        return found
    }
}
