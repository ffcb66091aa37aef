import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit
import Testing

@testable import AWSResources

/// Rules that hold for every resource type when an optional property leaves the program.
@Suite("A property that leaves the program")
struct RemovalTests {
    private static let types = DescriptorConformanceTests.types

    /// Whether the property's facts say that it only matters to this provider.
    private static func isLocal(_ name: String, _ type: String) throws -> Bool {
        try #require(ResourceDescriptor.all[type]).local.contains(name)
    }

    @Test("is planned as AWS then has it: reset by a call, or no change at all", arguments: types)
    func planAndAWSAgree(_ type: String) async throws {
        let facts = try FactsFile(type)
        let schema = try #require(AWSSchema.shared.resource(type))
        for property in schema.inputs.properties where !property.isRequired {
            let name = property.name
            // Check makes another name or takes the provider's region.
            if ["region", schema.autoname?.property, schema.autoname?.prefixProperty].contains(name) { continue }
            let companions = ExampleInputs.companions(of: name, type)
            var full = ExampleInputs.full(type).merging(companions).filter { !$0.value.isNull }
            for group in schema.exactlyOneOf + schema.conflicts where group.contains(name) {
                for other in group { full[other] = nil }
            }
            full[name] = ExampleInputs.value(of: name, type, property)
            var one = try await ShapedResource(type, full)
            let news = try await one.checked(full.filter { $0.key != name })
            let plan = try await one.differences(from: one.inputs, to: news)
            #expect(plan.diffs.allSatisfy { $0 == name }, "\(name)")
            if facts.removal(of: name) == "keep" { #expect(plan.diffs == [], "\(name)") }
            guard plan.replaces.isEmpty else { continue }
            let (before, calls) = (one.outputs[name], try one.changes())
            let preview = try await one.preview(of: news)
            try await one.update(to: news)
            let sent = try one.changes().filter { !calls.contains($0) }
            #expect(try sent.isEmpty == (plan.diffs.isEmpty || Self.isLocal(name, type)), "\(name): \(sent)")
            let read = try await one.read()
            #expect(one.outputs[name]?.comparable == preview[name]?.comparable || preview[name] == nil, "\(name)")
            if plan.diffs.isEmpty { #expect(read.properties?[name] == before, "\(name)") }
            let left = try await one.differences(from: read.inputs ?? [:], to: news).diffs
            #expect(left == [], "\(name): \(left)")
            #expect(one.aws.refusals == [])
        }
    }

    @Test("from an object that stays is planned as AWS then has it", arguments: types)
    func membersAgree(_ type: String) async throws {
        let schema = try #require(AWSSchema.shared.resource(type))
        for property in schema.inputs.properties where !property.willReplaceOnChanges {
            guard let object = AWSSchema.shared.object(of: property.type) else { continue }
            let companions = ExampleInputs.companions(of: property.name, type)
            let full = ExampleInputs.full(type).merging(companions).filter { !$0.value.isNull }
            guard let value = full[property.name]?.map else { continue }
            for member in object.properties where !member.isRequired && value[member.name] != nil {
                var one = try await ShapedResource(type, full)
                let left = value.filter { $0.key != member.name }
                let news = try await one.checked(full.merging([property.name: .map(left)]))
                let plan = try await one.differences(from: one.inputs, to: news)
                guard plan.replaces.isEmpty else { continue }
                let calls = try one.changes()
                try await one.update(to: news)
                let sent = try one.changes().filter { !calls.contains($0) }
                let isUnsent = try plan.diffs.isEmpty || Self.isLocal(property.name, type)
                #expect(sent.isEmpty == isUnsent, "\(property.name).\(member.name): \(sent)")
                let found = try #require(await one.read().inputs)
                #expect(try await one.differences(from: found, to: news).diffs == [], "\(property.name).\(member.name)")
            }
        }
    }

    @Test("and is kept is not sent when something else changes", arguments: types)
    func keptIsNotSent(_ type: String) async throws {
        let schema = try #require(AWSSchema.shared.resource(type))
        guard schema.isTagged else { return }
        let full = ExampleInputs.full(type)
        let kept = schema.inputs.properties.filter { $0.isKeptOnRemoval && !$0.isRequired }.map(\.name)
        var one = try await ShapedResource(type, full)
        let groups = schema.exactlyOneOf.flatMap { $0 }
        var news = full.filter { !kept.contains($0.key) || groups.contains($0.key) || $0.key == "region" }
        news["tags"] = ["team": "shop"]
        news = try await one.checked(news)
        #expect(try await one.differences(from: one.inputs, to: news).diffs == ["tags"])
        let calls = try one.changes()
        try await one.update(to: news)
        let sent = try one.changes().filter { !calls.contains($0) }
        #expect(sent.allSatisfy { $0.firstRange(of: /[Tt]ag/) != nil }, "\(sent)")
        #expect(one.outputs["tags"] == ["team": "shop"])
    }

    @Test("enableDnsHostnames of a VPC stays on when the tags change")
    func hostNames() async throws {
        let type = "aws:ec2/vpc:Vpc"
        var one = try await ShapedResource(type, ["cidrBlock": "10.0.0.0/16", "enableDnsHostnames": true])
        let news = try await one.checked(["cidrBlock": "10.0.0.0/16", "tags": ["team": "shop"]])
        #expect(try await one.differences(from: one.inputs, to: news).diffs == ["tags"])
        let calls = one.aws.inputs(of: "ec2.ModifyVpcAttribute").count
        try await one.update(to: news)
        #expect(one.aws.inputs(of: "ec2.ModifyVpcAttribute").count == calls)
        #expect(one.outputs["enableDnsHostnames"] == true)
    }

    @Test("healthCheckGracePeriodSeconds and propagateTags of a service are reset")
    func service() async throws {
        let inputs: PropertyMap = ["name": "web", "healthCheckGracePeriodSeconds": 60, "propagateTags": "SERVICE"]
        var one = try await ShapedResource("aws:ecs/service:Service", inputs)
        let news = try await one.checked(["name": "web"])
        #expect(
            try await one.differences(from: one.inputs, to: news).diffs == [
                "healthCheckGracePeriodSeconds", "propagateTags",
            ]
        )
        try await one.update(to: news)
        let sent = try #require(one.aws.inputs(of: "ecs.UpdateService").last)
        #expect(sent["healthCheckGracePeriodSeconds"] == 0)
        #expect(sent["propagateTags"] == "NONE")
    }
}
