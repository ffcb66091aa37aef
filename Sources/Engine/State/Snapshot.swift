/// The states and pending operations of a stack in memory.
///
/// Every state has a token that stays the same while the state is in the snapshot, so that the cost of a change does
/// not depend on the number of states.
public struct Snapshot: Sendable, Equatable {
    /// The identity of one state in one snapshot; tokens are never reused.
    public struct Token: Hashable, Sendable, Comparable, CustomStringConvertible {
        /// The number, counted from 0 in the order in which states were added.
        public let rawValue: Int

        /// Creates a token from its number.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// The number.
        public var description: String { String(rawValue) }

        /// Orders tokens by the time at which their states were added.
        public static func < (one: Token, other: Token) -> Bool { one.rawValue < other.rawValue }
    }

    /// A change of one state.
    public enum Change: Hashable, Sendable {
        /// Adds a state, or replaces the content of an existing one.
        case put(Token, ResourceState)
        /// Removes a state.
        case remove(Token)
    }

    /// An operation that was started and whose outcome is unknown.
    public struct PendingOperation: Hashable, Sendable {
        /// The kind of a pending operation.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            case creating, updating, deleting, reading, importing
        }

        /// The kind.
        public var kind: Kind
        /// The state after the operation, or before a delete.
        public var resource: ResourceState

        /// Creates a pending operation.
        public init(_ kind: Kind, _ resource: ResourceState) {
            self.kind = kind
            self.resource = resource
        }
    }

    /// The states by token number; `nil` for removed ones.
    private var slots: [ResourceState?]
    /// The pending operations, in the order in which they started.
    public var pendingOperations: [PendingOperation]

    /// Creates a snapshot of states, with tokens from 0.
    public init(resources: [ResourceState] = [], pendingOperations: [PendingOperation] = []) {
        slots = resources
        self.pendingOperations = pendingOperations
    }

    /// The token of the next new state.
    public var nextToken: Token { Token(rawValue: slots.count) }

    /// The states with their tokens, in the order of tokens.
    public var entries: [(token: Token, state: ResourceState)] {
        slots.indices.compactMap { index in slots[index].map { (Token(rawValue: index), $0) } }
    }

    /// The state with a token; `nil` if it was removed.
    public subscript(token: Token) -> ResourceState? {
        slots.indices.contains(token.rawValue) ? slots[token.rawValue] : nil
    }

    /// Applies a change.
    public mutating func apply(_ change: Change) {
        switch change {
        case .put(let token, let state):
            while slots.count <= token.rawValue { slots.append(nil) }
            slots[token.rawValue] = state
        case .remove(let token):
            if slots.indices.contains(token.rawValue) { slots[token.rawValue] = nil }
        }
    }

    /// The states in dependency order, otherwise in the order of tokens, as in checkpoints.
    ///
    /// A reference means the state of that URN that is not pending deletion; for a state that is pending deletion it
    /// means one that is too, if there is one.
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
