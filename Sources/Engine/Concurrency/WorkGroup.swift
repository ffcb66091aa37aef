/// Runs work to its end even if the task that asked for it is cancelled: a call that creates something in the cloud
/// must not be abandoned half-way.
///
/// A task group whose members can be added from anywhere while ``with(_:)`` runs.
final class WorkGroup: Sendable {
    private typealias Work = @Sendable () async -> Void

    private let additions: AsyncStream<Work>.Continuation

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
        let isStarted = start {
            do {
                result.fulfil(.success(try await work()))
            } catch {
                result.fulfil(.failure(error))
            }
        }
        guard isStarted else { throw CancellationError() }
        return try await result.value
    }
}
