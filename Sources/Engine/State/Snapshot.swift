/// What a stack is known to hold, and what was under way when it was last saved.
///
/// Every state has a token that stays the same as long as the state is in the snapshot, so that a change costs the
/// same however many states there are.
public struct Snapshot: Sendable, Equatable {
    /// Identifies one state of one snapshot; tokens are never reused in it.
    public struct Token: Hashable, Sendable, Comparable, CustomStringConvertible {
        /// Counts from 0 in the order in which states came into the snapshot.
        public let rawValue: Int

        /// A token by its number.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// The number.
        public var description: String { String(rawValue) }

        /// The order in which states came into the snapshot.
        public static func < (one: Token, other: Token) -> Bool { one.rawValue < other.rawValue }
    }

    /// One change of the states.
    public enum Change: Hashable, Sendable {
        /// A new state, or another content for one that is there.
        case put(Token, ResourceState)
        /// The state is gone.
        case remove(Token)
    }

    /// Something that was begun and of which the end is not known.
    public struct PendingOperation: Hashable, Sendable {
        /// What was begun.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            case creating, updating, deleting, reading, importing
        }

        /// What was begun.
        public var kind: Kind
        /// The state as it would be, or as it was before a delete.
        public var resource: ResourceState

        /// An operation from its parts.
        public init(_ kind: Kind, _ resource: ResourceState) {
            self.kind = kind
            self.resource = resource
        }
    }

    /// States by the number of their token; `nil` for those that are gone.
    private var slots: [ResourceState?]
    /// Operations under way, in the order in which they began.
    public var pendingOperations: [PendingOperation]

    /// A snapshot of the states, whose tokens count from 0.
    public init(resources: [ResourceState] = [], pendingOperations: [PendingOperation] = []) {
        slots = resources
        self.pendingOperations = pendingOperations
    }

    /// The token that the next new state gets.
    public var nextToken: Token { Token(rawValue: slots.count) }

    /// The states with their tokens, in the order of tokens.
    public var entries: [(token: Token, state: ResourceState)] {
        slots.indices.compactMap { index in slots[index].map { (Token(rawValue: index), $0) } }
    }

    /// The state with a token; `nil` if it is gone.
    public subscript(token: Token) -> ResourceState? {
        slots.indices.contains(token.rawValue) ? slots[token.rawValue] : nil
    }

    /// Makes one change.
    public mutating func apply(_ change: Change) {
        switch change {
        case .put(let token, let state):
            while slots.count <= token.rawValue { slots.append(nil) }
            slots[token.rawValue] = state
        case .remove(let token):
            if slots.indices.contains(token.rawValue) { slots[token.rawValue] = nil }
        }
    }

    /// The states, each after everything that it refers to, otherwise in the order of tokens: as checkpoints list them.
    ///
    /// References are to the state of that URN that is not pending deletion; a state that is pending deletion is
    /// ordered after what it refers to only if that is pending deletion too or is its only bearer.
    public var resources: [ResourceState] {
        let live = slots.compactMap { $0 }
        return DependencyOrder(live).sorted.map { live[$0] }
    }

    /// The states with their tokens, in the order of ``resources``.
    var inDependencyOrder: [(token: Token, state: ResourceState)] {
        let live = entries
        return DependencyOrder(live.map(\.state)).sorted.map { live[$0] }
    }
}
