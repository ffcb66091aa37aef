import RPC
import Synchronization

/// Holds the state while a deployment changes it, and records every change in the journal.
///
/// Changes of many tasks at the same time are gathered, so that the journal is flushed once for all of them.
final class StateKeeper: Sendable {
    private struct State {
        var snapshot: Snapshot
        var nextToken: Int
        var nextOperation = 1
        var running: [JournalEntry.OperationID: Snapshot.PendingOperation] = [:]
        var queue: [JournalEntry] = []
        var waiting: [Promise<Void>] = []
        var isFlushing = false
    }

    private let journal: (any Journal)?
    private let work: WorkGroup
    private let state: Mutex<State>

    /// A keeper of a snapshot; without a journal changes are kept in memory only.
    init(_ snapshot: Snapshot, journal: (any Journal)?, work: WorkGroup) {
        self.journal = journal
        self.work = work
        state = Mutex(State(snapshot: snapshot, nextToken: snapshot.nextToken.rawValue))
    }

    /// The state as it is now; operations under way are pending.
    var snapshot: Snapshot {
        state.withLock { state in
            var snapshot = state.snapshot
            snapshot.pendingOperations += state.running.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
            return snapshot
        }
    }

    /// The state with a token; `nil` if it is gone.
    subscript(token: Snapshot.Token) -> ResourceState? {
        state.withLock { $0.snapshot[token] }
    }

    /// A token for a new state.
    func newToken() -> Snapshot.Token {
        state.withLock { state in
            state.nextToken += 1
            return Snapshot.Token(rawValue: state.nextToken - 1)
        }
    }

    /// Makes changes outside of provider calls; returns when they are saved.
    func change(_ changes: [Snapshot.Change]) async throws {
        guard !changes.isEmpty else { return }
        try await note { state in
            for change in changes { state.snapshot.apply(change) }
            return .changed(changes)
        }
    }

    /// Records that an operation is about to begin; returns when that is saved.
    func begin(
        _ kind: Snapshot.PendingOperation.Kind,
        _ resource: ResourceState
    ) async throws -> JournalEntry.OperationID {
        let id = state.withLock { state in
            state.nextOperation += 1
            return JournalEntry.OperationID(rawValue: state.nextOperation - 1)
        }
        let operation = Snapshot.PendingOperation(kind, resource)
        try await note { state in
            state.running[id] = operation
            return .began(id, operation)
        }
        return id
    }

    /// Records the end of an operation and its changes; returns when that is saved.
    func end(_ id: JournalEntry.OperationID, _ changes: [Snapshot.Change]) async throws {
        try await note { state in
            state.running[id] = nil
            for change in changes { state.snapshot.apply(change) }
            return .ended(id, changes)
        }
    }

    /// Keeps an operation pending, because its outcome is unknown; returns it.
    func markUnfinished(_ id: JournalEntry.OperationID) -> Snapshot.PendingOperation? {
        state.withLock { $0.running[id] }
    }

    /// Forgets operations that earlier runs left behind.
    func forget(_ operations: [Snapshot.PendingOperation]) {
        let resolved = Set(operations)
        state.withLock { $0.snapshot.pendingOperations.removeAll { resolved.contains($0) } }
    }

    private func note(_ body: @Sendable (inout sending State) -> JournalEntry) async throws {
        guard let journal else {
            state.withLock { _ = body(&$0) }
            return
        }
        let saved = Promise<Void>()
        let mustStart = state.withLock { state in
            state.queue.append(body(&state))
            state.waiting.append(saved)
            defer { state.isFlushing = true }
            return !state.isFlushing
        }
        if mustStart, !work.start({ await self.flush(journal) }) { throw WorkGroup.Ended() }
        try await saved.value
    }

    private func flush(_ journal: any Journal) async {
        while true {
            let (entries, waiting): ([JournalEntry], [Promise<Void>]) = state.withLock { state in
                defer {
                    state.isFlushing = !state.queue.isEmpty
                    state.queue = []
                    state.waiting = []
                }
                return (state.queue, state.waiting)
            }
            if entries.isEmpty { return }
            let result: Result<Void, any Error>
            do {
                try await journal.append(entries)
                result = .success(())
            } catch {
                result = .failure(error)
            }
            for promise in waiting { promise.fulfil(result) }
        }
    }
}
