import AWSClient
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
        rules: [InputRule(check: SecurityGroup.faults)],
        local: ["revokeRulesOnDelete"],
        create: { group in
            let input = group.members(except: ["ingress", "egress"]).merging(group.tagMembers)
            let answer = try await group.call("ec2.CreateSecurityGroup", input)
            return try Created(answer, id: "GroupId", of: "ec2.CreateSecurityGroup")
        },
        search: .ec2("ec2.DescribeSecurityGroups", "SecurityGroups", id: "GroupId", goesByTags: false) { group in
            guard let name = group.inputs["name"]?.string else { throw Unsearchable(subject: group.subject) }
            return [("group-name", name), ("vpc-id", group.inputs["vpcId"]?.string)]
        },
        finish: { group in
            try await SecurityGroup.waitUntilVisible(group)
            // AWS lets everything out of a new group; a program that wants that says so.
            async let ingress: Void = SecurityGroup.setRules(.ingress, of: group)
            async let egress: Void = SecurityGroup.setRules(.egress, of: group)
            _ = try await (ingress, egress)
        },
        read: SecurityGroup.read,
        update: [
            UpdateStep(["ingress"]) { try await SecurityGroup.setRules(.ingress, of: $0) },
            UpdateStep(["egress"]) { try await SecurityGroup.setRules(.egress, of: $0) },
        ],
        delete: SecurityGroup.delete,
        propagation: .seconds(300)
    )
}

/// What is a security group's own: its rules.
enum SecurityGroup {
    /// Which way traffic goes.
    enum Direction: String, Sendable {
        case ingress
        case egress

        /// The member that lists the rules.
        var member: String { self == .ingress ? "IpPermissions" : "IpPermissionsEgress" }
        /// The end of the operations' names.
        var operation: String { self == .ingress ? "Ingress" : "Egress" }
    }

    /// Whether two lists of rules let the same through.
    static let areEqual: DiffRules.Equality = { old, new, _ in
        Set(SecurityRule.atoms(old)) == Set(SecurityRule.atoms(new))
    }

    @Sendable static func faults(_ inputs: PropertyMap) -> [InputFault] {
        ["ingress", "egress"].flatMap { name in
            (inputs[name]?.list ?? []).enumerated().compactMap { index, rule in
                guard let map = rule.map, !rule.containsUnknowns, SecurityRule.atoms([rule]).isEmpty else { return nil }
                let reason =
                    map["protocol"] == nil
                    ? "A rule needs a protocol."
                    : "A rule must name where traffic comes from or goes to: cidrBlocks, ipv6CidrBlocks, "
                        + "prefixListIds, securityGroups or self."
                return InputFault(property: "\(name)[\(index)]", reason: reason)
            }
        }
    }

    static func describe(_ group: ResourceOperation) async throws -> JSON? {
        let input: JSON.Object = ["GroupIds": [.string(group.id)]]
        let found = try await group.find("ec2.DescribeSecurityGroups", input)?.at("SecurityGroups[0]")
        return found?["GroupId"]?.string == group.id ? found : nil
    }

    /// Waits until three reads in a row see the new group: AWS's answers come from several places.
    static func waitUntilVisible(_ group: ResourceOperation) async throws {
        for _ in 0..<3 {
            try await group.wait(for: group.subject, upTo: group.limit()) {
                try await describe(group) == nil ? .pending("not visible yet") : .ready(())
            }
        }
    }

    /// Makes the rules what the program asks for: revokes the others, then adds what is missing.
    static func setRules(_ direction: Direction, of group: ResourceOperation) async throws {
        guard group.inputs[direction.rawValue] != nil || group.kind == .create else { return }
        let wanted = SecurityRule.atoms(group.inputs[direction.rawValue] ?? [])
        let found = SecurityRule.atoms(try await describe(group)?[direction.member], group: group.id)
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
            _ = try await group.call("ec2.\(verb)SecurityGroup\(direction.operation)", input)
        } catch  where verb == "Revoke" && AWSFailure(error)?.code == "InvalidPermission.NotFound" {
            return
        }
    }

    @Sendable static func read(_ group: ResourceOperation) async throws -> PropertyMap? {
        guard let found = try await describe(group) else { return nil }
        var outputs = group.properties(of: found)
        let owner = found["OwnerId"]?.string ?? ""
        let region = group.region ?? ""
        let partition = AWSClient.partition(ofRegion: region).id
        outputs["arn"] = .string("arn:\(partition):ec2:\(region):\(owner):security-group/\(group.id)")
        for direction in [Direction.ingress, .egress] {
            let atoms = SecurityRule.atoms(found[direction.member], group: group.id)
            let given = group.inputs[direction.rawValue] ?? group.state[direction.rawValue]
            outputs[direction.rawValue] = .list(SecurityRule.rules(of: atoms, as: given?.list ?? []))
        }
        return outputs.merging(group.tagOutputs(Tagging.read(found["Tags"])))
    }

    @Sendable static func delete(_ group: ResourceOperation) async throws {
        guard let found = try await describe(group) else { return }
        if group.flag("revokeRulesOnDelete") || group.state["revokeRulesOnDelete"]?.bool == true {
            for direction in [Direction.ingress, .egress] {
                let atoms = SecurityRule.atoms(found[direction.member], group: group.id)
                try await change("Revoke", direction, atoms, of: group)
            }
        }
        try await group.callUnlessGone("ec2.DeleteSecurityGroup", ["GroupId": .string(group.id)])
        try await group.wait(for: "\(group.subject) to be deleted", upTo: .seconds(300)) {
            try await describe(group) == nil ? .ready(()) : .pending("still there")
        }
    }
}
