import JSON
import Synchronization

@testable import AWSClient

/// Answers each request with what a closure says, and keeps the requests.
final class ScriptedTransport: HTTPTransport {
    typealias Outcome = Result<HTTPResponse, HTTPFailure>

    private let answer: @Sendable (HTTPRequest, Int) -> Outcome
    private let sent = Mutex<[HTTPRequest]>([])

    /// A transport from a closure that is given the request and how many came before.
    init(_ answer: @escaping @Sendable (HTTPRequest, Int) -> Outcome) { self.answer = answer }

    /// A transport that answers in turn, the last one again and again.
    convenience init(_ answers: [Outcome]) { self.init { _, index in answers[min(index, answers.count - 1)] } }

    var requests: [HTTPRequest] { sent.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let index = sent.withLock { sent in
            sent.append(request)
            return sent.count - 1
        }
        return try answer(request, index).get()
    }
}

extension Result where Success == HTTPResponse, Failure == HTTPFailure {
    /// A JSON answer.
    static func json(_ status: Int, _ body: JSON, _ headers: [(name: String, value: String)] = []) -> Self {
        .success(HTTPResponse(status: status, headers: headers, body: body.bytes()))
    }

    /// A text answer.
    static func text(_ status: Int, _ body: String, _ headers: [(name: String, value: String)] = []) -> Self {
        .success(HTTPResponse(status: status, headers: headers, body: Array(body.utf8)))
    }
}
