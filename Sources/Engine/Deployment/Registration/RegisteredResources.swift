import Synchronization

/// The resources that the program has registered, and the previous states that it keeps.
final class RegisteredResources: Sendable {
    private struct State {
        var current: [String: Snapshot.Token] = [:]
        var kept: Set<Snapshot.Token> = []
    }

    private let keeper: StateKeeper
    private let state = Mutex(State())

    /// A record without registrations.
    init(_ keeper: StateKeeper) {
        self.keeper = keeper
    }

    /// The present state of a registered resource; `nil` if it is not registered.
    subscript(urn: String) -> PreviousState? {
        guard let token = state.withLock({ $0.current[urn] }), let state = keeper[token] else { return nil }
        return PreviousState(token: token, state: state)
    }

    /// Returns whether the resource is registered.
    func contains(_ urn: String) -> Bool { state.withLock { $0.current[urn] != nil } }

    /// Records the present state of a resource.
    func record(_ urn: String, _ token: Snapshot.Token) {
        state.withLock { $0.current[urn] = token }
    }

    /// Marks a previous state as accounted for, so that it is not deleted as unwanted.
    func keep(_ token: Snapshot.Token) {
        state.withLock { _ = $0.kept.insert(token) }
    }

    /// The previous states that are accounted for.
    var kept: Set<Snapshot.Token> { state.withLock { $0.kept } }
}
