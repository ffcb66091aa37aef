import Synchronization

/// A wish of the person at the keyboard that a deployment end: what runs is finished and saved, nothing new begins.
public final class Interruption: Sendable {
    private let promise = Promise<Void>()

    /// An interruption that has not come.
    public init() {}

    /// Asks for the end. May be called from any thread, any number of times.
    public func trigger() {
        promise.open()
    }

    /// Whether the end was asked for.
    public var isTriggered: Bool { promise.isFulfilled }

    /// Runs `action` when the end is asked for, if that happens before `body` returns.
    func whenTriggered<Value: Sendable>(
        _ action: @escaping @Sendable () async -> Void,
        during body: () async throws -> Value
    ) async rethrows -> Value {
        let ended = Promise<Bool>()
        return try await withDiscardingTaskGroup { group in
            group.addTask { [promise] in
                _ = try? await promise.value
                ended.fulfil(.success(true))
            }
            group.addTask {
                if (try? await ended.value) == true { await action() }
            }
            defer {
                ended.fulfil(.success(false))
                group.cancelAll()
            }
            return try await body()
        }
    }
}
