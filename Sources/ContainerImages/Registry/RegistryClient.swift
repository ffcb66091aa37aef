package import AWSClient
internal import Crypto
internal import JSON

/// Asks a registry about images, by the protocol that all registries share (OCI Distribution Specification 1.1).
package struct RegistryClient: Sendable {
    /// The kinds of manifests that are asked for: of images and of lists of images.
    private static let manifests = [
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ].joined(separator: ", ")

    private let transport: any HTTPTransport
    private let credentials: [RegistryCredentials]

    /// A client that uses the credentials of a registry's host where there are some, and none otherwise.
    package init(transport: any HTTPTransport, credentials: [RegistryCredentials] = []) {
        self.transport = transport
        self.credentials = credentials
    }

    /// Returns the digest of an image; `nil` if the registry has no such image.
    ///
    /// - Throws: ``RegistryFailure`` if the registry does not answer, or does not tell.
    package func digest(of reference: ImageReference) async throws(RegistryFailure) -> String? {
        let answer = try await send("HEAD", reference, action: "pull")
        switch answer.status {
        case 200: return answer.header("docker-content-digest") ?? reference.digest
        case 404: return nil
        default: throw RegistryFailure(reference, answer)
        }
    }

    /// Deletes the image that a digest names; succeeds if it is gone already.
    ///
    /// - Throws: ``RegistryFailure`` if the registry does not answer, or refuses.
    package func delete(_ reference: ImageReference) async throws(RegistryFailure) {
        let answer = try await send("DELETE", reference, action: "delete")
        guard [200, 202, 404].contains(answer.status) else { throw RegistryFailure(reference, answer) }
    }

    private func send(
        _ method: String,
        _ reference: ImageReference,
        action: String
    ) async throws(RegistryFailure) -> HTTPResponse {
        var request = HTTPRequest(
            method: method,
            scheme: reference.isOnLoopback ? "http" : "https",
            authority: reference.host == "docker.io" ? "registry-1.docker.io" : reference.host,
            path: "/v2/\(reference.repository)/manifests/\(reference.digest ?? reference.tag ?? "latest")",
            headers: [("accept", Self.manifests)],
            isReadOnly: method == "HEAD"
        )
        let first = try await send(request, reference)
        guard first.status == 401, let challenge = first.header("www-authenticate") else { return first }
        guard let authorization = try await authorization(for: challenge, reference, action) else { return first }
        request.headers.append(("authorization", authorization))
        return try await send(request, reference)
    }

    private func send(
        _ request: HTTPRequest,
        _ reference: ImageReference
    ) async throws(RegistryFailure) -> HTTPResponse {
        do {
            return try await transport.send(request)
        } catch {
            throw RegistryFailure(registry: reference.host, status: nil, reason: error.message)
        }
    }

    // MARK: Authorization

    /// Returns the header that answers a challenge; `nil` if there are no credentials that would help.
    private func authorization(
        for challenge: String,
        _ reference: ImageReference,
        _ action: String
    ) async throws(RegistryFailure) -> String? {
        let known = credentials.first { $0.host == reference.host }
        let basic = known.map { "Basic " + Base64.encode(Array("\($0.username):\($0.password)".utf8)) }
        guard challenge.lowercased().hasPrefix("bearer") else { return basic }
        let parameters = RegistryChallenge(challenge).parameters
        guard let realm = parameters["realm"], let url = RegistryChallenge.split(realm) else { return basic }
        var request = HTTPRequest(scheme: url.scheme, authority: url.authority, path: url.path, isReadOnly: true)
        request.query = [("scope", "repository:\(reference.repository):pull" + (action == "pull" ? "" : ",\(action)"))]
        if let service = parameters["service"] { request.query.append(("service", service)) }
        if let basic { request.headers.append(("authorization", basic)) }
        let answer = try await send(request, reference)
        guard answer.status == 200, let body = try? JSON(parsing: answer.body),
            let token = (body["token"] ?? body["access_token"])?.string
        else {
            throw RegistryFailure(reference, answer)
        }
        return "Bearer \(token)"
    }
}

/// A question that a registry did not answer.
package struct RegistryFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The registry's host.
    package let registry: String
    /// The status of its answer; `nil` if it did not answer.
    package let status: Int?
    /// The reason, in the registry's words.
    package let reason: String

    /// Indicates whether the registry wants other credentials.
    package var isRefusal: Bool { status == 401 || status == 403 }

    /// The registry and the reason.
    package var description: String {
        "the registry \(registry) " + (status.map { "answered \($0): \(reason)" } ?? "does not answer: \(reason)")
    }
}

extension RegistryFailure {
    /// The failure that an answer tells of.
    fileprivate init(_ reference: ImageReference, _ answer: HTTPResponse) {
        let error = (try? JSON(parsing: answer.body))?["errors"]?[0]
        let words = [error?["code"]?.string, error?["message"]?.string].compactMap(\.self)
        let standard = [401: "credentials are needed", 403: "access is denied"][answer.status] ?? "no reason was given"
        self.init(
            registry: reference.host,
            status: answer.status,
            reason: words.isEmpty ? standard : words.joined(separator: ": ")
        )
    }
}
