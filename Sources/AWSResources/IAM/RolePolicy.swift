import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:iam/rolePolicy:RolePolicy`; its id is role and name.
    static let rolePolicy = ResourceDescriptor(
        type: "aws:iam/rolePolicy:RolePolicy",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["role": "RoleName", "name": "PolicyName", "policy": "PolicyDocument"]
        ),
        create: .call("iam.PutRolePolicy"),
        read: .lookup { outputs, found, _ in
            outputs["policy"] = .string(PolicyDocument.text(found.object["PolicyDocument"]))
        },
        update: [.call("iam.PutRolePolicy", changed: ["policy"], of: identity)],
        delete: .call("iam.DeleteRolePolicy", identity)
    )

    private static let identity: JSON.Object = ["RoleName": "{role}", "PolicyName": "{name}"]
}
