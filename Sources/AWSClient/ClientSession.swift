import JSON
internal import Synchronization

/// The state that copies of a client share: settings, credentials, connections, retry quota and the clock's offset.
final class ClientSession: Sendable {
    let time: TimeSource
    let models: ModelStore
    private let configuration: AWSConfiguration
    private let transport: any HTTPTransport
    private let credentials: CredentialCache
    private let state = Mutex(State())

    private struct State {
        var settings: Settings?
        var quota = RetryQuota()
        /// By authority: what must be added to this machine's clock to have the server's, in seconds.
        var clockOffsets: [String: Double] = [:]
    }

    init(configuration: AWSConfiguration, time: TimeSource, transport: any HTTPTransport, models: ModelStore) {
        self.configuration = configuration
        self.models = models
        self.time = time
        self.transport = transport
        credentials = CredentialCache(time: time)
    }

    /// The settings; the shared files are read at the first use.
    var settings: Settings {
        if let known = state.withLock({ $0.settings }) { return known }
        let read = Settings(configuration)
        state.withLock { $0.settings = read }
        return read
    }

    /// The region of a call.
    func region(for operation: AWSOperation, _ named: String?) throws(AWSError) -> String {
        if let region = named ?? settings.region, !region.isEmpty { return region }
        throw AWSError(.missingRegion, operation, message: "no region is configured")
    }

    /// Calls an operation; see ``AWSClient/call(_:_:region:)``.
    func call(_ operation: AWSOperation, _ input: JSON.Object, region: String?) async throws(AWSError) -> JSON {
        let model = try models.model(operation)
        let region = try self.region(for: operation, region)
        let checked = try InputCheck.checked(input, model)
        let endpoint: Endpoint
        do { endpoint = try Endpoint.resolve(model.service, region, settings) } catch {
            throw AWSError(.invalidInput, operation, message: error.reason, region: region)
        }
        let wire = model.service.wireProtocol.codec.encode(checked, model)
        var attempt = Attempt(model: model, region: region, endpoint: endpoint, request: request(wire, model, endpoint))
        let policy = RetryPolicy(maximumAttempts: settings.maximumAttempts)
        while true {
            switch try await once(&attempt) {
            case .success(let output):
                state.withLock { $0.quota.giveBack(attempt.taken) }
                return .object(output)
            case .failure(let error):
                try await pause(error, &attempt, policy)
            }
        }
    }

    private func request(_ wire: WireRequest, _ model: OperationModel, _ endpoint: Endpoint) -> HTTPRequest {
        HTTPRequest(
            method: wire.method,
            scheme: endpoint.scheme,
            authority: endpoint.authority,
            path: endpoint.basePath + wire.path,
            query: wire.query,
            headers: wire.headers + [(name: "user-agent", value: configuration.userAgent)],
            body: wire.body,
            isReadOnly: model.isReadOnly
        )
    }

    /// A call on its way through its tries.
    private struct Attempt {
        let model: OperationModel
        let region: String
        let endpoint: Endpoint
        /// Unsigned.
        let request: HTTPRequest
        var count = 0
        /// The tokens that the last retry took from the quota.
        var taken: Int?
        var correctedClock = false
        var renewedCredentials = false
        var lastHint: Double?
        var cause = RetryPolicy.Cause.final
    }

    /// Makes one try.
    ///
    /// Errors that another try may put right are returned, with the cause noted.
    private func once(_ attempt: inout Attempt) async throws(AWSError) -> Result<JSON.Object, AWSError> {
        let model = attempt.model
        let used = try await usableCredentials(attempt)
        let offset = state.withLock { $0.clockOffsets[attempt.endpoint.authority] ?? 0 }
        attempt.count += 1
        let response: HTTPResponse
        do {
            response = try await transport.send(signed(attempt, used, at: time.now() + offset))
        } catch {
            let failure = AWSError(error, model.operation)
            attempt.cause = failure.retryCause
            return .failure(completed(failure, attempt))
        }
        if response.status < 300 {
            do { return .success(try model.service.wireProtocol.codec.decode(response, model)) } catch {
                let failure = AWSError(.unreadable, model.operation, message: error.reason, httpStatus: response.status)
                attempt.cause = .final
                return .failure(completed(failure, attempt).redacting(used))
            }
        }
        let failure = AWSError(response, model, attempt.endpoint)
        attempt.lastHint = RetryHint.seconds(response, now: time.now())
        attempt.cause = failure.retryCause
        correct(failure, response, offset, used, &attempt)
        return .failure(completed(failure, attempt).redacting(used))
    }

    private func completed(_ error: AWSError, _ attempt: Attempt) -> AWSError {
        var error = error
        error.region = attempt.region
        error.endpoint = attempt.endpoint.description
        error.attempts = attempt.count
        return error
    }

    private func signed(_ attempt: Attempt, _ credentials: AWSCredentials?, at now: Double) -> HTTPRequest {
        guard let credentials else { return attempt.request }
        let isS3 = attempt.model.service.signingName == "s3"
        let signer = SignatureV4(
            accessKeyID: credentials.accessKeyID,
            secretAccessKey: credentials.secretAccessKey,
            sessionToken: credentials.sessionToken,
            region: attempt.endpoint.signingRegion,
            service: attempt.model.service.signingName,
            keepsPath: isS3
        )
        return signer.signed(attempt.request, at: now, signsPayloadHeader: isS3)
    }

    private func usableCredentials(_ attempt: Attempt) async throws(AWSError) -> AWSCredentials? {
        if attempt.model.isUnsigned { return nil }
        do {
            let context = CredentialContext(
                settings: settings,
                region: attempt.region,
                time: time,
                transport: transport
            )
            return try await credentials.current { () async throws(CredentialFailure) in
                try await CredentialChain.find(context)
            }
        } catch {
            let kind: AWSError.Kind = error.isCancellation ? .cancelled : .missingCredentials
            throw completed(AWSError(kind, attempt.model.operation, message: error.reason), attempt)
        }
    }

    /// Corrects the clock's offset, and has expired keys renewed: each once a call.
    private func correct(
        _ error: AWSError,
        _ response: HTTPResponse,
        _ offset: Double,
        _ used: AWSCredentials?,
        _ attempt: inout Attempt
    ) {
        if RetryableCodes.clockSkew.contains(error.code), !attempt.correctedClock,
            let server = response.header("date").flatMap(Timestamp.init(parsing:))
        {
            let skew = server.seconds - time.now()
            if (skew - offset).magnitude > 240 {
                state.withLock { $0.clockOffsets[attempt.endpoint.authority] = skew }
                attempt.correctedClock = true
                attempt.cause = .corrected
                return
            }
        }
        if RetryableCodes.expiredCredentials.contains(error.code), !attempt.renewedCredentials, let used,
            used.expiration != nil
        {
            credentials.forget(used)
            attempt.renewedCredentials = true
            attempt.cause = .corrected
        }
    }

    /// Waits before the next try, or throws if there is none.
    private func pause(_ error: AWSError, _ attempt: inout Attempt, _ policy: RetryPolicy) async throws(AWSError) {
        let cause = attempt.cause
        guard policy.allows(cause, after: attempt.count) else { throw error }
        guard let taken = state.withLock({ $0.quota.take(for: cause) }) else { throw error }
        attempt.taken = taken
        let seconds = policy.delay(cause, after: attempt.count, random: time.random(), hint: attempt.lastHint)
        if seconds <= 0 { return }
        do { try await time.sleep(.milliseconds(Int((seconds * 1000).rounded(.up)))) } catch {
            throw AWSError(.cancelled, attempt.model.operation, message: "cancelled while waiting for another try")
        }
    }
}
