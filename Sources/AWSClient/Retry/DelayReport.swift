/// Takes the reason for which a call has to wait, as a person reads it: an answer that is late, or another try; `nil`
/// once the call is over.
public typealias DelayObserver = @Sendable (_ reason: String?) async -> Void

/// The delays of one call, and whoever is told of them.
struct DelayReport: Sendable {
    /// The silence of a server after which it is told, and after which it is told again.
    private static let interval = Duration.seconds(10)
    /// A wait before another try that is shorter than this, in seconds, is not told: it is over before it is read.
    private static let shortest = 1.0

    /// The service and its region, such as `ecs in us-west-2`.
    let place: String
    let observer: DelayObserver?
    let time: TimeSource

    /// Sends a request, and tells when no answer comes.
    func watching<Value: Sendable, Failure: Error>(
        _ attempt: Int,
        of limit: Int,
        _ send: @escaping @Sendable () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        guard let observer else { return try await send() }
        return try await accompanied {
            var silence = Self.interval
            while (try? await time.patience(Self.interval)) != nil {
                await observer("no answer from \(place) for \(silence.inWords), try \(attempt) of \(limit)")
                silence += Self.interval
            }
        } _: {
            () async throws(Failure) in
            try await send()
        }
    }

    /// Tells why another try is made, and when.
    func retrying(_ attempt: Int, of limit: Int, after error: AWSError, in seconds: Double) async {
        guard let observer, error.httpStatus == nil || seconds >= Self.shortest else { return }
        let pause = seconds > 0 ? " in \(Duration.seconds(seconds).inWords)" : ""
        await observer("\(reason(error)), try \(attempt) of \(limit)\(pause)")
    }

    /// Tells that the call is over.
    func end() async { await observer?(nil) }

    private func reason(_ error: AWSError) -> String {
        switch error.kind {
        case .timeout, .noConnection: "\(place): \(error.message)"
        default: "\(place) answers \(error.code.isEmpty ? "HTTP status \(error.httpStatus ?? 0)" : error.code)"
        }
    }
}
