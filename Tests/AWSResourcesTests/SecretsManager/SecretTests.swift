import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A secret")
struct SecretTests {
    private let type = "aws:secretsmanager/secret:Secret"
    private let versionType = "aws:secretsmanager/secretVersion:SecretVersion"
    private let arn = "arn:aws:secretsmanager:us-west-2:123456789012:secret:shop-AbCdEf"

    private func aws(_ answers: [String: JSON] = [:]) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("secretsmanager.CreateSecret", ["ARN": .string(arn)])
        aws.on("secretsmanager.DescribeSecret", ["ARN": .string(arn), "Name": "shop"])
        for (operation, answer) in answers { aws.on("secretsmanager.\(operation)", answer) }
        return aws
    }

    @Test("replaces a replica that has another key: removed first, then added")
    func replicas() async throws {
        let aws = aws()
        let olds: PropertyMap = [
            "name": "shop", "replicas": [["region": "eu-west-1"], ["region": "eu-west-2", "kmsKeyId": "a"]],
        ]
        let news = olds.merging([
            "forceOverwriteReplicaSecret": true,
            "replicas": [["region": "eu-west-1"], ["region": "eu-west-2", "kmsKeyId": "b"]],
        ])
        let request = UpdateRequest(id: arn, urn: urn(type), olds: olds, news: news, oldInputs: olds)
        _ = try await AWSProvider.scripted(aws).update(request, .test)
        let changes = aws.operations.filter { $0.contains("Region") }
        #expect(
            changes == ["secretsmanager.RemoveRegionsFromReplication", "secretsmanager.ReplicateSecretToRegions"]
        )
        let added = try #require(aws.inputs(of: "secretsmanager.ReplicateSecretToRegions").first)
        #expect(added["AddReplicaRegions"] == [["Region": "eu-west-2", "KmsKeyId": "b"]])
        #expect(added["ForceOverwriteReplicaSecret"] == true)
        #expect(aws.refusals == [])
    }

    @Test(
        "is deleted as its recovery window says, after its replicas",
        arguments: [(0, ["ForceDeleteWithoutRecovery": true]), (7, ["RecoveryWindowInDays": 7])]
            as [(PropertyValue, JSON.Object)]
    )
    func deletion(_ days: PropertyValue, _ members: JSON.Object) async throws {
        let aws = aws()
        let there: JSON = [
            "ARN": .string(arn), "Name": "shop", "ReplicationStatus": [["Region": "eu-west-1", "Status": "InSync"]],
        ]
        aws.on(
            "secretsmanager.DescribeSecret",
            sequence: [there, there, there.setting("2026-01-01T00:00:00Z", at: "DeletedDate")]
        )
        let inputs: PropertyMap = ["name": "shop", "recoveryWindowInDays": days]
        let request = DeleteRequest(id: arn, urn: urn(type), properties: inputs, oldInputs: inputs)
        try await AWSProvider.scripted(aws).delete(request, .test)
        let removed = aws.inputs(of: "secretsmanager.RemoveRegionsFromReplication").first
        #expect(removed?["RemoveReplicaRegions"] == ["eu-west-1"])
        let deletion = try #require(aws.inputs(of: "secretsmanager.DeleteSecret").first)
        #expect(deletion == JSON.Object([("SecretId", .string(arn))]).merging(members))
        #expect(aws.operations.filter { $0 == "secretsmanager.DescribeSecret" }.count == 3)
    }

    @Test("without a policy agrees with a program that says so", arguments: ["", "{}", "{ }"])
    func withoutPolicy(_ policy: String) async throws {
        let inputs: PropertyMap = ["name": "shop", "policy": .string(policy)]
        let request = ReadRequest(id: arn, urn: urn(type), properties: inputs, inputs: inputs)
        let read = try await AWSProvider.scripted(aws(["GetResourcePolicy": ["Name": "shop"]])).read(request, .test)
        #expect(read.inputs?["policy"] == .string(policy))
    }

    @Test("that was deleted under the same name says how to get on")
    func nameInRecovery() async throws {
        let aws = aws()
        aws.on("secretsmanager.CreateSecret") { _ in
            throw AWSFailure(code: "InvalidRequestException", message: "a secret is already scheduled for deletion.")
        }
        let request = CreateRequest(urn: urn(type), properties: ["name": "shop"])
        let provider = try await AWSProvider.scripted(aws)
        let error = await #expect(throws: (any Error).self) { try await provider.create(request, .test) }
        #expect(String(describing: error).contains("--force-delete-without-recovery"))
    }

    @Test("whose create was cut off is found by its name; its value, by being the current one")
    func search() async throws {
        let aws = aws([
            "GetSecretValue": [
                "ARN": .string(arn), "Name": "shop", "VersionId": "v1", "SecretString": "swordfish",
                "VersionStages": ["AWSCURRENT"],
            ]
        ])
        let provider = try await AWSProvider.scripted(aws)
        #expect(try await provider.find(ReadRequest(urn: urn(type), inputs: ["name": "shop"]), .test).id == arn)
        for (value, id) in [("swordfish", "\(arn)|v1"), ("herring", "")] {
            let inputs: PropertyMap = ["secretId": .string(arn), "secretString": .string(value)]
            let found = try await provider.find(ReadRequest(urn: urn(versionType), inputs: inputs), .test)
            #expect(found.id == id)
        }
        #expect(aws.refusals == [])
    }

    @Test("gives up its value by taking the stages away, but for the current one")
    func valueDeletion() async throws {
        let aws = aws()
        func value(_ stages: JSON) -> JSON { ["ARN": .string(arn), "VersionId": "v1", "VersionStages": stages] }
        aws.on(
            "secretsmanager.GetSecretValue",
            sequence: [value(["AWSCURRENT", "blue"]), value(["AWSCURRENT", "blue"]), value(["AWSCURRENT"])]
        )
        let state: PropertyMap = ["secretId": .string(arn), "versionId": "v1"]
        let request = DeleteRequest(id: "\(arn)|v1", urn: urn(versionType), properties: state)
        try await AWSProvider.scripted(aws).delete(request, .test)
        let removed = aws.inputs(of: "secretsmanager.UpdateSecretVersionStage")
        #expect(removed.map { $0["VersionStage"] } == ["blue"])
        #expect(removed.first?["RemoveFromVersionId"] == "v1")
    }

    @Test(
        "and its values are gone when AWS says that the secret is deleted",
        arguments: [
            "because it was deleted", "because it was marked for deletion", "that's currently marked deleted.",
        ]
    )
    func gone(_ reason: String) async throws {
        let aws = aws()
        aws.on("secretsmanager.GetSecretValue") { _ in
            throw AWSFailure(code: "InvalidRequestException", message: "You can't perform this operation \(reason)")
        }
        let state: PropertyMap = ["secretId": .string(arn), "versionId": "v1"]
        let request = ReadRequest(id: "\(arn)|v1", urn: urn(versionType), properties: state, inputs: state)
        #expect(try await AWSProvider.scripted(aws).read(request, .test).id == "")
    }

    @Test("is imported with its version by an id with both")
    func importForm() async throws {
        let provider = try await AWSProvider.scripted(aws())
        let error = await #expect(throws: (any Error).self) {
            try await provider.read(ReadRequest(id: arn, urn: urn(versionType)), .test)
        }
        #expect(String(describing: error).contains("SECRET-ARN|VERSION-ID"))
    }
}
