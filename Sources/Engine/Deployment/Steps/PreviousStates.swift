import Synchronization

/// A state from before a registration, with its place in the snapshot.
struct PreviousState: Sendable {
    var token: Snapshot.Token
    @Boxed var state: ResourceState
}

/// The states that the stack has before the program runs, by URN and by what they refer to.
final class PreviousStates: Sendable {
    /// The states at one moment.
    struct Index: Sendable {
        /// All states in the order of their dependencies.
        let all: [Snapshot.Token]
        private let tokens: [String: Snapshot.Token]
        private let dependents: [String: [Snapshot.Token]]

        /// An index of a snapshot's states.
        init(_ entries: [(token: Snapshot.Token, state: ResourceState)] = []) {
            var tokens = [String: Snapshot.Token](minimumCapacity: entries.count)
            var dependents = [String: [Snapshot.Token]](minimumCapacity: entries.count)
            for (token, resource) in entries {
                if !resource.isPendingDeletion { tokens[resource.urn] = token }
                var urns: Set<String> = []
                resource.forEachReference { urns.insert($0) }
                for urn in urns { dependents[urn, default: []].append(token) }
            }
            all = entries.map(\.token)
            self.tokens = tokens
            self.dependents = dependents
        }

        /// The URNs of states that are not pending deletion.
        var urns: some Collection<String> { tokens.keys }

        /// The state of a URN that is not pending deletion; `nil` if there is none.
        subscript(urn: String) -> Snapshot.Token? { tokens[urn] }

        /// The states that refer to a URN.
        func dependents(of urn: String) -> [Snapshot.Token] { dependents[urn] ?? [] }
    }

    private let keeper: StateKeeper
    private let state = Mutex(Index())

    /// An empty index of a keeper's states.
    init(_ keeper: StateKeeper) {
        self.keeper = keeper
    }

    /// The states at the last rebuild.
    var index: Index { state.withLock { $0 } }

    /// Reads the keeper's present states.
    func rebuild() {
        let index = Index(keeper.snapshot.entries)
        state.withLock { $0 = index }
    }

    /// The state of a URN that is not pending deletion; `nil` if there is none, or it is gone by now.
    subscript(urn: String) -> PreviousState? {
        guard let token = index[urn], let state = keeper[token] else { return nil }
        return PreviousState(token: token, state: state)
    }

    /// The changes that put a new state in place of an old one, whose URN may differ.
    func changes(_ old: PreviousState, _ new: ResourceState) -> [Snapshot.Change] {
        [.put(old.token, new)] + renamed(old, new)
    }

    /// The changes of the states that refer to a resource by its previous URN.
    func renamed(_ old: PreviousState, _ new: ResourceState) -> [Snapshot.Change] {
        let (from, to) = (old.state.urn, new.urn)
        guard from != to else { return [] }
        return index.dependents(of: from).compactMap { token in
            guard token != old.token, var other = keeper[token] else { return nil }
            other.mapReferences { $0 == from ? to : $0 }
            return .put(token, other)
        }
    }
}
