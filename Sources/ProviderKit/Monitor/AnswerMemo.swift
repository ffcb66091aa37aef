import Synchronization

/// Remembers the answers to questions, so that each is asked once; concurrent equal questions share one call.
///
/// A failed call fails for all that wait for it, and is forgotten.
final class AnswerMemo<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
    private typealias Outcome = Result<Answer, any Error>

    private enum Entry {
        case known(Answer)
        /// A call is under way; the continuations wait for its outcome.
        case asked([CheckedContinuation<Outcome?, Never>])
    }

    private let entries = Mutex<[Question: Entry]>([:])

    /// Returns the answer to a question; calls `ask` if nobody has asked before.
    ///
    /// - Throws: The error of the call; `CancellationError` if this task was cancelled.
    func answer(to question: Question, _ ask: () async throws -> Answer) async throws -> Answer {
        while let outcome = await outcomeOfOthers(question) {
            do {
                return try outcome.get()
            } catch is CancellationError where !Task.isCancelled {
                // Only the task that asked was cancelled: somebody else has to ask.
            }
        }
        do {
            let answer = try await ask()
            resolve(question, .success(answer))
            return answer
        } catch {
            resolve(question, .failure(error))
            throw error
        }
    }

    /// Waits for the answer that others asked for; `nil` if the caller is to ask.
    private func outcomeOfOthers(_ question: Question) async -> Outcome? {
        await withCheckedContinuation { continuation in
            let outcome: Outcome?? = entries.withLock { entries in
                switch entries[question] {
                case .known(let answer)?:
                    return .some(.success(answer))
                case .asked(let waiting)?:
                    entries[question] = .asked(waiting + [continuation])
                    return .none
                case nil:
                    entries[question] = .asked([])
                    return .some(.none)
                }
            }
            if let outcome { continuation.resume(returning: outcome) }
        }
    }

    private func resolve(_ question: Question, _ outcome: Outcome) {
        let entry = entries.withLock { entries in
            let entry = entries[question]
            entries[question] = if case .success(let answer) = outcome { .known(answer) } else { nil }
            return entry
        }
        guard case .asked(let waiting)? = entry else { return }
        for continuation in waiting { continuation.resume(returning: outcome) }
    }
}
