import AWSClient
import ContainerImages
import Foundation
import Synchronization
import TestKit
import Testing

@Suite("A registry's client")
struct RegistryClientTests {
    private let image = ImageReference("example.com/shop/app:v1")
    private let user = RegistryCredentials(address: "example.com", username: "u", password: "p")

    private func client(_ registry: ScriptedRegistry, _ credentials: [RegistryCredentials] = []) -> RegistryClient {
        RegistryClient(transport: registry, credentials: credentials)
    }

    @Test("asks for the digest of a name")
    func digest() async throws {
        let registry = ScriptedRegistry([
            HTTPResponse(status: 200, headers: [("docker-content-digest", "sha256:1")])
        ])
        #expect(try await client(registry).digest(of: try #require(image)) == "sha256:1")
        #expect(registry.sent.map(\.url) == ["https://example.com/v2/shop/app/manifests/v1"])
        #expect(registry.sent.map(\.method) == ["HEAD"])
    }

    @Test("says that there is no such image")
    func absent() async throws {
        #expect(try await client(ScriptedRegistry([HTTPResponse(status: 404)])).digest(of: try #require(image)) == nil)
    }

    @Test("gets a token where the registry wants one")
    func token() async throws {
        let challenge = #"Bearer realm="https://auth.example.com/token",service="example.com",scope="x""#
        let registry = ScriptedRegistry([
            HTTPResponse(status: 401, headers: [("www-authenticate", challenge)]),
            HTTPResponse(status: 200, body: Array(#"{"token": "t"}"#.utf8)),
            HTTPResponse(status: 202),
        ])
        try await client(registry, [user]).delete(try #require(ImageReference("example.com/shop/app@sha256:1")))
        let sent = registry.sent
        #expect(sent[1].authority == "auth.example.com" && sent[1].path == "/token")
        #expect(sent[1].query.map(\.value) == ["repository:shop/app:pull,delete", "example.com"])
        #expect(sent[1].headers.map(\.value) == ["Basic dTpw"])
        #expect(sent[2].headers.last?.value == "Bearer t" && sent[2].method == "DELETE")
        #expect(sent[2].path == "/v2/shop/app/manifests/sha256:1")
    }

    @Test("gives name and password where the registry wants them")
    func basic() async throws {
        let registry = ScriptedRegistry([
            HTTPResponse(status: 401, headers: [("www-authenticate", "Basic realm=x")]),
            HTTPResponse(status: 200, headers: [("docker-content-digest", "sha256:1")]),
        ])
        #expect(try await client(registry, [user]).digest(of: try #require(image)) == "sha256:1")
        #expect(registry.sent[1].headers.last?.value == "Basic dTpw")
    }

    @Test("tells who refused and why")
    func refused() async throws {
        let challenge = HTTPResponse(status: 401, headers: [("www-authenticate", "Basic realm=x")])
        let plain = await #expect(throws: RegistryFailure.self) {
            try await client(ScriptedRegistry([challenge])).digest(of: try #require(image))
        }
        #expect(plain?.isRefusal == true)
        #expect(plain?.description == "the registry example.com answered 401: credentials are needed")
        let body = Array(#"{"errors": [{"code": "UNSUPPORTED", "message": "not here"}]}"#.utf8)
        let refusal = await #expect(throws: RegistryFailure.self) {
            try await client(ScriptedRegistry([HTTPResponse(status: 405, body: body)])).delete(try #require(image))
        }
        #expect(refusal?.description == "the registry example.com answered 405: UNSUPPORTED: not here")
        let silence = await #expect(throws: RegistryFailure.self) {
            try await client(ScriptedRegistry([])).digest(of: try #require(image))
        }
        #expect(silence?.description == "the registry example.com does not answer: no connection")
    }

    @Test(
        "speaks to a real registry",
        .enabled(if: try Prerequisite.imageTools.isThere(), "\(Prerequisite.imageTools.absence)")
    )
    func real() async throws {
        let registry = try LocalRegistry(asksForPassword: true)
        let (name, password) = LocalRegistry.user
        let known = RegistryCredentials(address: registry.host, username: name, password: password)
        let transport = CurlTransport(AWSConfiguration(environment: [:]))
        let reference = try #require(ImageReference("\(registry.host)/nothing:v1"))
        #expect(try await RegistryClient(transport: transport, credentials: [known]).digest(of: reference) == nil)
        await #expect(throws: RegistryFailure.self) {
            try await RegistryClient(transport: transport).digest(of: reference)
        }
    }
}

/// A registry that answers from a list.
private final class ScriptedRegistry: HTTPTransport {
    private let answers: Mutex<[HTTPResponse]>
    private let requests = Mutex<[HTTPRequest]>([])

    init(_ answers: [HTTPResponse]) {
        self.answers = Mutex(answers)
    }

    var sent: [HTTPRequest] { requests.withLock(\.self) }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        requests.withLock { $0.append(request) }
        let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let answer else { throw HTTPFailure(.noConnection, "no connection") }
        return answer
    }
}
