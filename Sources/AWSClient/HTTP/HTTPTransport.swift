/// Carries requests: libcurl in the program, a table of answers in tests.
package protocol HTTPTransport: Sendable {
    /// Sends one request and waits for its whole answer, whatever its status.
    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse
}

/// A request that got no answer.
package struct HTTPFailure: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// No connection came about, so the server did nothing.
        case noConnection
        /// The server's certificate is not trusted; another try cannot help.
        case untrusted
        /// The time ran out.
        case timeout
        /// The connection broke within the exchange.
        case interrupted
        /// The task was cancelled.
        case cancelled
        /// The request or the set-up is wrong; another try cannot help.
        case setup
    }

    package var kind: Kind
    /// The failure in a few words.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
