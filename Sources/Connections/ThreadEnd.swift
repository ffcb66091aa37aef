internal import Synchronization

/// The end of a thread, which one task waits for.
public final class ThreadEnd: Sendable {
    private enum State { case running, awaited(CheckedContinuation<Void, Never>), over }

    private let state = Mutex(State.running)

    /// The end of a thread that is running or about to start.
    public init() {}

    /// Returns when ``signal()`` has been called.
    ///
    /// For one task.
    public func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if case .over = state { return true }
                state = .awaited(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    /// Lets ``wait()`` return; the last thing that the thread does.
    public func signal() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state = .over }
            if case .awaited(let waiter) = state { return waiter }
            return nil
        }
        waiter?.resume()
    }
}
