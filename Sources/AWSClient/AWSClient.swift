public import JSON

/// Calls AWS's operations, driven by AWS's own models.
///
/// A client is cheap to copy; copies share connections, credentials and the retry quota.
public struct AWSClient: Sendable {
    let session: ClientSession

    /// A client that finds what the configuration does not say in the environment and in the shared files.
    ///
    /// It reads nothing and opens nothing before the first call.
    public init(configuration: AWSConfiguration = AWSConfiguration()) {
        self.init(configuration: configuration, time: .system, transport: CurlTransport(configuration))
    }

    package init(
        configuration: AWSConfiguration,
        time: TimeSource,
        transport: some HTTPTransport,
        models: ModelStore = .shared
    ) {
        session = ClientSession(configuration: configuration, time: time, transport: transport, models: models)
    }

    /// Calls an operation and waits for its answer, with retries as AWS's standard mode has them.
    ///
    /// Members that the model marks as idempotency tokens are filled in if absent, and keep their value in retries.
    /// Cancelling the task ends waits between tries at once; a call that changes something and was sent is awaited for
    /// ``AWSConfiguration/cancellationGrace``, and its answer returned.
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
        try await session.call(operation, input, region: region)
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
        try await Pagination(session: session, region: region).merged(operation, input)
    }

    /// Returns the default region: of the configuration, the environment or the profile.
    ///
    /// - Throws: ``AWSError`` of kind `missingRegion`.
    public func region() throws(AWSError) -> String {
        try session.region(for: "sts.GetCallerIdentity", nil)
    }

    /// Returns the partition of a region, such as `aws` or `aws-cn`.
    public static func partition(ofRegion region: String) -> AWSPartition {
        AWSPartition.containing(region: region)
    }
}
