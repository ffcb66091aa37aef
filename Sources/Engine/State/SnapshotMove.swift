internal import PulumiProtocol

/// Moves resources with their children, and copies of their providers, from one stack's state to another's.
public struct SnapshotMove: Sendable {
    /// The source stack after the move.
    public private(set) var source: Snapshot
    /// The destination stack after the move.
    public private(set) var destination: Snapshot
    /// The URNs of the moved resources in the source stack.
    public private(set) var moved: [String] = []
    /// The references between moved and remaining resources, which are removed; one sentence each.
    public private(set) var broken: [String] = []

    /// Plans a move.
    ///
    /// - Parameters:
    ///   - urns: The resources to move.
    ///   - source: The state of the stack that has them.
    ///   - destination: The state of the other stack.
    ///   - target: The name of the other stack.
    ///   - includingParents: Moves their parents too.
    /// - Throws: ``SnapshotEditError`` if there are no such resources, ``StateError`` if the destination has them
    ///   already.
    public init(
        _ urns: [String],
        from source: Snapshot,
        to destination: Snapshot,
        of target: StackReference,
        includingParents: Bool
    ) throws {
        self.source = source
        self.destination = destination
        let states = source.resources
        let moving = try Self.selection(urns, states, includingParents)
        let remaining = Set(states.map(\.urn)).subtracting(moving)
        var kept: [ResourceState] = []
        for state in states where !moving.contains(state.urn) { kept.append(detached(state, from: moving)) }
        self.source = Snapshot(resources: kept, pendingOperations: source.pendingOperations)

        var arrived = destination.resources
        let root = target.identity.rootURN
        if !arrived.contains(where: { $0.urn == root }) {
            arrived.insert(ResourceState(urn: root, type: URN.stackType, isCustom: false), at: 0)
        }
        let leaving = states.filter { moving.contains($0.urn) }
        let references = Set(leaving.map(\.provider))
        var names = Renaming(target: target, root: root)
        for provider in states where references.contains(provider.providerReference) {
            try add(detached(provider, from: remaining), names: &names, to: &arrived, isProvider: true)
        }
        for state in leaving {
            moved.append(state.urn)
            try add(detached(state, from: remaining), names: &names, to: &arrived, isProvider: false)
        }
        self.destination = Snapshot(resources: arrived, pendingOperations: destination.pendingOperations)
    }

    /// Returns the URNs to move: the given ones with their children and, on request, their parents.
    private static func selection(
        _ urns: [String],
        _ states: [ResourceState],
        _ includingParents: Bool
    ) throws -> Set<String> {
        let known = Dictionary(states.map { ($0.urn, $0) }) { $1 }
        var moving = Set<String>()
        for urn in urns {
            guard let state = known[urn] else { throw SnapshotEditError.unknown(urn, states.map(\.urn)) }
            guard !state.isProvider else {
                throw StateError(
                    .refused,
                    "\(urn) is a provider: the providers of moved resources are copied automatically"
                )
            }
            moving.insert(urn)
            var parent = state.parent
            while includingParents, let above = known[parent], above.type != URN.stackType {
                moving.insert(above.urn)
                parent = above.parent
            }
        }
        // Children come after their parents.
        for state in states where moving.contains(state.parent) && !state.isProvider { moving.insert(state.urn) }
        return moving.filter { known[$0]?.type != URN.stackType }
    }

    /// Returns a state without references to other resources, except for its parent and provider.
    private mutating func detached(_ state: ResourceState, from others: Set<String>) -> ResourceState {
        var changed = state
        let (parent, provider) = (state.parent, state.provider)
        changed.mapReferences { urn in
            guard others.contains(urn), urn != parent, urn != ProviderReference(provider)?.urn else { return urn }
            broken.append("\(state.urn) has a dependency on \(urn)")
            return nil
        }
        return changed
    }

    private func add(
        _ state: ResourceState,
        names: inout Renaming,
        to arrived: inout [ResourceState],
        isProvider: Bool
    ) throws {
        let changed = names.renamed(state)
        if let other = arrived.first(where: { $0.urn == changed.urn && !$0.isPendingDeletion }) {
            guard isProvider, other.id == changed.id || other.inputs == changed.inputs else {
                throw StateError(.refused, "\(changed.urn) already exists in the destination stack")
            }
            names.urns[state.urn] = other.urn
            names.providers[state.providerReference] = other.providerReference
            return
        }
        if isProvider { names.providers[state.providerReference] = changed.providerReference }
        arrived.append(changed)
    }

    /// The new URNs of moved resources.
    private struct Renaming {
        let target: StackReference
        let root: String
        var urns: [String: String] = [:]
        var providers: [String: String] = [:]

        mutating func renamed(_ state: ResourceState) -> ResourceState {
            var changed = state
            // A parent that stays is replaced by the destination stack.
            changed.parent = urns[state.parent] ?? root
            changed.provider = providers[state.provider] ?? state.provider
            changed.dependencies = state.dependencies.compactMap { urns[$0] }
            changed.propertyDependencies = state.propertyDependencies.mapValues { $0.compactMap { urns[$0] } }
            changed.replaceWith = state.replaceWith.compactMap { urns[$0] }
            changed.deletedWith = urns[state.deletedWith] ?? ""
            if let urn = URN(state.urn) {
                changed.urn =
                    URN.make(
                        stack: target.name,
                        project: target.project,
                        parent: URN(changed.parent),
                        type: urn.type,
                        name: urn.name
                    ).description
            }
            urns[state.urn] = changed.urn
            return changed
        }
    }
}
