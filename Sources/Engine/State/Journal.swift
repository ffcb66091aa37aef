/// A log of the engine's operations, so that a crash at any moment loses nothing.
///
/// The engine makes one call at a time. The cost of an entry must not depend on the size of the stack.
public protocol Journal: Sendable {
    /// Saves entries in order; when this returns, they survive a crash of the process.
    ///
    /// The engine collects the entries that arrive during a call, so that one flush to disk saves many.
    ///
    /// - Throws: An error if the entries cannot be saved, such as for a full disk. The engine then starts no more
    ///   operations.
    func append(_ entries: [JournalEntry]) async throws
}

/// An entry of the journal: a change of the state, or of an operation.
public enum JournalEntry: Hashable, Sendable {
    /// The id of an operation within one run.
    public struct OperationID: Hashable, Sendable {
        /// The number, counted from 1 in every run.
        public let rawValue: Int

        /// Creates an id from its number.
        public init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// The operation is about to start.
    case began(OperationID, Snapshot.PendingOperation)
    /// The operation has ended, successfully or not, with these changes of the state.
    case ended(OperationID, [Snapshot.Change])
    /// Changes without a provider call, such as of options only.
    case changed([Snapshot.Change])
}
