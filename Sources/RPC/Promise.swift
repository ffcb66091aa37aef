internal import Synchronization

/// A value that is set once, later, and for which any number of tasks wait.
public final class Promise<Value: Sendable>: Sendable {
    private enum State {
        case waiting([CheckedContinuation<Value, any Error>])
        case fulfilled(Result<Value, any Error>)
    }

    private let state = Mutex<State>(.waiting([]))

    /// A promise that is not fulfilled.
    public init() {}

    /// Indicates whether the promise is fulfilled.
    public var isFulfilled: Bool {
        state.withLock { state in
            if case .fulfilled = state { true } else { false }
        }
    }

    /// Sets the value; later values are ignored.
    public func fulfil(_ result: Result<Value, any Error>) {
        let waiting: [CheckedContinuation<Value, any Error>] = state.withLock { state in
            guard case .waiting(let continuations) = state else { return [] }
            state = .fulfilled(result)
            return continuations
        }
        for continuation in waiting {
            continuation.resume(with: result)
        }
    }

    /// The value, as soon as it is set; cancelling the task does not end the wait.
    ///
    /// - Throws: The error that was set instead.
    public var value: Value {
        get async throws {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Value, any Error>? = state.withLock { state in
                    switch state {
                    case .fulfilled(let result):
                        return result
                    case .waiting(var continuations):
                        continuations.append(continuation)
                        state = .waiting(continuations)
                        return nil
                    }
                }
                if let result { continuation.resume(with: result) }
            }
        }
    }
}

extension Promise where Value == Void {
    /// Fulfils a promise that has no value.
    public func open() {
        fulfil(.success(()))
    }
}
