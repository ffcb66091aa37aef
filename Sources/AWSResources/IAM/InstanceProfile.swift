import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:iam/instanceProfile:InstanceProfile`: at most one role for EC2 instances; its id is the name.
    static let instanceProfile = ResourceDescriptor(
        type: "aws:iam/instanceProfile:InstanceProfile",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["name": "InstanceProfileName", "uniqueId": "InstanceProfileId", "role": "RoleName"]
        ),
        tagging: .iam("InstanceProfile"),
        create: .call("iam.CreateInstanceProfile", except: ["role"]),
        afterCreate: { profile in try await setRole(profile, from: nil) },
        read: .lookup { outputs, found, _ in
            outputs["role"] = found.object["Roles"]?[0]?["RoleName"]?.string.map(PropertyValue.string)
        },
        update: [
            UpdateStep(["role"]) { profile in try await setRole(profile, from: profile.state["role"]?.string) }
        ],
        delete: DeleteStep { profile in
            let found = try await profile.lookUp()?.object["Roles"]?.array ?? []
            for role in found.compactMap({ $0["RoleName"]?.string }) { try await remove(role, from: profile) }
            try await profile.callUnlessGone(
                "iam.DeleteInstanceProfile",
                ["InstanceProfileName": .string(profile.id)]
            )
        }
    )

    /// Puts the program's role in the place of another one.
    private static func setRole(_ profile: ResourceOperation, from old: String?) async throws {
        let role = profile.text("role")
        if let old, !old.isEmpty { try await remove(old, from: profile) }
        guard let role, !role.isEmpty else { return }
        try await profile.call(
            "iam.AddRoleToInstanceProfile",
            ["InstanceProfileName": .string(profile.id), "RoleName": .string(role)]
        )
    }

    private static func remove(_ role: String, from profile: ResourceOperation) async throws {
        try await profile.callUnlessGone(
            "iam.RemoveRoleFromInstanceProfile",
            ["InstanceProfileName": .string(profile.id), "RoleName": .string(role)]
        )
    }
}
