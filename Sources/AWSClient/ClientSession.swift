import JSON
internal import Synchronization

/// The state that copies of a client share: settings, credentials, connections, retry quota and the clock's offset.
final class ClientSession: Sendable {
    let time: TimeSource
    let models = ModelStore.shared
    private let configuration: AWSConfiguration
    private let transport: any HTTPTransport
    private let gate: CancellationGate
    private let credentials: CredentialCache
    private let state = Mutex(State())

    private struct State {
        var settings: Settings?
        var quota = RetryQuota()
        /// By authority: what must be added to this machine's clock to have the server's, in seconds.
        var clockOffsets: [String: Double] = [:]
    }

    /// A session whose clock and transport heed the gate.
    init(
        configuration: AWSConfiguration,
        time: TimeSource,
        transport: any HTTPTransport,
        gate: CancellationGate
    ) {
        self.configuration = configuration
        self.time = time
        self.transport = transport
        self.gate = gate
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
    func call(
        _ operation: AWSOperation,
        _ input: JSON.Object,
        region: String?,
        observer: DelayObserver? = nil
    ) async throws(AWSError) -> JSON {
        let model = try models.model(operation)
        let region = try self.region(for: operation, region)
        let checked = try InputCheck.checked(input, model)
        let endpoint = try endpoint(of: model.service, for: operation, region)
        let wire = model.service.wireProtocol.codec.encode(checked, model)
        let report = DelayReport(place: "\(model.service.name) in \(region)", observer: observer, time: time)
        let attempt = Attempt(
            model: model,
            input: checked,
            wire: wire,
            region: region,
            endpoint: endpoint,
            request: request(wire, model, endpoint),
            policy: RetryPolicy(maximumAttempts: settings.maximumAttempts),
            report: report
        )
        let outcome: Result<JSON.Object, AWSError>
        do { outcome = .success(try await tried(attempt)) } catch { outcome = .failure(error) }
        await report.end()
        return .object(try outcome.get())
    }

    /// Makes as many tries as it takes, and as the policy allows.
    private func tried(_ first: Attempt) async throws(AWSError) -> JSON.Object {
        var attempt = first
        while true {
            switch try await once(&attempt) {
            case .success(let output):
                state.withLock { $0.quota.giveBack(attempt.taken) }
                return output
            case .failure(let error):
                try await pause(error, &attempt)
            }
        }
    }

    private func request(_ wire: WireRequest, _ model: OperationModel, _ endpoint: Endpoint) -> HTTPRequest {
        let request = HTTPRequest(
            method: wire.method,
            scheme: endpoint.scheme,
            authority: endpoint.authority,
            path: endpoint.basePath + wire.path,
            query: wire.query,
            headers: wire.headers + [(name: "user-agent", value: configuration.userAgent)],
            body: wire.body,
            isReadOnly: model.isReadOnly,
            readTimeout: SlowOperations.silence[model.operation]
        )
        return model.service.isS3 ? S3Addressing.addressed(request, endpoint) : request
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
            let request = signed(attempt, used, at: time.now() + offset)
            response = try await attempt.report.watching(attempt.count, of: attempt.policy.attempts(.timeout)) {
                () async throws(HTTPFailure) in try await self.transport.send(request)
            }
        } catch {
            let failure = AWSError(error, model.operation)
            attempt.cause = failure.retryCause
            return .failure(attempt.completing(failure))
        }
        if response.status < 300 {
            do { return .success(try model.service.wireProtocol.codec.decode(response, model)) } catch {
                let failure = AWSError(.unreadable, model.operation, message: error.reason, httpStatus: response.status)
                attempt.cause = .final
                return .failure(attempt.completing(failure).redacting(used))
            }
        }
        let failure = AWSError(response, model, attempt.endpoint)
        attempt.lastHint = RetryHint.seconds(response, now: time.now())
        attempt.cause = failure.retryCause
        correct(failure, response, offset, used, &attempt)
        return .failure(attempt.completing(failure).redacting(used))
    }

    private func signed(_ attempt: Attempt, _ credentials: AWSCredentials?, at now: Double) -> HTTPRequest {
        guard let credentials else { return attempt.request }
        let isS3 = attempt.model.service.isS3
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
                transport: transport,
                gate: gate,
                observer: attempt.report.observer
            )
            return try await credentials.current { () async throws(CredentialFailure) in
                try await CredentialChain.find(context)
            }
        } catch {
            let kind: AWSError.Kind = error.isCancellation ? .cancelled : .missingCredentials
            throw attempt.completing(AWSError(kind, attempt.model.operation, message: error.reason))
        }
    }

    /// Corrects the clock's offset, has expired keys renewed, and goes to a bucket's own region: each once a call.
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
        follow(response, &attempt)
    }

    /// Returns the URL to which an operation's requests go.
    func address(of operation: AWSOperation, region: String?) throws(AWSError) -> String {
        let service = try models.model(operation).service
        return try endpoint(of: service, for: operation, try self.region(for: operation, region)).description
    }

    private func endpoint(
        of service: ServiceModel,
        for operation: AWSOperation,
        _ region: String
    ) throws(AWSError) -> Endpoint {
        do {
            return try Endpoint.resolve(service, region, settings)
        } catch {
            throw AWSError(.invalidInput, operation, message: error.reason, region: region)
        }
    }

    /// Turns to the region in which a bucket is, as S3 tells where it was asked for in another one.
    private func follow(_ response: HTTPResponse, _ attempt: inout Attempt) {
        guard attempt.model.service.isS3, !attempt.followedBucket, [301, 400].contains(response.status),
            let region = response.header("x-amz-bucket-region"), region != attempt.endpoint.signingRegion,
            let endpoint = try? Endpoint.resolve(attempt.model.service, region, settings)
        else { return }
        attempt.region = region
        attempt.endpoint = endpoint
        attempt.request = request(attempt.wire, attempt.model, endpoint)
        attempt.followedBucket = true
        attempt.cause = .corrected
    }

    /// Waits before the next try, or throws if there is none.
    private func pause(_ failure: AWSError, _ attempt: inout Attempt) async throws(AWSError) {
        let cause = attempt.cause
        let policy = attempt.policy
        guard policy.allows(cause, after: attempt.count) else { throw failure }
        guard let taken = state.withLock({ $0.quota.take(for: cause) }) else { throw failure }
        attempt.taken = taken
        let seconds = policy.delay(cause, after: attempt.count, random: time.random(), hint: attempt.lastHint)
        await attempt.report.retrying(attempt.count + 1, of: policy.attempts(cause), after: failure, in: seconds)
        if seconds <= 0 { return }
        do { try await time.sleep(.milliseconds(Int((seconds * 1000).rounded(.up)))) } catch {
            throw failure.interrupted
        }
    }
}
