import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:iam/policy:Policy`: a managed policy; its id is the ARN.
    static let policy = ResourceDescriptor(
        type: "aws:iam/policy:Policy",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["name": "PolicyName", "policy": "PolicyDocument"]
        ),
        tagging: .iam("Policy", by: "PolicyArn"),
        local: ["delayAfterPolicyCreationInMs"],
        create: .call("iam.CreatePolicy"),
        search: .list("iam.ListPolicies", "Policies", id: "Arn") { policy, resource in
            policy["PolicyName"]?.string == resource.inputs["name"]?.string
        } _: { policy in
            policy.text("name") == nil ? nil : ["Scope": "Local", "PathPrefix": .string(policy.text("path") ?? "/")]
        },
        read: .lookup { outputs, found, policy in
            let version = JSON.Object([
                ("PolicyArn", .string(policy.id)), ("VersionId", found.object["DefaultVersionId"] ?? "v1"),
            ])
            let document = try await policy.find("iam.GetPolicyVersion", version)?.at("PolicyVersion.Document")
            outputs["policy"] = .string(PolicyDocument.text(document))
        },
        update: [UpdateStep(["policy"], run: PolicyVersions.add)],
        delete: DeleteStep { policy in
            for version in try await PolicyVersions.others(of: policy) {
                try await policy.callUnlessGone("iam.DeletePolicyVersion", version)
            }
            try await policy.callUnlessGone("iam.DeletePolicy", ["PolicyArn": .string(policy.id)])
        }
    )
}

/// The versions of a managed policy: a change adds one, and IAM keeps at most five.
private enum PolicyVersions {
    private static let most = 5

    /// Makes the program's text the default version, in the place of the oldest one if there are five.
    @Sendable static func add(to policy: ResourceOperation) async throws {
        let others = try await others(of: policy)
        if others.count >= most - 1, let oldest = others.first {
            try await policy.callUnlessGone("iam.DeletePolicyVersion", oldest)
        }
        let pause = policy.inputs["delayAfterPolicyCreationInMs"]?.number ?? 0
        var version = policy.members(["policy"])
        version["PolicyArn"] = .string(policy.id)
        version["SetAsDefault"] = .bool(pause == 0)
        let answer = try await policy.call("iam.CreatePolicyVersion", version)
        guard pause > 0, let id = answer.at("PolicyVersion.VersionId") else { return }
        try await policy.session.clock.sleep(.milliseconds(pause))
        try await policy.call(
            "iam.SetDefaultPolicyVersion",
            ["PolicyArn": .string(policy.id), "VersionId": id]
        )
    }

    /// Returns the members that identify each version but the default one, the oldest first.
    static func others(of policy: ResourceOperation) async throws -> [JSON.Object] {
        let answer = try await policy.findAll("iam.ListPolicyVersions", ["PolicyArn": .string(policy.id)])
        return (answer?.list(at: "Versions") ?? [])
            .filter { $0["IsDefaultVersion"]?.bool != true }
            .compactMap { $0["VersionId"]?.string }
            .sorted { Int($0.dropFirst()) ?? 0 < Int($1.dropFirst()) ?? 0 }
            .map { ["PolicyArn": .string(policy.id), "VersionId": .string($0)] }
    }
}
