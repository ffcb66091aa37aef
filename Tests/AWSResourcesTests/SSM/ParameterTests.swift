import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A parameter")
struct ParameterTests {
    private let type = "aws:ssm/parameter:Parameter"

    private func aws(_ type: JSON = "SecureString") -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("ssm.GetParameter", ["Parameter": ["Name": "/shop/key", "Type": type, "Value": "swordfish"]])
        aws.on("ssm.DescribeParameters", ["Parameters": [["KeyId": "alias/aws/ssm", "Tier": "Standard"]]])
        return aws
    }

    @Test("that overwrites is made without tags, and gets them by a call of their own")
    func overwriting() async throws {
        let aws = aws()
        let inputs: PropertyMap = [
            "name": "/shop/key", "type": "SecureString", "value": "swordfish", "overwrite": true,
            "tags": ["team": "shop"],
        ]
        _ = try await AWSProvider.scripted(aws).create(CreateRequest(urn: urn(type), properties: inputs), .test)
        let put = try #require(aws.inputs(of: "ssm.PutParameter").first)
        #expect(put["Overwrite"] == true)
        #expect(put["Tags"] == nil)
        #expect(aws.inputs(of: "ssm.AddTagsToResource").first?["Tags"] == [["Key": "team", "Value": "shop"]])
    }

    @Test("is written without its tier where AWS does not know tiers")
    func withoutTiers() async throws {
        let aws = aws()
        aws.on(
            "ssm.PutParameter",
            { _ in throw AWSFailure(code: "ValidationException", message: "Tier is not supported here") },
            { _ in [:] }
        )
        let inputs: PropertyMap = ["name": "/shop/key", "type": "String", "value": "on", "tier": "Standard"]
        _ = try await AWSProvider.scripted(aws).create(CreateRequest(urn: urn(type), properties: inputs), .test)
        #expect(aws.inputs(of: "ssm.PutParameter").map { $0["Tier"] } == ["Standard", .null])
    }

    @Test("keeps its key and tier when only its description changes")
    func kept() async throws {
        let aws = aws()
        let olds: PropertyMap = ["name": "/shop/key", "type": "SecureString", "value": "swordfish"]
        let state = olds.merging(["keyId": "alias/shop", "tier": "Advanced"])
        let news = olds.merging(["description": "new"])
        let request = UpdateRequest(id: "/shop/key", urn: urn(type), olds: state, news: news, oldInputs: olds)
        _ = try await AWSProvider.scripted(aws).update(request, .test)
        let put = try #require(aws.inputs(of: "ssm.PutParameter").first)
        #expect(put["KeyId"] == "alias/shop")
        #expect(put["Tier"] == "Advanced")
        #expect(put["Description"] == "new")
        #expect(put["Value"] == "swordfish")
    }

    @Test(
        "of another tier is replaced only where AWS cannot lower it",
        arguments: [("Advanced", "Standard", ["tier"]), ("Standard", "Advanced", [])]
    )
    func tier(_ old: PropertyValue, _ new: PropertyValue, _ replaces: [String]) async throws {
        let olds: PropertyMap = ["name": "/shop/key", "type": "String", "value": "on", "tier": old]
        let news = olds.merging(["tier": new])
        let request = DiffRequest(id: "/shop/key", urn: urn(type), olds: olds, news: news, oldInputs: olds)
        #expect(try await AWSProvider.scripted().diff(request, .test).replaces == replaces)
    }

    @Test("whose value is too long is refused without the value in the message")
    func hiddenValue() async throws {
        let value = PropertyValue.string(String(repeating: "swordfish", count: 1_000))
        let news: PropertyMap = ["name": "/shop/key", "type": "SecureString", "value": value]
        let failures = try await AWSProvider.scripted().check(CheckRequest(urn: urn(type), news: news), .test).failures
        #expect(failures.map(\.property) == ["value"])
        #expect(failures.first?.reason.contains("swordfish") == false)
    }

    @Test("that is secure takes no insecure value")
    func insecure() async throws {
        let news: PropertyMap = ["name": "/shop/key", "type": "SecureString", "insecureValue": "swordfish"]
        let failures = try await AWSProvider.scripted().check(CheckRequest(urn: urn(type), news: news), .test).failures
        #expect(failures.map(\.property) == ["type"])
    }
}
