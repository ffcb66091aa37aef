import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/securityGroup:SecurityGroup`.
    static let securityGroup = ResourceDescriptor(
        type: "aws:ec2/securityGroup:SecurityGroup",
        mapping: MemberMapping(style: .upperCamel, names: ["name": "GroupName"]),
        tagging: .ec2("security-group"),
        diff: DiffRules(equality: ["ingress": SecurityGroup.areEqual, "egress": SecurityGroup.areEqual]),
        local: ["revokeRulesOnDelete"],
        create: .call("ec2.CreateSecurityGroup", except: ["ingress", "egress"]),
        search: .ec2("ec2.DescribeSecurityGroups", "SecurityGroups", id: "GroupId", matchesByTags: false) { group in
            guard let name = group.inputs["name"]?.string else { throw Unsearchable(subject: group.subject) }
            return [("group-name", name), ("vpc-id", group.inputs["vpcId"]?.string)]
        },
        afterCreate: { group in
            // AWS lets everything out of a new group; a program that wants that says so.
            async let ingress: Void = SecurityGroup.setRules(.ingress, of: group)
            async let egress: Void = SecurityGroup.setRules(.egress, of: group)
            _ = try await (ingress, egress)
        },
        read: .lookup { SecurityGroup.complete(&$0, $1.object, $2) },
        update: [
            UpdateStep(["ingress"]) { try await SecurityGroup.setRules(.ingress, of: $0) },
            UpdateStep(["egress"]) { try await SecurityGroup.setRules(.egress, of: $0) },
        ],
        delete: DeleteStep(SecurityGroup.delete)
    )
}

/// The rules of a security group.
enum SecurityGroup {
    /// The direction of traffic.
    enum Direction: String, Sendable {
        case ingress
        case egress

        /// The member that lists the rules.
        var member: String { self == .ingress ? "IpPermissions" : "IpPermissionsEgress" }
        /// The end of the operations' names.
        var operation: String { self == .ingress ? "Ingress" : "Egress" }
    }

    /// True if two lists of rules let the same through.
    static let areEqual: DiffRules.Equality = { old, new, _ in
        Set(SecurityRule.atoms(old)) == Set(SecurityRule.atoms(new))
    }

    /// Makes the rules what the program asks for: revokes the others, then adds what is missing.
    static func setRules(_ direction: Direction, of group: ResourceOperation) async throws {
        guard group.inputs[direction.rawValue] != nil || group.kind == .create else { return }
        let wanted = SecurityRule.atoms(group.inputs[direction.rawValue] ?? [])
        let found = try await group.lookUp().map { SecurityRule.atoms(direction, of: $0.object) } ?? []
        try await change("Revoke", direction, found.filter { !wanted.contains($0) }, of: group)
        try await change("Authorize", direction, wanted.filter { !found.contains($0) }, of: group)
    }

    private static func change(
        _ verb: String,
        _ direction: Direction,
        _ atoms: [SecurityRule],
        of group: ResourceOperation
    ) async throws {
        guard !atoms.isEmpty else { return }
        let permissions = JSON.array(atoms.map { $0.permission(group: group.id) })
        let input: JSON.Object = ["GroupId": .string(group.id), "IpPermissions": permissions]
        do {
            try await group.call("ec2.\(verb)SecurityGroup\(direction.operation)", input)
        } catch  where verb == "Revoke" && AWSFailure(error)?.code == "InvalidPermission.NotFound" {
            return
        }
    }

    /// Completes the outputs with the rules in the grouping that the program chose.
    static func complete(_ outputs: inout PropertyMap, _ found: JSON, _ group: ResourceOperation) {
        for direction in [Direction.ingress, .egress] {
            let atoms = SecurityRule.atoms(direction, of: found)
            let given = group.inputs[direction.rawValue] ?? group.state[direction.rawValue]
            outputs[direction.rawValue] = .list(SecurityRule.rules(of: atoms, as: given?.list ?? []))
        }
    }

    @Sendable static func delete(_ group: ResourceOperation) async throws {
        guard let found = try await group.lookUp()?.object else { return }
        if group.isSet("revokeRulesOnDelete") {
            for direction in [Direction.ingress, .egress] {
                let atoms = SecurityRule.atoms(direction, of: found)
                try await change("Revoke", direction, atoms, of: group)
            }
        }
        try await group.callUnlessGone("ec2.DeleteSecurityGroup", ["GroupId": .string(group.id)])
    }
}
