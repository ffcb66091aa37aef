public import JSON

/// Calls AWS's operations, driven by AWS's own models.
///
/// A client is cheap to copy; copies share connections, credentials and the retry quota.
public struct AWSClient: Sendable {
    let session: ClientSession
    private var observer: DelayObserver?

    /// A client that finds what the configuration does not say in the environment and in the shared files.
    ///
    /// It reads nothing and opens nothing before the first call.
    ///
    /// - Parameters:
    ///   - configuration: The settings.
    ///   - gate: Ends all waits of the client once it is closed: no call is tried again, and each try is awaited for
    ///     ``AWSConfiguration/cancellationGrace`` after it was sent.
    public init(configuration: AWSConfiguration = AWSConfiguration(), gate: CancellationGate = CancellationGate()) {
        self.init(configuration: configuration, gate: gate, time: .system, transport: CurlTransport(configuration))
    }

    package init(
        configuration: AWSConfiguration,
        gate: CancellationGate = CancellationGate(),
        time: TimeSource,
        transport: some HTTPTransport
    ) {
        let grace = configuration.cancellationGrace
        session = ClientSession(
            configuration: configuration,
            time: time.ending(at: gate),
            transport: InterruptibleTransport(base: transport, gate: gate, grace: grace, time: time),
            gate: gate
        )
    }

    /// Returns the same client whose calls tell an observer why they have to wait.
    public func reporting(to observer: @escaping DelayObserver) -> AWSClient {
        var client = self
        client.observer = observer
        return client
    }

    /// Calls an operation and waits for its answer, with retries as AWS's standard mode has them.
    ///
    /// Members that the model marks as idempotency tokens are filled in if absent, and keep their value in retries.
    /// Cancelling the task ends waits between tries, and calls that only read, at once; a call that changes something is
    /// awaited for ``AWSConfiguration/cancellationGrace`` after it was sent, and its answer returned.
    ///
    /// - Parameters:
    ///   - operation: Such as `ecs.CreateCluster`.
    ///   - input: Members by the names of the model. Blobs are base64 text, timestamps RFC 3339 text or seconds.
    ///   - region: The region, if not the client's.
    /// - Returns: An object with the members that the answer has, by the names of the model; timestamps as RFC 3339
    ///   text in UTC.
    /// - Throws: ``AWSError``.
    public func call(
        _ operation: AWSOperation,
        _ input: JSON.Object = [:],
        region: String? = nil
    ) async throws(AWSError) -> JSON {
        try await session.call(operation, input, region: region, observer: observer)
    }

    /// Calls a paginated operation until its last page, with the parameters of ``call(_:_:region:)``.
    ///
    /// - Returns: The first answer, whose result members hold the items of all pages, without a token.
    /// - Throws: ``AWSError``, also for an operation that the models do not paginate.
    public func pages(
        _ operation: AWSOperation,
        _ input: JSON.Object = [:],
        region: String? = nil
    ) async throws(AWSError) -> JSON {
        try await Pagination(session: session, region: region, observer: observer).merged(operation, input)
    }

    /// Returns the default region: of the configuration, the environment or the profile.
    ///
    /// - Throws: ``AWSError`` of kind `missingRegion`.
    public func region() throws(AWSError) -> String {
        try session.region(for: "sts.GetCallerIdentity", nil)
    }

    /// Returns the URL to which an operation's requests go, such as `https://ecs.us-west-2.amazonaws.com`.
    ///
    /// - Throws: ``AWSError`` if there is no such operation or region.
    public func address(of operation: AWSOperation, region: String? = nil) throws(AWSError) -> String {
        try session.address(of: operation, region: region)
    }

    /// Returns the partition of a region, such as `aws` or `aws-cn`.
    public static func partition(ofRegion region: String) -> AWSPartition {
        AWSPartition.containing(region: region)
    }
}
