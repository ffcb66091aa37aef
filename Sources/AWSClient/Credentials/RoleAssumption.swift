import JSON

/// Gets credentials of a role from STS.
struct RoleAssumption {
    private let context: CredentialContext

    init(_ context: CredentialContext) { self.context = context }

    /// The role's credentials, asked for with others.
    func assume(
        _ role: AWSConfiguration.AssumedRole,
        with base: AWSCredentials
    ) async throws(CredentialFailure) -> AWSCredentials {
        var input = common(role)
        if let id = role.externalID { input["ExternalId"] = .string(id) }
        if let identity = role.sourceIdentity { input["SourceIdentity"] = .string(identity) }
        if !role.tags.isEmpty {
            let tags = role.tags.sorted { $0.key < $1.key }
            input["Tags"] = .array(tags.map { ["Key": .string($0.key), "Value": .string($0.value)] })
        }
        return try await credentials("sts.AssumeRole", input, role, base)
    }

    /// The role's credentials, asked for with a web identity token instead of a signature.
    func withWebIdentity(_ role: AWSConfiguration.AssumedRole) async throws(CredentialFailure) -> AWSCredentials {
        let path = (role.webIdentityTokenFile ?? "").expandingHome(context.environment)
        guard let token = FileContents.text(path), !token.isEmpty else {
            throw CredentialFailure("the web identity token file \(path) is missing or empty")
        }
        var input = common(role)
        input["WebIdentityToken"] = .string(token)
        return try await credentials("sts.AssumeRoleWithWebIdentity", input, role, nil)
    }

    private func common(_ role: AWSConfiguration.AssumedRole) -> JSON.Object {
        let name = role.sessionName ?? "awsx-\(Int(context.time.now()))"
        var input: JSON.Object = ["RoleArn": .string(role.roleARN), "RoleSessionName": .string(name)]
        if let duration = role.duration { input["DurationSeconds"] = .number(duration.inWholeSeconds) }
        if let policy = role.policy { input["Policy"] = .string(policy) }
        if !role.policyARNs.isEmpty { input["PolicyArns"] = .array(role.policyARNs.map { ["arn": .string($0)] }) }
        return input
    }

    private func credentials(
        _ operation: AWSOperation,
        _ input: JSON.Object,
        _ role: AWSConfiguration.AssumedRole,
        _ base: AWSCredentials?
    ) async throws(CredentialFailure) -> AWSCredentials {
        var configuration = context.settings.configuration
        configuration.credentials = base
        configuration.assumedRoles = []
        let session = ClientSession(
            configuration: configuration,
            time: context.time,
            transport: context.transport,
            gate: context.gate
        )
        let output: JSON
        do {
            output = try await session.call(operation, input, region: context.region, observer: context.observer)
        } catch {
            throw CredentialFailure(
                "the role \(role.roleARN) could not be assumed: \(error)",
                isCancellation: error.kind == .cancelled
            )
        }
        guard let found = AWSCredentials(output["Credentials"], source: "role \(role.roleARN)") else {
            throw CredentialFailure("STS answered without credentials for the role \(role.roleARN)")
        }
        return found
    }
}

extension AWSCredentials {
    /// Credentials in the form that STS, metadata services and credential processes share (`AccessKeyId`,
    /// `SecretAccessKey`, `SessionToken` or `Token`, `Expiration`); `nil` if a key is missing.
    init?(_ value: JSON?, source: String) {
        guard let key = value?["AccessKeyId"]?.string, let secret = value?["SecretAccessKey"]?.string else {
            return nil
        }
        self.init(
            accessKeyID: key,
            secretAccessKey: secret,
            sessionToken: value?["SessionToken"]?.string ?? value?["Token"]?.string,
            expiration: value?["Expiration"]?.string.flatMap(Timestamp.init(parsing:))?.seconds,
            source: source
        )
    }
}
