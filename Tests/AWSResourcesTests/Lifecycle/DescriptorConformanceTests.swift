import JSON
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
        let package = AWSSchema.shared.package
        let resources = package.resourceTokens.filter { package.resource($0)?.extras["twinOf"] == nil }
        #expect(resources.sorted() == Self.types)
        let functions = package.functionTokens.filter { package.function($0)?.extras["twinOf"] == nil }
        #expect(functions.sorted() == FunctionDescriptor.all.keys.sorted())
        #expect(AWSSchema.shared.package.text.contains("\"version\": \"\(AWSProvider.version)\""))
    }

    @Test(
        "of load balancing has a second token, as in Pulumi's package",
        arguments: types.filter { $0.hasPrefix("aws:lb/") }
    )
    func twins(_ type: String) async throws {
        let twin = type.replacing("aws:lb/", with: "aws:alb/")
        #expect(try ResourceTarget(urn: urn(twin), type: twin).descriptor.type == type)
        let provider = try await AWSProvider.scripted()
        let inputs = ValidInputs.of(type)
        let checked = try await provider.check(CheckRequest(urn: urn(twin), news: inputs, randomSeed: [1]), .test)
        let wanted = try await provider.check(CheckRequest(urn: urn(type), news: inputs, randomSeed: [1]), .test)
        #expect(checked == wanted)
    }

    @Test("is checked to the same inputs again", arguments: types)
    func checkIsIdempotent(_ type: String) async throws {
        let provider = try await AWSProvider.scripted()
        let first = try await provider.check(
            CheckRequest(urn: urn(type), news: ValidInputs.of(type), randomSeed: [1]),
            .test
        )
        #expect(first.failures.isEmpty)
        let again = CheckRequest(urn: urn(type), olds: first.inputs, news: ValidInputs.of(type), randomSeed: [2])
        #expect(try await provider.check(again, .test).inputs == first.inputs)
        let known = CheckRequest(urn: urn(type), olds: first.inputs, news: first.inputs, randomSeed: [3])
        let third = try await provider.check(known, .test).inputs
        #expect(PropertyValue.map(third).comparable == PropertyValue.map(first.inputs).comparable)
    }

    @Test("with equal inputs shows no difference, with and without a state of its own", arguments: types)
    func equalInputsShowNoDifference(_ type: String) async throws {
        let provider = try await AWSProvider.scripted()
        let inputs = try await provider.check(CheckRequest(urn: urn(type), news: ExampleInputs.full(type)), .test)
            .inputs
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
        let inputs = ExampleInputs.full(type)
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

    @Test("keeps what is secret so", arguments: types)
    func secretsStaySecret(_ type: String) async throws {
        let provider = try await AWSProvider.scripted()
        let schema = try #require(AWSSchema.shared.resource(type))
        let name = try #require(
            schema.inputs.names.first { if case .string? = schema.inputs[$0]?.type { $0 != "region" } else { false } }
        )
        var inputs = ExampleInputs.full(type)
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
        let request = CheckRequest(urn: urn(type), news: ValidInputs.of(type).merging(["\(name)x": "?"]))
        let failures = try await provider.check(request, .test).failures
        #expect(failures.map(\.property) == ["\(name)x"])
        #expect(failures.first?.reason.contains("did you mean \"\(name)\"") == true)
    }
}
