import AWSClient
import JSON
import Synchronization

@testable import AWSResources

/// An AWS that answers from a script, notes what it was asked, and refuses members that AWS's models do not know.
final class ScriptedAWS: AWSCalling {
    typealias Answer = @Sendable (JSON.Object) throws -> JSON

    private struct State {
        var answers: [String: [Answer]] = [:]
        var calls: [(operation: String, input: JSON.Object)] = []
        var refusals: [String] = []
    }

    private let state = Mutex(State())
    /// Checks a call against the models, and then finds nobody at the other end.
    private let models: AWSClient

    /// Answers what the script does not.
    private let otherwise: @Sendable (String, JSON.Object) throws -> JSON

    /// An AWS that answers every call that the script does not with an empty object, or with the given answer.
    init(otherwise: @escaping @Sendable (String, JSON.Object) throws -> JSON = { _, _ in [:] }) {
        self.otherwise = otherwise
        var configuration = AWSConfiguration(environment: [:])
        configuration.region = "us-west-2"
        configuration.credentials = AWSCredentials(accessKeyID: "test", secretAccessKey: "test")
        configuration.endpoint = "http://127.0.0.1:9"
        configuration.maximumAttempts = 1
        models = AWSClient(configuration: configuration)
    }

    /// Answers the operation; of several answers each is used once, and the last one from then on.
    func on(_ operation: String, _ answers: Answer...) {
        state.withLock { $0.answers[operation] = answers }
    }

    /// Answers the operation with one answer after the other, and with the last one from then on.
    func on(_ operation: String, sequence answers: [JSON]) {
        state.withLock { $0.answers[operation] = answers.map { answer in { _ in answer } } }
    }

    /// Answers the operation with the same JSON every time.
    func on(_ operation: String, _ json: JSON) {
        on(operation, { _ in json })
    }

    /// The operations called, in order.
    var operations: [String] { state.withLock { $0.calls.map(\.operation) } }

    /// The faults that the models found in inputs.
    var refusals: [String] { state.withLock { $0.refusals } }

    /// The inputs of an operation's calls, in order.
    func inputs(of operation: String) -> [JSON.Object] {
        state.withLock { $0.calls.filter { $0.operation == operation }.map(\.input) }
    }

    func send(_ operation: String, _ input: JSON.Object, region: String?) async throws -> JSON {
        do {
            _ = try await models.call(AWSOperation(operation), input, region: region)
        } catch  where error.kind == .invalidInput {
            state.withLock { $0.refusals.append("\(operation): \(error.message)") }
            throw error
        } catch {}
        let answer: Answer? = state.withLock { state in
            state.calls.append((operation, input))
            guard var answers = state.answers[operation], let first = answers.first else { return nil }
            if answers.count > 1 { answers.removeFirst() }
            state.answers[operation] = answers
            return first
        }
        return try answer?(input) ?? otherwise(operation, input)
    }

    func sendPages(_ operation: String, _ input: JSON.Object, region: String?) async throws -> JSON {
        try await send(operation, input, region: region)
    }

    func address(of operation: String, region: String?) throws -> String {
        try models.address(of: AWSOperation(operation), region: region)
    }
}
