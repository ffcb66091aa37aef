import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:iam/rolePolicyAttachment:RolePolicyAttachment`.
    ///
    /// Its id is role and policy. Older states have the role and a suffix, so that only the properties tell them.
    static let rolePolicyAttachment = ResourceDescriptor(
        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        mapping: MemberMapping(style: .upperCamel, names: ["role": "RoleName"]),
        create: .call("iam.AttachRolePolicy"),
        read: .lookup { outputs, _, attachment in outputs["role"] = attachment.text("role").map { .string($0) } },
        delete: .call("iam.DetachRolePolicy", ["RoleName": "{role}", "PolicyArn": "{policyArn}"])
    )
}
