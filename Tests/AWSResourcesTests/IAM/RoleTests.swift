import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A role")
struct RoleTests {
    private static let type = "aws:iam/role:Role"

    @Test("gets back the standard session of an hour when the program gives none")
    func sessionDuration() async throws {
        let olds: PropertyMap = [
            "name": "web", "assumeRolePolicy": "{}", "maxSessionDuration": 7200, "description": "shop",
        ]
        var one = try await ShapedResource(Self.type, olds)
        try await one.update(to: one.checked(["name": "web", "assumeRolePolicy": "{}"]))
        let sent = one.aws.inputs(of: "iam.UpdateRole")
        #expect(sent == [["RoleName": "web", "Description": "", "MaxSessionDuration": 3600]])
    }

    @Test("that still exists is not said to be gone when a policy of its program does not exist")
    func missingPolicy() async throws {
        let inputs: PropertyMap = ["name": "web", "assumeRolePolicy": "{}", "managedPolicyArns": []]
        var one = try await ShapedResource(Self.type, inputs)
        let failure = AWSFailure(code: "NoSuchEntity", message: "Policy arn:aws:iam::1:policy/a does not exist")
        one.aws.on("iam.AttachRolePolicy") { _ in throw failure }
        let news = try await one.checked(inputs.merging(["managedPolicyArns": ["arn:aws:iam::1:policy/a"]]))
        let error = try await #require(throws: ResourceInitFailure.self) { try await one.update(to: news) }
        #expect(error.reasons.first?.contains("policy/a does not exist") == true)
    }

    @Test("leaves its instance profiles, and loses the policies that the program manages, before it is deleted")
    func deletion() async throws {
        let aws = ScriptedAWS()
        aws.on("iam.ListInstanceProfilesForRole", ["InstanceProfiles": [["InstanceProfileName": "host"]]])
        aws.on("iam.ListAttachedRolePolicies", ["AttachedPolicies": [["PolicyArn": "arn:a"]]])
        aws.on("iam.ListRolePolicies", ["PolicyNames": ["own"]])
        let provider = try await AWSProvider.scripted(aws)
        let request = DeleteRequest(id: "web", urn: urn(Self.type), oldInputs: ["forceDetachPolicies": true])
        try await provider.delete(request, .test)
        #expect(aws.inputs(of: "iam.RemoveRoleFromInstanceProfile").first?["InstanceProfileName"] == "host")
        #expect(aws.inputs(of: "iam.DetachRolePolicy").first?["PolicyArn"] == "arn:a")
        #expect(aws.inputs(of: "iam.DeleteRolePolicy").first?["PolicyName"] == "own")
        #expect(aws.operations.last == "iam.DeleteRole")
    }
}
