/// One place where credentials may be.
protocol CredentialSource: Sendable {
    /// For messages, such as `environment variables`.
    var name: String { get }

    /// The credentials, or `nil` if this source is not set up.
    ///
    /// - Throws: ``CredentialFailure`` if it is set up and does not work: the chain ends there, since the next source
    ///   may belong to somebody else.
    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials?
}

/// The means of a source: settings, and a clock and a transport that heed the gate.
struct CredentialContext: Sendable {
    var settings: Settings
    /// The region of the call that needs credentials.
    var region: String
    var time: TimeSource
    var transport: any HTTPTransport
    var gate = CancellationGate()
    /// Whoever is told why the credentials are late.
    var observer: DelayObserver?

    var environment: [String: String] { settings.environment }
}

/// The reason why there are no credentials.
struct CredentialFailure: Error, Hashable, Sendable {
    /// The place and the failure; never a secret.
    var reason: String
    /// `true` if the task was cancelled.
    var isCancellation = false

    init(_ reason: String, isCancellation: Bool = false) {
        self.reason = reason
        self.isCancellation = isCancellation
    }
}
