import Synchronization

/// A value that comes later, once, and that any number of tasks wait for.
final class Promise<Value: Sendable>: Sendable {
    private enum State {
        case waiting([CheckedContinuation<Value, any Error>])
        case fulfilled(Result<Value, any Error>)
    }

    private let state = Mutex<State>(.waiting([]))

    /// Whether the value is there.
    var isFulfilled: Bool {
        state.withLock { state in
            if case .fulfilled = state { true } else { false }
        }
    }

    /// Gives the value; what comes after the first is ignored.
    func fulfil(_ result: Result<Value, any Error>) {
        let waiting: [CheckedContinuation<Value, any Error>] = state.withLock { state in
            guard case .waiting(let continuations) = state else { return [] }
            state = .fulfilled(result)
            return continuations
        }
        for continuation in waiting {
            continuation.resume(with: result)
        }
    }

    /// The value, as soon as it is there. Cancelling the task does not end the wait.
    var value: Value {
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
    /// Lets all who wait go on.
    func open() {
        fulfil(.success(()))
    }
}
