import JSON

/// Credentials of an EC2 instance's role, from the instance metadata service in its second version.
struct InstanceMetadataCredentials: CredentialSource {
    let name = "the instance metadata service"
    private static let folder = "/latest/meta-data/iam/security-credentials/"

    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials? {
        if context.settings.skipsInstanceMetadata { return nil }
        let base = try base(context.settings)
        guard let token = try await token(base, context) else { return nil }
        let call = MetadataCall(name: name, context: context)
        let list = try await call.send(request(base, Self.folder, token))
        let role = String(decoding: list.body, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
        guard list.status == 200, !role.isEmpty else { return nil }
        let answer = try await call.send(request(base, Self.folder + PercentEncoding.encode(String(role)), token))
        guard answer.status == 200, let value = try? JSON(parsing: answer.body),
            let found = AWSCredentials(value, source: "instance role \(role)")
        else { throw CredentialFailure("\(name) has no credentials of the role \(role): HTTP status \(answer.status)") }
        return found
    }

    private func base(_ settings: Settings) throws(CredentialFailure) -> Endpoint {
        let isIPv6 = settings.environment[nonEmpty: "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
        let named =
            settings.configuration.instanceMetadataEndpoint
            ?? settings.environment[nonEmpty: "AWS_EC2_METADATA_SERVICE_ENDPOINT"]
        do {
            return try Endpoint(
                url: named ?? (isIPv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254"),
                signingRegion: ""
            )
        } catch { throw CredentialFailure("\(name): \(error.reason)") }
    }

    /// A session's token, or `nil` where nothing answers: off EC2 that is the rule, not a failure.
    private func token(_ base: Endpoint, _ context: CredentialContext) async throws(CredentialFailure) -> String? {
        var request = request(base, "/latest/api/token", nil)
        request.method = "PUT"
        request.headers = [(name: "x-aws-ec2-metadata-token-ttl-seconds", value: "21600")]
        do {
            let response = try await context.transport.send(request)
            return response.status == 200 ? String(decoding: response.body, as: UTF8.self) : nil
        } catch {
            if error.kind == .cancelled { throw CredentialFailure(error.message, isCancellation: true) }
            return nil
        }
    }

    private func request(_ base: Endpoint, _ path: String, _ token: String?) -> HTTPRequest {
        HTTPRequest(
            scheme: base.scheme,
            authority: base.authority,
            path: base.basePath + path,
            headers: token.map { [(name: "x-aws-ec2-metadata-token", value: $0)] } ?? [],
            isReadOnly: true,
            connectTimeout: .seconds(1),
            readTimeout: .seconds(1)
        )
    }
}
