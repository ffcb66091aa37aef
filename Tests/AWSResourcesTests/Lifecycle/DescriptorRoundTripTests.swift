import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit
import Testing

@testable import AWSResources

/// Rules that hold for every resource type by the files of `schema/facts`, against an AWS as its models shape it.
@Suite("Every resource type, by its facts and AWS's models")
struct DescriptorRoundTripTests {
    /// The types whose lookup shows all that was sent.
    ///
    /// The others answer in parts that the generated answers do not follow yet; local AWS and recordings cover them.
    static let shownWhole = [
        "aws:appautoscaling/target:Target", "aws:cloudwatch/logGroup:LogGroup",
        "aws:ecr/lifecyclePolicy:LifecyclePolicy", "aws:ecr/repository:Repository",
        "aws:ecs/capacityProvider:CapacityProvider", "aws:ecs/cluster:Cluster",
        "aws:ecs/taskDefinition:TaskDefinition", "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    ]

    /// Replacing properties whose other value cannot be made blindly, with the reason.
    static let unchanged = [
        "aws:lb/targetGroup:TargetGroup protocolVersion": "counts only where the protocol is HTTP or HTTPS"
    ]

    @Test("reads back what its create sent", arguments: shownWhole)
    func readsBackWhatItsCreateSent(_ type: String) async throws {
        let cloud = ModelShapedAWS(try FactsFile(type))
        let aws = ScriptedAWS(otherwise: cloud.answer)
        let provider = try await AWSProvider.scripted(aws)
        let news = DescriptorConformanceTests().full(type).filter { $0.key != "tags" }
        let inputs = try await provider.check(CheckRequest(urn: urn(type), news: news), .test).inputs
        let created = try await provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        #expect(aws.refusals == [])
        let request = ReadRequest(id: created.id, urn: urn(type), properties: created.properties, inputs: inputs)
        let read = try await provider.read(request, .test)
        #expect(read.id == created.id)
        let found = try #require(read.inputs)
        let diff = DiffRequest(
            id: read.id,
            urn: urn(type),
            olds: try #require(read.properties),
            news: inputs,
            oldInputs: found
        )
        #expect(try await provider.diff(diff, .test).diffs == [])
    }

    @Test(
        "is replaced by a change of each property of which its facts say so",
        arguments: DescriptorConformanceTests.types
    )
    func isReplacedAsItsFactsSay(_ type: String) async throws {
        let provider = try await AWSProvider.scripted()
        let schema = try #require(AWSSchema.shared.resource(type))
        let replacing = try FactsFile(type).replacing
        #expect(!replacing.isEmpty)
        for name in replacing where Self.unchanged["\(type) \(name)"] == nil {
            var olds = DescriptorConformanceTests().full(type)
            let suite = DescriptorConformanceTests()
            let given = olds[name] ?? suite.example(schema.inputs[name])
            let value: PropertyValue = try #require(given, "\(name)")
            olds[name] = value
            var news = olds
            news[name] = Self.other(value)
            let request = DiffRequest(urn: urn(type), olds: olds, news: news, oldInputs: olds)
            #expect(try await provider.diff(request, .test).replaces.contains(name), "\(name)")
        }
    }

    /// A value of the same type that is another one.
    private static func other(_ value: PropertyValue) -> PropertyValue {
        switch value {
        case .string(let text):
            text.hasPrefix("{") || text.hasPrefix("[") ? "[{\"name\":\"other\"}]" : .string(text + "2")
        case .number(let number): .number(number + 1)
        case .bool(let flag): .bool(!flag)
        case .list(let elements): .list(elements.map(other))
        case .map(let map): .map(PropertyMap(map.map { ($0.key, other($0.value)) }))
        default: value
        }
    }
}
