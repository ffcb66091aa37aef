internal import Synchronization

/// Ends waits for good, those that are under way and those that begin later.
///
/// A client and whoever waits beside it share one, so that a single request to give up ends all waits.
public final class CancellationGate: Sendable {
    private struct State {
        var isClosed = false
        var next = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// A gate that lets waits pass.
    public init() {}

    /// Ends the waits.
    public func close() {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// `true` once the gate was closed.
    public var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Returns a function that waits as `sleep` does, and throws `CancellationError` as soon as the gate is closed.
    public func ending(
        _ sleep: @escaping @Sendable (Duration) async throws -> Void
    ) -> @Sendable (Duration) async throws -> Void {
        { duration in
            try await self.cancelling { try await sleep(duration) }
            if self.isClosed { throw CancellationError() }
        }
    }

    /// Runs `body` in a task that is cancelled once the gate is closed and `grace` has returned.
    package func cancelling<Value: Sendable, Failure: Error>(
        after grace: @escaping @Sendable () async -> Void = {},
        _ body: @escaping @Sendable () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await accompanied {
            await self.closing()
            await grace()
        } _: {
            () async throws(Failure) in
            try await body()
        }
    }

    /// Returns when the gate is closed, or the task is cancelled.
    private func closing() async {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !state.isClosed, !Task.isCancelled else { return true }
                    state.waiters[number] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
        }
    }
}
