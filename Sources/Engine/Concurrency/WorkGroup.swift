import RPC
import Synchronization

/// Runs work to its end even if the task that asked for it is cancelled: a call that creates something in the cloud
/// must not be abandoned half-way.
///
/// A task group whose members can be added from anywhere while ``with(_:)`` runs.
final class WorkGroup: Sendable {
    /// Work was to begin after the group had ended.
    struct Ended: Error, CustomStringConvertible {
        let description = "it came too late: the run has ended"
    }

    private typealias Work = @Sendable () async -> Void

    private struct State {
        /// The number of pieces of work that somebody waits for or waited for.
        var underWay = 0
        var waiting: [Promise<Void>] = []
    }

    private let additions: AsyncStream<Work>.Continuation
    private let state = Mutex(State())

    private init(_ additions: AsyncStream<Work>.Continuation) {
        self.additions = additions
    }

    /// Runs `body`, and returns when it and all work has ended.
    static func with<Value: Sendable>(
        _ body: @escaping @Sendable (WorkGroup) async throws -> Value
    ) async throws -> Value {
        let (stream, continuation) = AsyncStream.makeStream(of: Work.self)
        let group = WorkGroup(continuation)
        let result = Promise<Value>()
        await withDiscardingTaskGroup { tasks in
            tasks.addTask {
                do {
                    result.fulfil(.success(try await body(group)))
                } catch {
                    result.fulfil(.failure(error))
                }
                continuation.finish()
            }
            for await work in stream {
                tasks.addTask { await work() }
            }
        }
        return try await result.value
    }

    /// Starts work and does not wait for it; returns false if the group has ended.
    @discardableResult
    func start(_ work: @escaping @Sendable () async -> Void) -> Bool {
        if case .enqueued = additions.yield(work) { true } else { false }
    }

    /// Runs work in a task of the group, and waits for it even if this task is cancelled.
    func perform<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let result = Promise<Value>()
        state.withLock { $0.underWay += 1 }
        let isStarted = start { [self] in
            do {
                result.fulfil(.success(try await work()))
            } catch {
                result.fulfil(.failure(error))
            }
            leave()
        }
        guard isStarted else {
            leave()
            throw Ended()
        }
        return try await result.value
    }

    /// Waits until all work that was begun with ``perform(_:)`` has ended, also that which nobody waits for any more.
    func settle() async {
        let isSettled = Promise<Void>()
        let isIdle = state.withLock { state in
            if state.underWay > 0 { state.waiting.append(isSettled) }
            return state.underWay == 0
        }
        if !isIdle { try? await isSettled.value }
    }

    private func leave() {
        let settled = state.withLock { state in
            state.underWay -= 1
            guard state.underWay == 0 else { return [Promise<Void>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for promise in settled { promise.open() }
    }
}
