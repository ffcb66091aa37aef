import JSON

/// Credentials of an ECS task or EKS pod, from the agent beside it.
struct ContainerCredentials: CredentialSource {
    let name = "the container's credential endpoint"

    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials? {
        guard let (url, authority) = try address(context.environment) else { return nil }
        var request = HTTPRequest(
            scheme: url.scheme,
            authority: authority,
            path: url.basePath.isEmpty ? "/" : url.basePath,
            isReadOnly: true,
            connectTimeout: .seconds(2),
            readTimeout: .seconds(5)
        )
        if let token = try token(context.environment) { request.headers = [(name: "authorization", value: token)] }
        let response = try await MetadataCall(name: name, context: context).send(request)
        guard response.status == 200, let value = try? JSON(parsing: response.body),
            let found = AWSCredentials(value, source: "container")
        else { throw CredentialFailure("\(name) \(url.description) answered with HTTP status \(response.status)") }
        return found
    }

    private func address(
        _ environment: [String: String]
    ) throws(CredentialFailure) -> (url: Endpoint, authority: String)? {
        let relative = environment[nonEmpty: "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"].map {
            "http://169.254.170.2\($0)"
        }
        guard let text = relative ?? environment[nonEmpty: "AWS_CONTAINER_CREDENTIALS_FULL_URI"] else { return nil }
        let url: Endpoint
        do { url = try Endpoint(url: text, signingRegion: "") } catch {
            throw CredentialFailure("AWS_CONTAINER_CREDENTIALS_FULL_URI: \(error.reason)")
        }
        let host =
            url.authority.hasPrefix("[")
            ? String(url.authority.prefix { $0 != "]" }) + "]" : String(url.authority.prefix { $0 != ":" })
        if url.scheme == "http", !Self.plainHosts.contains(host), !host.hasPrefix("127.") {
            throw CredentialFailure(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI: http is allowed to this machine only, not \(host)"
            )
        }
        return (url, url.authority)
    }

    /// Hosts on this machine or its link, which credentials may come from without TLS.
    private static let plainHosts: Set<String> = [
        "localhost", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]",
    ]

    private func token(_ environment: [String: String]) throws(CredentialFailure) -> String? {
        guard let path = environment[nonEmpty: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] else {
            return environment[nonEmpty: "AWS_CONTAINER_AUTHORIZATION_TOKEN"]
        }
        guard let token = FileContents.text(path) else {
            throw CredentialFailure("the file \(path) of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read")
        }
        return token
    }
}
