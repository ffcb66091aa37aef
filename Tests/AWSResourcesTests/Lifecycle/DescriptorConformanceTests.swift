import PackageSchema
import PulumiProtocol
import ResourceKit
import Testing

@testable import AWSResources

/// Rules for every resource type; a new descriptor is covered by being listed.
@Suite("Every resource type")
struct DescriptorConformanceTests {
    static let types = ResourceDescriptor.all.keys.sorted()

    @Test("stands in the schema, and everything in the schema has a descriptor")
    func schemaAndDescriptorsAgree() {
        #expect(AWSSchema.shared.package.resourceTokens.sorted() == Self.types)
        #expect(AWSSchema.shared.package.functionTokens.sorted() == FunctionDescriptor.all.keys.sorted())
        #expect(AWSSchema.shared.package.text.contains("\"version\": \"\(AWSProvider.version)\""))
    }

    @Test("is checked to the same inputs again", arguments: types)
    func checkIsIdempotent(_ type: String) async throws {
        let provider = try await AWSProvider.scripted()
        let first = try await provider.check(CheckRequest(urn: urn(type), news: minimal(type), randomSeed: [1]), .test)
        #expect(first.failures.isEmpty)
        let again = CheckRequest(urn: urn(type), olds: first.inputs, news: minimal(type), randomSeed: [2])
        #expect(try await provider.check(again, .test).inputs == first.inputs)
        let known = CheckRequest(urn: urn(type), olds: first.inputs, news: first.inputs, randomSeed: [3])
        let third = try await provider.check(known, .test).inputs
        #expect(PropertyValue.map(third).comparable == PropertyValue.map(first.inputs).comparable)
    }

    @Test("with equal inputs shows no difference, with and without a state of its own", arguments: types)
    func equalInputsShowNoDifference(_ type: String) async throws {
        let provider = try await AWSProvider.scripted()
        let inputs = try await provider.check(CheckRequest(urn: urn(type), news: full(type)), .test).inputs
        for state in [PropertyMap(), inputs] {
            let request = DiffRequest(urn: urn(type), olds: state, news: inputs, oldInputs: inputs)
            #expect(try await provider.diff(request, .test).diffs == [])
        }
    }

    @Test("that changes a property which replaces says so", arguments: types)
    func replacements(_ type: String) async throws {
        let provider = try await AWSProvider.scripted()
        let schema = try #require(AWSSchema.shared.resource(type))
        let descriptor = try #require(ResourceDescriptor.all[type])
        let inputs = full(type)
        let rules = descriptor.diffRules(AWSSchema.shared.facts(schema))
        for name in schema.inputs.names where schema.inputs[name]?.willReplaceOnChanges == true {
            guard rules.replacing[name] == nil, rules.ignored[name] == nil,
                case .string(let text)? = inputs[name], schema.inputs[name]?.isJSON == false
            else {
                continue
            }
            var news = inputs
            news[name] = .string(text + "2")
            let request = DiffRequest(urn: urn(type), olds: inputs, news: news, oldInputs: inputs)
            #expect(try await provider.diff(request, .test).replaces == [name])
        }
    }

    @Test("sends only members that AWS's models know", arguments: types)
    func membersAreKnown(_ type: String) async throws {
        let aws = ScriptedAWS()
        let descriptor = try #require(ResourceDescriptor.all[type])
        let operation = try Self.operation(type, aws, inputs: full(type))
        try? await operation.refuseExisting()
        _ = try? await descriptor.create.run(operation)
        try? await descriptor.afterCreate?(operation)
        _ = try? await descriptor.search.candidates(operation)
        _ = try? await descriptor.read.run(operation)
        for step in descriptor.update { try? await step.run(operation) }
        try? await descriptor.tagging?.update(operation)
        try? await descriptor.delete.run(operation)
        for step in ["create", "update", "delete"] { try? await operation.wait(after: step) }
        #expect(aws.refusals == [])
        #expect(!aws.operations.isEmpty)
    }

    @Test("keeps what is secret so", arguments: types)
    func secretsStaySecret(_ type: String) async throws {
        let provider = try await AWSProvider.scripted()
        let schema = try #require(AWSSchema.shared.resource(type))
        let name = try #require(
            schema.inputs.names.first { if case .string? = schema.inputs[$0]?.type { $0 != "region" } else { false } }
        )
        var inputs = full(type)
        inputs[name] = .secret(inputs[name] ?? "hidden")
        let checked = try await provider.check(CheckRequest(urn: urn(type), news: inputs), .test).inputs
        #expect(checked[name]?.containsSecrets == true)
        let preview = CreateRequest(urn: urn(type), properties: checked, preview: true)
        #expect(try await provider.create(preview, .test).properties[name]?.containsSecrets == true)
    }

    @Test("names an unknown property and the nearest known one", arguments: types)
    func unknownProperty(_ type: String) async throws {
        let provider = try await AWSProvider.scripted()
        let schema = try #require(AWSSchema.shared.resource(type))
        let name = try #require(schema.inputs.names.last)
        let request = CheckRequest(urn: urn(type), news: full(type).merging(["\(name)x": "?"]))
        let failures = try await provider.check(request, .test).failures
        #expect(failures.map(\.property) == ["\(name)x"])
        #expect(failures.first?.reason.contains("did you mean \"\(name)\"") == true)
    }

    // MARK: Inputs

    static func operation(_ type: String, _ aws: ScriptedAWS, inputs: PropertyMap) throws -> ResourceOperation {
        let session = AWSSession(caller: aws, region: "us-west-2", tags: TagSettings(), clock: .instant())
        let schema = try #require(AWSSchema.shared.resource(type))
        return ResourceOperation(
            kind: .update,
            schema: schema,
            facts: AWSSchema.shared.facts(schema),
            descriptor: try #require(ResourceDescriptor.all[type]),
            session: session,
            urn: urn(type),
            id: "example",
            inputs: inputs,
            state: ["tagsAll": ["old": "tag"]],
            report: { _ in }
        )
    }

    /// The inputs that a program must give.
    private func minimal(_ type: String) -> PropertyMap {
        full(type).filter { element in
            let schema = AWSSchema.shared.resource(type)
            let groups = schema?.exactlyOneOf.flatMap { $0 } ?? []
            let needed = ["port", "protocol", "vpcId"].contains(element.key) && type.hasSuffix("TargetGroup")
            return schema?.inputs[element.key]?.isRequired == true || groups.contains(element.key) || needed
        }
    }

    /// Inputs with a value for every property that may stand beside the others.
    func full(_ type: String) -> PropertyMap {
        guard let schema = AWSSchema.shared.resource(type) else { return [:] }
        var inputs = PropertyMap()
        for name in schema.inputs.names {
            let groups = schema.conflicts + schema.exactlyOneOf
            let isSecond = groups.contains { $0.contains(name) && $0.contains { $0 != name && inputs[$0] != nil } }
            let isForbidden = schema.implications.contains {
                $0.isForbidden && $0.other == name && inputs[$0.given] != nil
            }
            if isSecond || isForbidden || name == "namePrefix" { continue }
            inputs[name] = Self.examples["\(name)"] ?? example(schema.inputs[name])
        }
        return inputs
    }

    private static let examples: [String: PropertyValue] = [
        "containerDefinitions": "[{\"image\":\"nginx\",\"name\":\"web\"}]", "retentionInDays": 7,
        "region": "us-west-2", "subnets": ["subnet-1", "subnet-2"],
        "ingress": [["cidrBlocks": ["10.0.0.0/8"], "fromPort": 80, "protocol": "tcp", "toPort": 80]],
        "egress": [["fromPort": 0, "protocol": "-1", "self": true, "toPort": 0]],
    ]

    func example(_ property: PropertySchema?) -> PropertyValue? {
        guard let property else { return nil }
        if property.name == "hookDetails" { return "{}" }
        return property.isJSON ? "{\"Statement\":[]}" : example(property.type)
    }

    private func example(_ type: PropertyType) -> PropertyValue? {
        switch type {
        case .string: "5"
        case .integer, .number: 5
        case .boolean: true
        case .any, .json, .asset, .archive, .resource: "anything"
        case .array(let element): example(element).map { .list([$0]) }
        case .map(let element): example(element).map { .map(["key": $0]) }
        case .union(let types): types.first.flatMap(example)
        case .type:
            .map(
                PropertyMap(
                    (AWSSchema.shared.package.object(type)?.properties ?? []).compactMap { property in
                        example(property).map { (property.name, $0) }
                    }
                )
            )
        }
    }
}
