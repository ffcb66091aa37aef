import AWSClient

/// A server that takes requests and never answers.
struct SilentAWS: HTTPTransport {
    /// Told of each request.
    let began: @Sendable () -> Void

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        began()
        try? await Task.sleep(for: .seconds(3600))
        throw HTTPFailure(.cancelled, "interrupted; the request was sent and has no answer yet")
    }

    /// A client of such a server, which loses patience as often as it is told, and never sleeps.
    static func client(
        _ gate: CancellationGate,
        losingPatience patience: @escaping @Sendable (Duration) async throws -> Void = { _ in
            try await Task.sleep(for: .seconds(3600))
        },
        _ began: @escaping @Sendable () -> Void
    ) -> AWSClient {
        var configuration = AWSConfiguration(environment: [:])
        configuration.region = "us-west-2"
        configuration.credentials = AWSCredentials(accessKeyID: "test", secretAccessKey: "test")
        let time = TimeSource(now: { 0 }, sleep: { _ in }, patience: patience, random: { 0 })
        return AWSClient(configuration: configuration, gate: gate, time: time, transport: SilentAWS(began: began))
    }
}
