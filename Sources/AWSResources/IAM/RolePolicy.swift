import AWSClient
import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:iam/rolePolicy:RolePolicy`; its id is made of the role's name and its own.
    static let rolePolicy = ResourceDescriptor(
        type: "aws:iam/rolePolicy:RolePolicy",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["role": "RoleName", "name": "PolicyName", "policy": "PolicyDocument"]
        ),
        create: .call("iam.PutRolePolicy"),
        read: .lookup { outputs, found, _ in
            outputs["policy"] = found.object["PolicyDocument"]?.string.map { .string(PercentEncoding.decode($0[...])) }
        },
        update: [
            .call("iam.PutRolePolicy", changed: ["policy"], of: ["RoleName": "{role}", "PolicyName": "{name}"])
        ],
        delete: .call("iam.DeleteRolePolicy", ["RoleName": "{role}", "PolicyName": "{name}"])
    )
}
