internal import Synchronization

/// The end of a thread, for one task that waits for it.
final class LoopEnd: Sendable {
    private enum State { case running, awaited(CheckedContinuation<Void, Never>), over }

    private let state = Mutex(State.running)

    /// Returns when ``arrive()`` has been called.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if case .over = state { return true }
                state = .awaited(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    /// The last thing that the thread does.
    func arrive() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state = .over }
            if case .awaited(let waiter) = state { return waiter }
            return nil
        }
        waiter?.resume()
    }
}
