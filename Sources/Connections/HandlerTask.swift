internal import Synchronization

/// The task of one handler, which a connection can cancel without owning it: the task group owns it.
public final class HandlerTask: Sendable {
    /// A task that is running.
    ///
    /// Sendable because nothing but `cancel()` is called on it, which any thread may do while the task lives; and
    /// ``run(_:)`` takes it back, under the lock that ``cancel()`` holds, before the task ends.
    private struct Running: @unchecked Sendable {
        let task: UnsafeCurrentTask
    }

    private enum State {
        case created, running(Running), cancelled, over
    }

    private let state = Mutex(State.created)

    /// A handler that does not run yet.
    public init() {}

    /// Runs a handler in the current task, which ``cancel()`` then cancels, also if it was called before.
    public func run(_ handler: @Sendable () async -> Void) async {
        await withUnsafeCurrentTask { task in
            if let task { begin(Running(task: task)) }
            await handler()
            state.withLock { $0 = .over }
        }
    }

    /// Cancels the handler's task; does nothing once the handler has returned.
    public func cancel() {
        state.withLock { state in
            switch state {
            case .created: state = .cancelled
            case .running(let running): running.task.cancel()
            case .cancelled, .over: break
            }
        }
    }

    private func begin(_ running: Running) {
        state.withLock { state in
            if case .cancelled = state { running.task.cancel() }
            state = .running(running)
        }
    }
}
