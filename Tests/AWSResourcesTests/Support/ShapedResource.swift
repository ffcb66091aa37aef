import JSON
import PackageSchema
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSClient
@testable import AWSResources

/// A resource that a test made in an AWS of its own, which answers as the models shape it.
struct ShapedResource {
    let type: String
    let aws: ScriptedAWS
    let id: String
    private let provider: AWSProvider
    private let schema: ResourceSchema
    /// The inputs and outputs of the last deployment.
    private(set) var inputs: PropertyMap
    private(set) var outputs: PropertyMap

    /// Checks and creates a resource; inputs that its type does not have are left out.
    init(_ type: String, _ news: PropertyMap) async throws {
        let cloud = ModelShapedAWS(try FactsFile(type))
        schema = try #require(AWSSchema.shared.resource(type))
        let known = news.filter { [schema] in schema.inputs[$0.key] != nil }
        self.type = type
        aws = ScriptedAWS(otherwise: cloud.answer)
        provider = try await AWSProvider.scripted(aws)
        inputs = try await provider.check(CheckRequest(urn: urn(type), news: known, randomSeed: [1]), .test).inputs
        let created = try await provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        (id, outputs) = (created.id, created.properties)
    }

    /// Other inputs as Check completes them.
    func checked(_ news: PropertyMap) async throws -> PropertyMap {
        let known = news.filter { schema.inputs[$0.key] != nil }
        return try await provider.check(CheckRequest(urn: urn(type), olds: inputs, news: known), .test).inputs
    }

    /// The outputs that an update to other inputs is expected to have.
    func preview(of news: PropertyMap) async throws -> PropertyMap {
        var request = UpdateRequest(id: id, urn: urn(type), olds: outputs, news: news, oldInputs: inputs)
        request.preview = true
        return try await provider.update(request, .test).properties
    }

    /// The plan for other inputs.
    func differences(from olds: PropertyMap, to news: PropertyMap) async throws -> DiffResponse {
        let request = DiffRequest(id: id, urn: urn(type), olds: outputs, news: news, oldInputs: olds)
        return try await provider.diff(request, .test)
    }

    func read() async throws -> ReadResponse {
        try await provider.read(ReadRequest(id: id, urn: urn(type), properties: outputs, inputs: inputs), .test)
    }

    /// Looks for the resource as if its create had been cut off.
    func find() async throws -> ReadResponse {
        try await provider.find(ReadRequest(urn: urn(type), inputs: inputs), .test)
    }

    mutating func update(to news: PropertyMap) async throws {
        let request = UpdateRequest(id: id, urn: urn(type), olds: outputs, news: news, oldInputs: inputs)
        outputs = try await provider.update(request, .test).properties
        inputs = news
    }

    func delete() async throws {
        try await provider.delete(DeleteRequest(id: id, urn: urn(type), properties: outputs, oldInputs: inputs), .test)
    }

    /// The calls that changed something, without the tokens by which AWS recognises a repeated one, sorted.
    func changes() throws -> [String] {
        let operations = try Set(aws.operations).filter { try !ModelStore.shared.model(AWSOperation($0)).isReadOnly }
        return operations.flatMap { operation in
            aws.inputs(of: operation).map { input in
                let members = input.filter { !$0.key.lowercased().hasSuffix("token") && $0.key != "CallerReference" }
                return "\(operation) \(JSON.object(JSON.Object(members.map { ($0.key, $0.value) })).text(.sortedKeys))"
            }
        }.sorted()
    }
}
