import Synchronization

@testable import AWSClient

/// A transport whose answer waits until somebody lets it go.
final class PausedTransport: HTTPTransport {
    private let answer: HTTPResponse
    private let released: AsyncStream<Void>
    private let release: AsyncStream<Void>.Continuation

    init(_ answer: HTTPResponse) {
        self.answer = answer
        (released, release) = AsyncStream<Void>.makeStream()
    }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        for await _ in released {}
        return answer
    }

    /// Lets the answer go.
    func answerNow() { release.finish() }
}
