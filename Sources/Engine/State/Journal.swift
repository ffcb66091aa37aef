/// Where an engine notes what it does, so that a crash at any moment loses nothing.
///
/// The engine makes one call at a time. Saving an entry must cost the same however large the stack is.
public protocol Journal: Sendable {
    /// Notes entries, in their order; when this returns, they survive the death of the process.
    ///
    /// The engine gathers what comes while an earlier call is under way, so that one flush to disk serves many steps.
    ///
    /// - Throws: What keeps the entries from being saved, such as a full disk. The engine then starts nothing new.
    func append(_ entries: [JournalEntry]) async throws
}

/// One event of a deployment, as far as the state is concerned.
public enum JournalEntry: Hashable, Sendable {
    /// Identifies an operation of one run.
    public struct OperationID: Hashable, Sendable {
        /// Counts from 1 in every run.
        public let rawValue: Int

        /// An id by its number.
        public init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// The operation is about to begin.
    case began(OperationID, Snapshot.PendingOperation)
    /// The operation has ended, well or not, and made these changes.
    case ended(OperationID, [Snapshot.Change])
    /// Changes that no call of a provider made, such as of options only.
    case changed([Snapshot.Change])
}
