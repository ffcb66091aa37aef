/// A transport whose requests, once its gate is closed, are awaited for a short time after they were sent and no longer:
/// AWS mostly answers within that, and what it made is known then.
struct InterruptibleTransport: HTTPTransport {
    let base: any HTTPTransport
    let gate: CancellationGate
    /// The time for an answer.
    let grace: Duration
    let time: TimeSource

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let sent = time.now()
        return try await gate.cancelling {
            let rest = grace.inSeconds - max(time.now() - sent, 0)
            if rest > 0 { try? await time.sleep(.seconds(rest)) }
        } _: {
            () async throws(HTTPFailure) in
            try await base.send(request)
        }
    }
}
