import PulumiProtocol
import RPC

/// A step failed after it had left a resource behind, which has been saved.
struct PartialFailure: Error, CustomStringConvertible {
    var description: String
}

/// The provider or the connection to it ended during an operation.
struct OperationCutOff: Error, CustomStringConvertible {
    let operation: Snapshot.PendingOperation
    let reason: String

    var description: String {
        """
        interrupted while \(operation.kind.rawValue) \(operation.resource.urn): \(reason)
        Its outcome is unknown. The operation is recorded as pending, and the next run finds its outcome.
        """
    }
}

extension StateKeeper {
    /// Records that an operation on a resource begins; `nil` for components and providers, which need no record
    /// because no provider is called.
    func beginStep(
        _ kind: Snapshot.PendingOperation.Kind,
        _ resource: ResourceState
    ) async throws -> JournalEntry.OperationID? {
        guard resource.isCustom, !resource.isProvider else { return nil }
        var resource = resource
        // A later run compares this with the times of the states that the stack has by then.
        if kind == .creating { resource.created = TimeText.now() }
        // As in Pulumi, whose update learns them from the state; so does a later run here.
        if kind == .updating { (resource.id, resource.outputs) = ("", [:]) }
        return try await begin(kind, resource)
    }

    /// Records the changes that an operation made, and its end if its beginning was recorded.
    func endStep(_ operation: JournalEntry.OperationID?, _ changes: [Snapshot.Change]) async throws {
        if let operation {
            try await end(operation, changes)
        } else {
            try await change(changes)
        }
    }

    /// Records that an operation failed.
    ///
    /// The operation stays pending if its provider ended, because its outcome is unknown.
    ///
    /// - Returns: The error to report.
    func failStep(_ operation: JournalEntry.OperationID?, _ error: any Error) async throws -> any Error {
        guard let operation, let status = error as? StatusError, status.code == .unavailable else {
            try await endStep(operation, [])
            return error
        }
        guard let pending = markUnfinished(operation) else { return error }
        return OperationCutOff(operation: pending, reason: status.message)
    }

    /// Runs what reads a resource into the state, recorded while it is under way.
    ///
    /// - Throws: ``PartialFailure`` if `body` returns a failure; it is saved with the changes.
    func readStep(
        _ kind: Snapshot.PendingOperation.Kind,
        _ resource: ResourceState,
        _ body: () async throws -> (changes: [Snapshot.Change], failure: String?)
    ) async throws {
        let operation = try await begin(kind, resource)
        let changes: [Snapshot.Change]
        let failure: String?
        do {
            (changes, failure) = try await body()
        } catch {
            try await end(operation, [])
            throw error
        }
        try await end(operation, changes)
        if let failure { throw PartialFailure(description: failure) }
    }
}
