import JSON
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

@Suite(
    "Secrets against local AWS",
    .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
)
struct MotoSecretTests {
    private let stack: TestStack

    init() async throws {
        stack = try await TestStack.onMoto()
    }

    @Test("a secret and its value are made, changed, imported and deleted")
    func secret() async throws {
        let secret = try await stack.create(
            "aws:secretsmanager/secret:Secret",
            ["name": "plain/password", "recoveryWindowInDays": 0, "tags": ["team": "shop"]]
        )
        #expect(secret.outputs["arn"] == .string(secret.id))
        let version = try await stack.create(
            "aws:secretsmanager/secretVersion:SecretVersion",
            ["secretId": .string(secret.id), "secretString": "swordfish"]
        )
        #expect(version.inputs["secretString"] == .secret("swordfish"))
        #expect(version.outputs["secretString"] == .secret("swordfish"))
        #expect(version.outputs["versionStages"] == ["AWSCURRENT"])
        let statement =
            #"{"Statement":[{"Action":"secretsmanager:GetSecretValue","Effect":"Deny","Principal":"*","Resource":"*"}]}"#
        let changed = try await stack.update(
            secret,
            ["description": "of the shop", "policy": .string(statement), "tags": ["team": "web"]]
        )
        #expect(changed["description"] == "of the shop")
        #expect(changed["policy"]?.string?.contains("Deny") == true)
        #expect(changed["tagsAll"] == ["team": "web"])
        let names = try await stack.provider.invoke(
            "aws:secretsmanager/getSecret:getSecret",
            ["name": "plain/password"]
        )
        #expect(names["arn"] == .string(secret.id))
        #expect(names["tags"] == ["team": "web"])
        #expect(names["createdDate"]?.string?.hasSuffix("Z") == true)
        let value = try await stack.provider.invoke(
            "aws:secretsmanager/getSecretVersion:getSecretVersion",
            ["secretId": .string(secret.id)]
        )
        #expect(value["secretString"] == .secret("swordfish"))
        #expect(value["id"] == .string("\(secret.id)|AWSCURRENT"))
        #expect(try await stack.imported(secret, as: secret.id)["name"] == "plain/password")
        let imported = try await stack.imported(version, as: version.id)
        #expect(imported["secretId"] == .string(secret.id))
        #expect(imported["secretString"] == .secret("swordfish"))
        try await stack.delete(version)
        try await stack.delete(version)
        try await stack.delete(secret)
        try await stack.delete(version)
        #expect(try await stack.exists(version) == false)
        #expect(try await stack.exists(secret) == false)
    }

    @Test("a secret with a recovery window is gone for the program, and so are its values")
    func recoveryWindow() async throws {
        let secret = try await stack.create(
            "aws:secretsmanager/secret:Secret",
            ["name": "plain/recoverable", "recoveryWindowInDays": 7]
        )
        let version = try await stack.create(
            "aws:secretsmanager/secretVersion:SecretVersion",
            ["secretId": .string(secret.id), "secretString": "swordfish"]
        )
        try await stack.delete(secret)
        #expect(try await stack.exists(secret) == false)
        #expect(try await stack.exists(version) == false)
        try await stack.delete(version)
    }

    @Test("a stage moves from one version to another")
    func stages() async throws {
        let secret = try await stack.create("aws:secretsmanager/secret:Secret", ["recoveryWindowInDays": 0])
        func version(_ value: PropertyValue, _ stages: PropertyValue) async throws -> TestStack.Made {
            try await stack.create(
                "aws:secretsmanager/secretVersion:SecretVersion",
                ["secretId": .string(secret.id), "secretString": value, "versionStages": stages]
            )
        }
        let first = try await version("swordfish", ["AWSCURRENT", "blue"])
        let second = try await version("herring", ["green"])
        let changed = try await stack.update(second, ["versionStages": ["AWSCURRENT", "green"]])
        #expect(changed["versionStages"]?.list?.contains("AWSCURRENT") == true)
        #expect(try await stack.imported(first, as: first.id)["secretString"] == .secret("swordfish"))
        try await stack.delete(second)
        try await stack.delete(first)
        try await stack.delete(secret)
    }
}
