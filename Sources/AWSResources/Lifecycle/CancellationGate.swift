import Synchronization

/// Ends all waits of a provider when the engine asks it to give up: what was sent to AWS is still answered, so that
/// nothing that it made is forgotten.
final class CancellationGate: Sendable {
    private struct State {
        var isOver = false
        var next = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// Ends the waits that are under way, and those that begin from now on.
    func cancel() {
        let waiters = state.withLock { state in
            state.isOver = true
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// A clock whose waits end with `CancellationError` as soon as this is cancelled.
    func ending(_ clock: WaitClock) -> WaitClock {
        var clock = clock
        let sleep = clock.sleep
        clock.sleep = { [self] duration in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await sleep(duration) }
                group.addTask {
                    await self.wait()
                    throw CancellationError()
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
        return clock
    }

    /// Returns when this is cancelled, or the task is cancelled.
    private func wait() async {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !state.isOver, !Task.isCancelled else { return true }
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
