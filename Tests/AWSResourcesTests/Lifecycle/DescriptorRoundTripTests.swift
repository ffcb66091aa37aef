import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit
import Testing

@testable import AWSResources

/// Rules that hold for every resource type by the files of `schema/facts`, against an AWS as its models shape it.
@Suite("Every resource type, by its facts and AWS's models")
struct DescriptorRoundTripTests {
    /// Replacing properties whose other value cannot be made blindly, with the reason.
    static let unchanged = [
        "aws:lb/targetGroup:TargetGroup protocolVersion": "counts only where the protocol is HTTP or HTTPS"
    ]

    /// Properties that never go to AWS: they say how this provider works.
    private static let local: Set<String> = [
        "allowOverwrite", "autoAccept", "bypassPolicyLockoutSafetyCheck", "delayAfterPolicyCreationInMs",
        "deletionWindowInDays", "earlyRenewalDuration", "forceDelete", "forceDeleteWarmPool", "forceDestroy",
        "forceDetachPolicies", "forceNewDeployment", "forceOverwriteReplicaSecret", "getPasswordData",
        "ignoreFailedScalingActivities", "instanceRefresh", "minElbCapacity", "privateKeyWoVersion",
        "recoveryWindowInDays", "revokeRulesOnDelete", "sigintRollback", "skipDestroy", "trackLatest",
        "updateDefaultVersion", "userDataReplaceOnChange", "waitForCapacityTimeout", "waitForElbCapacity",
        "waitForSteadyState",
    ]

    /// Types whose deletion clears settings of an object that stays.
    private static let cleared = ["aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"]

    /// Types that are nothing in AWS, so that nothing is deleted.
    private static let unmade = ["aws:acm/certificateValidation:CertificateValidation"]

    /// Types whose object AWS keeps until another one goes: a deletion takes away what points to it.
    private static let kept = ["aws:secretsmanager/secretVersion:SecretVersion"]

    private static let types = DescriptorConformanceTests.types

    @Test("reads back what its create sent", arguments: types)
    func readsBackWhatItsCreateSent(_ type: String) async throws {
        let one = try await ShapedResource(type, ExampleInputs.full(type))
        #expect(one.aws.refusals == [])
        let read = try await one.read()
        #expect(read.id == one.id)
        #expect(Self.unlike(try #require(read.properties), one.outputs) == [])
        let found = try #require(read.inputs)
        #expect(Self.unlike(found, one.inputs) == [])
        #expect(try await one.differences(from: found, to: one.inputs).diffs == [])
    }

    @Test("sends again what it sent when it is made from what was read", arguments: types)
    func sendsAgainWhatItSent(_ type: String) async throws {
        let one = try await ShapedResource(type, ExampleInputs.full(type))
        let again = try await ShapedResource(type, try #require(await one.read().inputs))
        #expect(try again.changes().filter { try !one.changes().contains($0) } == [])
        #expect(try one.changes().filter { try !again.changes().contains($0) } == [])
    }

    @Test("takes every change in place, with members that AWS's models know, and reads it back", arguments: types)
    func takesEveryChangeInPlace(_ type: String) async throws {
        let schema = try #require(AWSSchema.shared.resource(type))
        for property in schema.inputs.properties {
            let companions = ExampleInputs.companions(of: property.name, type)
            var one = try await ShapedResource(
                type,
                ExampleInputs.full(type).merging(companions).filter { !$0.value.isNull }
            )
            guard let value = one.inputs[property.name] else { continue }
            let news = one.inputs.merging([property.name: ExampleInputs.other(value)])
            let plan = try await one.differences(from: one.inputs, to: news)
            guard plan.replaces.isEmpty, !plan.diffs.isEmpty else { continue }
            #expect(plan.diffs == [property.name])
            let calls = try one.changes().count
            try await one.update(to: news)
            #expect(
                try one.changes().count > calls || Self.local.contains(property.name),
                "\(property.name) is not sent"
            )
            let found = try #require(await one.read().inputs)
            #expect(Self.unlike(found, news) == [], "\(property.name)")
            #expect(one.aws.refusals == [])
        }
    }

    @Test("is found by its inputs, with members that AWS's models know", arguments: types)
    func isFoundByItsInputs(_ type: String) async throws {
        let one = try await ShapedResource(type, ExampleInputs.full(type))
        #expect([one.id, ""].contains(try await one.find().id))
        #expect(one.aws.refusals == [])
    }

    @Test("is gone after its deletion, with members that AWS's models know", arguments: types)
    func isGoneAfterItsDeletion(_ type: String) async throws {
        let kept: PropertyMap = ["skipDestroy": false]
        let one = try await ShapedResource(type, ExampleInputs.full(type).merging(kept))
        try await one.delete()
        if Self.cleared.contains(type) {
            let lists = try #require(await one.read().properties).filter { $0.value.list != nil }
            #expect(!lists.isEmpty && lists.allSatisfy { $0.value == [] })
            return
        }
        if Self.unmade.contains(type) {
            #expect(try one.changes() == [])
            return
        }
        if Self.kept.contains(type) {
            #expect(try await one.read().properties?["versionStages"] == [])
        } else {
            #expect(try await one.read().id == "")
        }
        try await one.delete()
        #expect(one.aws.refusals == [])
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
            var olds = ExampleInputs.full(type)
            let value = try #require(ExampleInputs.value(of: name, type, schema.inputs[name]), "\(name)")
            olds[name] = value
            var news = olds
            news[name] = ExampleInputs.other(value)
            let request = DiffRequest(urn: urn(type), olds: olds, news: news, oldInputs: olds)
            #expect(try await provider.diff(request, .test).replaces.contains(name), "\(name)")
        }
    }

    /// The properties that were found otherwise than they should be, with both values.
    private static func unlike(_ found: PropertyMap, _ wanted: PropertyMap) -> [String] {
        func text(_ value: PropertyValue?) -> String { value?.comparable.plainJSON?.text(.sortedKeys) ?? "nothing" }
        return Set(found.keys + wanted.keys).subtracting(["__defaults"]).sorted().compactMap { name in
            text(found[name]) == text(wanted[name])
                ? nil : "\(name): \(text(found[name])), not \(text(wanted[name]))"
        }
    }
}
