internal import Synchronization

/// Remembers the answers to questions, so that each is asked once; concurrent equal questions share one call.
///
/// A failed call fails for all that wait for it, and is forgotten.
public final class AnswerMemo<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
    private let answers = Mutex<[Question: Promise<Answer>]>([:])

    /// Creates an empty memory.
    public init() {}

    /// Returns the answer to a question; calls `ask` if nobody has asked before.
    ///
    /// - Throws: The error of the call; `CancellationError` if this task was cancelled.
    public func answer(to question: Question, _ ask: () async throws -> Answer) async throws -> Answer {
        let own = Promise<Answer>()
        while let other = others(question, own) {
            do {
                return try await other.value
            } catch is CancellationError where !Task.isCancelled {
                // Only the task that asked was cancelled: somebody else has to ask.
            }
        }
        do {
            let answer = try await ask()
            own.fulfil(.success(answer))
            return answer
        } catch {
            answers.withLock { $0[question] = nil }
            own.fulfil(.failure(error))
            throw error
        }
    }

    /// Returns the promise of the answer that others asked for; `nil`, and keeps the caller's, if the caller is to ask.
    private func others(_ question: Question, _ own: Promise<Answer>) -> Promise<Answer>? {
        answers.withLock { answers in
            if let other = answers[question] { return other }
            answers[question] = own
            return nil
        }
    }
}
