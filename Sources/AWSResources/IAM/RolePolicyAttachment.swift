import JSON
import PulumiProtocol

extension ResourceDescriptor {
    /// `aws:iam/rolePolicyAttachment:RolePolicyAttachment`.
    ///
    /// Its id is role and policy; that of older states was the role with a suffix, so only the properties tell what is
    /// meant.
    static let rolePolicyAttachment = ResourceDescriptor(
        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        mapping: MemberMapping(style: .upperCamel, names: ["role": "RoleName"]),
        create: { attachment in
            let pair = AttachedPolicy(attachment)
            _ = try await attachment.call("iam.AttachRolePolicy", pair.members)
            return Created(id: "\(pair.role)/\(pair.policyARN)")
        },
        search: .id { attachment in
            let pair = AttachedPolicy(attachment)
            return "\(pair.role)/\(pair.policyARN)"
        },
        read: { attachment in
            let pair = AttachedPolicy(attachment)
            let list = try await attachment.findAll("iam.ListAttachedRolePolicies", ["RoleName": .string(pair.role)])
            let arns = (list?.list(at: "AttachedPolicies") ?? []).compactMap { $0["PolicyArn"]?.string }
            guard arns.contains(pair.policyARN) else { return nil }
            return ["role": .string(pair.role), "policyArn": .string(pair.policyARN)]
        },
        delete: { attachment in
            try await attachment.callUnlessGone("iam.DetachRolePolicy", AttachedPolicy(attachment).members)
        },
        propagation: .seconds(120)
    )
}

/// A role and the policy attached to it.
private struct AttachedPolicy {
    let role: String
    let policyARN: String

    init(_ attachment: ResourceOperation) {
        // An import knows the id alone: `role/policyArn`.
        let parts = attachment.id.split(separator: "/", maxSplits: 1).map(String.init)
        role = attachment.text("role") ?? parts.first ?? ""
        policyARN = attachment.text("policyArn") ?? (parts.count > 1 ? parts[1] : "")
    }

    var members: JSON.Object { ["RoleName": .string(role), "PolicyArn": .string(policyARN)] }
}
