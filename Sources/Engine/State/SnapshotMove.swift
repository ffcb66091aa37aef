internal import PulumiProtocol

/// Moves resources from one stack's state to another's, with what stands below them and copies of their providers.
public struct SnapshotMove: Sendable {
    /// What is left in the stack that they were in.
    public private(set) var source: Snapshot
    /// What the other stack has then.
    public private(set) var destination: Snapshot
    /// The URNs that the resources had.
    public private(set) var moved: [String] = []
    /// References between what moves and what stays, which are lost; one sentence each.
    public private(set) var broken: [String] = []

    /// Plans a move.
    ///
    /// - Parameters:
    ///   - urns: The resources to move.
    ///   - includingParents: Whether the resources above them move too.
    ///   - target: The stack that they move to.
    /// - Throws: ``StateError`` if there are no such resources, or the other stack has them already.
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

    /// The URNs that move: those given, what stands below them, and what stands above if that is wanted.
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
                throw StateError(.refused, "\(urn) is a provider: those that are needed are copied by themselves")
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

    /// A state without references to some others, but for its parent and provider.
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

    /// The names that resources get in another stack.
    private struct Renaming {
        let target: StackReference
        let root: String
        var urns: [String: String] = [:]
        var providers: [String: String] = [:]

        mutating func renamed(_ state: ResourceState) -> ResourceState {
            var changed = state
            // What stays above stays behind: the stack itself is then the parent.
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
