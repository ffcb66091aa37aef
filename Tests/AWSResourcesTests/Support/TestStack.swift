import JSON
import ProviderKit
import PulumiProtocol
import RPC
import TestKit
import Testing

@testable import AWSClient
@testable import AWSResources

/// Resources that one test made.
final class TestStack {
    struct Made {
        let type: String
        let id: String
        let inputs: PropertyMap
        let outputs: PropertyMap

        var urn: String { "urn:pulumi:dev::shop::\(type)::web" }
    }

    let provider: AWSProvider
    private var made: [Made] = []

    /// A stack whose provider calls local AWS.
    static func onMoto() async throws -> TestStack {
        var configuration = AWSConfiguration(environment: [:])
        configuration.region = "us-west-2"
        configuration.credentials = AWSCredentials(accessKeyID: "test", secretAccessKey: "test")
        configuration.endpoint = try Moto.shared().endpoint
        let client = AWSClient(configuration: configuration)
        let provider = AWSProvider(version: "0.0.0", clock: WaitClock(ContinuousClock())) { _, _ in client }
        _ = try await provider.configure(ConfigureRequest(args: ["region": "us-west-2"]), .test)
        return TestStack(provider)
    }

    /// Makes something on local AWS that no resource type of ours makes.
    ///
    /// - Parameters:
    ///   - method: The HTTP method of the operation.
    ///   - path: Its path.
    ///   - body: Its members.
    ///   - service: The name that signatures are for, by which the simulator knows the service.
    /// - Throws: An error if the simulator refuses or cannot be reached.
    static func send(_ method: String, _ path: String, _ body: JSON, to service: String) async throws {
        let endpoint = try Endpoint(url: try Moto.shared().endpoint, signingRegion: "us-west-2")
        let scope = "test/20260101/us-west-2/\(service)/aws4_request"
        let request = HTTPRequest(
            method: method,
            scheme: endpoint.scheme,
            authority: endpoint.authority,
            path: path,
            headers: [
                (
                    name: "authorization",
                    value: "AWS4-HMAC-SHA256 Credential=\(scope), SignedHeaders=host, Signature=0"
                )
            ],
            body: body.bytes()
        )
        let response = try await CurlTransport(AWSConfiguration(environment: [:])).send(request)
        try #require(response.status < 300, "\(String(decoding: response.body, as: UTF8.self))")
    }

    init(_ provider: AWSProvider) {
        self.provider = provider
    }

    /// Checks, creates, reads and compares a resource.
    func create(_ type: String, _ news: PropertyMap) async throws -> Made {
        let urn = "urn:pulumi:dev::shop::\(type)::web"
        let checked = try await provider.check(CheckRequest(urn: urn, news: news), .test)
        #expect(checked.failures == [])
        let answer = try await provider.create(CreateRequest(urn: urn, properties: checked.inputs), .test)
        let one = Made(type: type, id: answer.id, inputs: checked.inputs, outputs: answer.properties)
        made.append(one)
        let read = try await provider.read(
            ReadRequest(id: one.id, urn: urn, properties: one.outputs, inputs: one.inputs),
            .test
        )
        #expect(read.id == one.id)
        #expect(read.properties == one.outputs)
        #expect(read.inputs == one.inputs)
        let request = DiffRequest(id: one.id, urn: urn, olds: one.outputs, news: one.inputs, oldInputs: one.inputs)
        #expect(try await provider.diff(request, .test).diffs == [])
        return one
    }

    /// Changes some inputs of a resource in place.
    func update(_ one: Made, _ changes: PropertyMap) async throws -> PropertyMap {
        let news = one.inputs.merging(changes)
        let diff = DiffRequest(id: one.id, urn: one.urn, olds: one.outputs, news: news, oldInputs: one.inputs)
        let found = try await provider.diff(diff, .test)
        #expect(found.diffs == changes.keys)
        #expect(found.replaces == [])
        let request = UpdateRequest(id: one.id, urn: one.urn, olds: one.outputs, news: news, oldInputs: one.inputs)
        return try await provider.update(request, .test).properties
    }

    /// Reads a resource by nothing but an id that a user gives, and returns the inputs that this finds.
    func imported(_ one: Made, as id: String) async throws -> PropertyMap {
        let read = try await provider.read(ReadRequest(id: id, urn: one.urn), .test)
        #expect(read.id == one.id)
        return read.inputs ?? [:]
    }

    /// Deletes a resource, which may be gone already.
    func delete(_ one: Made) async throws {
        let request = DeleteRequest(id: one.id, urn: one.urn, properties: one.outputs, oldInputs: one.inputs)
        try await provider.delete(request, .test)
    }

    /// Returns whether a resource is still there.
    func exists(_ one: Made) async throws -> Bool {
        let request = ReadRequest(id: one.id, urn: one.urn, properties: one.outputs, inputs: one.inputs)
        return try await provider.read(request, .test).id != ""
    }

    /// Deletes everything in reverse order, twice.
    func deleteTwice() async throws {
        for one in made.reversed() {
            try await delete(one)
            try await delete(one)
            #expect(try await exists(one) == false)
        }
    }
}
