import JSON
import Synchronization

@testable import AWSResources

/// An AWS that answers from a script and notes what it was asked.
final class ScriptedAWS: AWSCalling {
    typealias Answer = @Sendable (JSON.Object) throws -> JSON

    private struct State {
        var answers: [String: [Answer]] = [:]
        var calls: [(operation: String, input: JSON.Object)] = []
    }

    private let state = Mutex(State())

    /// An AWS that refuses every call.
    init() {}

    /// Answers the operation; of several answers each is used once, and the last one from then on.
    func on(_ operation: String, _ answers: Answer...) {
        state.withLock { $0.answers[operation] = answers }
    }

    /// Answers the operation with the same JSON every time.
    func on(_ operation: String, _ json: JSON) {
        on(operation, { _ in json })
    }

    /// The operations called, in order.
    var operations: [String] { state.withLock { $0.calls.map(\.operation) } }

    /// The inputs of an operation's calls, in order.
    func inputs(of operation: String) -> [JSON.Object] {
        state.withLock { $0.calls.filter { $0.operation == operation }.map(\.input) }
    }

    func send(_ operation: String, _ input: JSON.Object, region: String?) async throws -> JSON {
        let answer: Answer? = state.withLock { state in
            state.calls.append((operation, input))
            guard var answers = state.answers[operation], let first = answers.first else { return nil }
            if answers.count > 1 { answers.removeFirst() }
            state.answers[operation] = answers
            return first
        }
        guard let answer else { throw AWSFailure(code: "Unscripted", message: "no answer for \(operation)") }
        return try answer(input)
    }

    func sendPages(_ operation: String, _ input: JSON.Object, region: String?) async throws -> JSON {
        try await send(operation, input, region: region)
    }
}
