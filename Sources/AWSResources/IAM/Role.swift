import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:iam/role:Role`; its id is the name.
    static let role = ResourceDescriptor(
        type: "aws:iam/role:Role",
        mapping: MemberMapping(
            style: .upperCamel,
            names: [
                "name": "RoleName", "assumeRolePolicy": "AssumeRolePolicyDocument", "uniqueId": "RoleId",
                "inlinePolicies.name": "PolicyName", "inlinePolicies.policy": "PolicyDocument",
            ]
        ),
        tagging: .iam("Role"),
        local: ["forceDetachPolicies"],
        create: .call("iam.CreateRole", except: ["inlinePolicies", "managedPolicyArns"]),
        afterCreate: { role in
            async let inline: Void = RolePolicies.setInline(role)
            async let managed: Void = RolePolicies.setManaged(role)
            _ = try await (inline, managed)
        },
        read: ReadStep(RolePolicies.read),
        update: [
            .call("iam.UpdateAssumeRolePolicy", changed: ["assumeRolePolicy"], of: ["RoleName": "{id}"]) { members, _ in
                members["PolicyDocument"] = members["AssumeRolePolicyDocument"]
                members["AssumeRolePolicyDocument"] = nil
            },
            .call("iam.UpdateRole", changed: ["description", "maxSessionDuration"], of: ["RoleName": "{id}"]),
            .set(
                "permissionsBoundary",
                "iam.PutRolePermissionsBoundary",
                orClear: "iam.DeleteRolePermissionsBoundary",
                of: ["RoleName": "{id}"]
            ),
            UpdateStep(["inlinePolicies"], run: RolePolicies.setInline),
            UpdateStep(["managedPolicyArns"], run: RolePolicies.setManaged),
        ],
        delete: DeleteStep { role in
            try await RolePolicies.clear(role)
            try await role.callUnlessGone("iam.DeleteRole", ["RoleName": .string(role.id)])
        }
    )
}

/// The policies of a role, and what else must go before the role can.
private enum RolePolicies {
    @Sendable static func read(_ role: ResourceOperation) async throws -> PropertyMap? {
        let name: JSON.Object = ["RoleName": .string(role.id)]
        async let described = role.lookUp()
        async let managed = role.findAll("iam.ListAttachedRolePolicies", name)
        async let inline = inlinePolicies(role)
        guard let found = try await described?.object else {
            _ = try await (managed, inline)
            return nil
        }
        var outputs = role.properties(of: found)
        outputs["assumeRolePolicy"] = .string(PolicyDocument.text(found["AssumeRolePolicyDocument"]))
        outputs["permissionsBoundary"] = found.text(at: "PermissionsBoundary.PermissionsBoundaryArn")
            .map(PropertyValue.string)
        let arns = try await managed?.list(at: "AttachedPolicies").compactMap { $0["PolicyArn"]?.string } ?? []
        outputs["managedPolicyArns"] = .list(arns.map(PropertyValue.string))
        outputs["inlinePolicies"] = .list(
            try await inline.map { ["name": .string($0.name), "policy": .string($0.document)] }
        )
        return outputs.merging(role.tagOutputs(Tagging.read(found["Tags"])))
    }

    private static func inlinePolicies(_ role: ResourceOperation) async throws -> [(name: String, document: String)] {
        let name: JSON.Object = ["RoleName": .string(role.id)]
        let names =
            try await role.findAll("iam.ListRolePolicies", name)?.list(at: "PolicyNames").compactMap(\.string) ?? []
        return try await withThrowingTaskGroup(of: (name: String, document: String).self) { group in
            for policy in names {
                group.addTask {
                    let input = name.merging(["PolicyName": .string(policy)])
                    let found = try await role.find("iam.GetRolePolicy", input)
                    return (policy, PolicyDocument.text(found?["PolicyDocument"]))
                }
            }
            var policies: [(name: String, document: String)] = []
            for try await policy in group { policies.append(policy) }
            return policies.sorted { $0.name < $1.name }
        }
    }

    /// Puts the program's inline policies, and removes those it no longer has.
    ///
    /// Absent means "not ours to manage".
    @Sendable static func setInline(_ role: ResourceOperation) async throws {
        guard let wanted = role.inputs["inlinePolicies"]?.list else { return }
        let name: JSON.Object = ["RoleName": .string(role.id)]
        // An entry without a policy stands for "none at all".
        let policies = wanted.compactMap(\.map).filter { $0["policy"]?.string?.isEmpty == false }
        let kept = Set(policies.compactMap { $0["name"]?.string })
        if role.kind == .update {
            for policy in try await inlinePolicies(role) where !kept.contains(policy.name) {
                try await role.callUnlessGone(
                    "iam.DeleteRolePolicy",
                    name.merging(["PolicyName": .string(policy.name)])
                )
            }
        }
        for policy in policies {
            let input: JSON.Object = [
                "PolicyName": policy["name"]?.plainJSON ?? "", "PolicyDocument": policy["policy"]?.plainJSON ?? "",
            ]
            try await role.call("iam.PutRolePolicy", name.merging(input))
        }
    }

    /// Attaches the program's managed policies, and detaches those it no longer has.
    @Sendable static func setManaged(_ role: ResourceOperation) async throws {
        let found = role.kind == .create ? [] : try await attached(role)
        try await role.change(list: "managedPolicyArns", of: ["RoleName": "{id}"], current: found)
    }

    private static func attached(_ role: ResourceOperation) async throws -> [String] {
        let answer = try await role.findAll("iam.ListAttachedRolePolicies", ["RoleName": .string(role.id)])
        return (answer?.list(at: "AttachedPolicies") ?? []).compactMap { $0["PolicyArn"]?.string }
    }

    /// Takes the role out of instance profiles, and removes the policies that it manages itself: all of them if the
    /// program says so.
    ///
    /// Policies attached outside this resource are kept; IAM then rejects `DeleteRole`.
    static func clear(_ role: ResourceOperation) async throws {
        let name: JSON.Object = ["RoleName": .string(role.id)]
        let profiles =
            try await role.findAll("iam.ListInstanceProfilesForRole", name)?.list(at: "InstanceProfiles") ?? []
        for profile in profiles {
            let input = name.merging(["InstanceProfileName": profile["InstanceProfileName"] ?? ""])
            try await role.callUnlessGone("iam.RemoveRoleFromInstanceProfile", input)
        }
        let isForced = role.isSet("forceDetachPolicies")
        if isForced || role.inputs["managedPolicyArns"] != nil {
            for arn in try await attached(role) {
                try await role.callUnlessGone("iam.DetachRolePolicy", name.merging(["PolicyArn": .string(arn)]))
            }
        }
        // A program that no longer speaks of inline policies leaves them in place, and so in the state.
        let hasInline = role.inputs["inlinePolicies"] != nil || role.state["inlinePolicies"]?.list?.isEmpty == false
        if isForced || hasInline {
            for policy in try await inlinePolicies(role) {
                let input = name.merging(["PolicyName": .string(policy.name)])
                try await role.callUnlessGone("iam.DeleteRolePolicy", input)
            }
        }
    }
}
