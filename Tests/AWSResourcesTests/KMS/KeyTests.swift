import JSON
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

@Suite("A key")
struct KeyTests {
    private static let type = "aws:kms/key:Key"

    /// The operations that changed the key after its creation, in their order.
    private func changes(_ one: ShapedResource) -> [String] {
        let changing = ["Enable", "Disable", "Put", "Update"]
        return one.aws.operations.map { String($0.dropFirst("kms.".count)) }
            .filter { name in changing.contains { name.hasPrefix($0) } }
    }

    @Test("is rotated and disabled after it is made")
    func creation() async throws {
        let one = try await ShapedResource(
            Self.type,
            ["enableKeyRotation": true, "isEnabled": false, "rotationPeriodInDays": 90]
        )
        #expect(changes(one) == ["EnableKeyRotation", "DisableKey"])
        #expect(one.aws.inputs(of: "kms.EnableKeyRotation").first?["RotationPeriodInDays"] == 90)
        #expect(try await ShapedResource(Self.type, [:]).aws.inputs(of: "kms.DisableKey").isEmpty)
    }

    @Test("is enabled before it is changed, and disabled after that")
    func order() async throws {
        var one = try await ShapedResource(Self.type, ["isEnabled": false])
        let policy: PropertyValue =
            #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}"#
        let changed: PropertyMap = ["description": "orders", "enableKeyRotation": true, "policy": policy]
        try await one.update(to: one.checked(changed))
        #expect(changes(one).dropFirst() == ["EnableKey", "EnableKeyRotation", "UpdateKeyDescription", "PutKeyPolicy"])
        try await one.update(to: one.checked(changed.merging(["enableKeyRotation": false, "isEnabled": false])))
        #expect(changes(one).suffix(2) == ["DisableKeyRotation", "DisableKey"])
    }

    @Test(
        "says where its material is from",
        arguments: [
            ("cks-1", nil, "AWS_CLOUDHSM"), ("cks-1", "web", "EXTERNAL_KEY_STORE"), (nil, nil, nil),
        ] as [(String?, String?, JSON?)]
    )
    func origin(_ store: String?, _ key: String?, _ origin: JSON?) async throws {
        var inputs = PropertyMap()
        inputs["customKeyStoreId"] = store.map(PropertyValue.string)
        inputs["xksKeyId"] = key.map(PropertyValue.string)
        let one = try await ShapedResource(Self.type, inputs)
        #expect(one.aws.inputs(of: "kms.CreateKey").first?["Origin"] == origin)
    }

    @Test("is gone once its deletion is planned, as long after as the program says")
    func deletion() async throws {
        let aws = ScriptedAWS()
        aws.on(
            "kms.DescribeKey",
            { _ in ["KeyMetadata": ["KeyId": "1", "KeyState": "Enabled"]] },
            { _ in ["KeyMetadata": ["KeyId": "1", "KeyState": "PendingDeletion"]] }
        )
        let provider = try await AWSProvider.scripted(aws)
        let request = DeleteRequest(id: "1", urn: urn(Self.type), oldInputs: ["deletionWindowInDays": 7])
        try await provider.delete(request, .test)
        #expect(aws.inputs(of: "kms.ScheduleKeyDeletion").first?["PendingWindowInDays"] == 7)
        #expect(try await provider.read(ReadRequest(id: "1", urn: urn(Self.type)), .test).id == "")
    }

    @Test(
        "is made, changed, imported and deleted",
        .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
    )
    func life() async throws {
        let stack = try await TestStack.onMoto()
        let key = try await stack.create(Self.type, ["description": "orders", "tags": ["team": "shop"]])
        let changed = try await stack.update(
            key,
            ["description": "all orders", "enableKeyRotation": true, "tags": ["team": "web"]]
        )
        #expect(changed["description"] == "all orders")
        #expect(changed["enableKeyRotation"] == true)
        #expect(changed["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(key, as: key.id)["keyUsage"] == "ENCRYPT_DECRYPT")
        try await stack.deleteTwice()
    }
}
