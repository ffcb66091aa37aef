import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/securityGroupRule:SecurityGroupRule`: one range of ports, and any number of sources or destinations.
    ///
    /// Its id is a checksum of all but the description.
    static let securityGroupRule = ResourceDescriptor(
        type: "aws:ec2/securityGroupRule:SecurityGroupRule",
        mapping: MemberMapping(style: .upperCamel),
        create: CreateStep { rule in
            let given = GroupRule(rule)
            try await rule.call("ec2.AuthorizeSecurityGroup\(given.direction.operation)", given.members)
            return Created(id: given.id)
        },
        search: Search { [Created(id: GroupRule($0).id)] },
        imported: GroupRule.imported,
        read: ReadStep { rule in
            let given = GroupRule(rule)
            let found = try await given.find(rule)
            guard given.atoms.allSatisfy({ found[$0.undescribed] != nil }) else { return nil }
            var outputs = given.properties
            let first = given.atoms.first.flatMap { found[$0.undescribed] }
            outputs["id"] = .string(given.id)
            outputs["description"] = .string(first?["Description"]?.string ?? "")
            let id = given.atoms.count == 1 ? first?["SecurityGroupRuleId"]?.string : nil
            outputs["securityGroupRuleId"] = .string(id ?? "")
            return outputs
        },
        update: [
            UpdateStep(["description"]) { rule in
                let given = GroupRule(rule)
                let operation = "ec2.UpdateSecurityGroupRuleDescriptions\(given.direction.operation)"
                try await rule.call(operation, given.members)
            }
        ],
        delete: DeleteStep { rule in
            let given = GroupRule(rule)
            try await rule.callUnlessGone("ec2.RevokeSecurityGroup\(given.direction.operation)", given.members)
        }
    )
}

/// A rule as its program or its state describes it.
private struct GroupRule {
    /// All but the description.
    let properties: PropertyMap
    let group: String
    let direction: SecurityGroup.Direction
    /// The rule, a part for each source or destination.
    let atoms: [SecurityRule]

    init(_ rule: ResourceOperation) {
        properties = rule.state.merging(rule.inputs).filter {
            rule.schema.inputs[$0.key] != nil && $0.key != "description"
        }
        group = properties["securityGroupId"]?.string ?? ""
        direction = SecurityGroup.Direction(rawValue: properties["type"]?.string ?? "") ?? .ingress
        var described = properties
        described["description"] = rule.inputs["description"]
        // A group that names itself is found as such.
        if let peer = properties["sourceSecurityGroupId"]?.string, !peer.isEmpty {
            if peer == group { described["self"] = true } else { described["securityGroups"] = [.string(peer)] }
        }
        atoms = SecurityRule.atoms([.map(described)])
    }

    /// The members of a call about all parts of the rule.
    var members: JSON.Object {
        ["GroupId": .string(group), "IpPermissions": .array(atoms.map { $0.permission(group: group) })]
    }

    /// AWS's rules of the group in that direction, by what they let through.
    func find(_ rule: ResourceOperation) async throws -> [SecurityRule: JSON] {
        let filters: JSON = [["Name": "group-id", "Values": [.string(group)]]]
        let found = try await rule.findAll("ec2.DescribeSecurityGroupRules", ["Filters": filters])
        let rules = found?.list(at: "SecurityGroupRules") ?? []
        let pairs = rules.filter { $0["IsEgress"]?.bool == (direction == .egress) }
            .compactMap { json in SecurityRule(found: json).map { ($0.undescribed, json) } }
        return Dictionary(pairs) { first, _ in first }
    }

    // MARK: Id

    /// The id as the AWS provider makes it: a checksum of the ports that are not zero, the protocol, and the peers by
    /// kind in their order.
    var id: String {
        let atom = atoms.first
        let ports = [atom?.fromPort, atom?.toPort].compactMap { $0 }.filter { $0 > 0 }.map { "\($0)-" }
        let texts = Dictionary(grouping: atoms.map { text($0.peer) }, by: \.kind)
            .sorted { $0.key < $1.key }
            .flatMap { $0.value.map(\.text).sorted() }
        let key = ["\(group)-"] + ports + ["\(atom?.protocol ?? "")-", "\(direction.rawValue)-"] + texts
        return "sgrule-\(CRC32.checksum(key.joined()))"
    }

    private func text(_ peer: SecurityRule.Peer) -> (kind: Int, text: String) {
        switch peer {
        case .cidr(let text): (0, "\(text)-")
        case .cidr6(let text): (1, "\(text)-")
        case .prefixList(let text): (2, "\(text)-")
        // A second dash stands for the group's name, which only groups outside of VPCs went by.
        case .group(let text): (3, "\(text.split(separator: "/").last ?? "")--")
        case .own: (3, "\(group)--")
        }
    }

    // MARK: Import

    /// The properties that a text such as `sg-1_ingress_tcp_80_80_10.0.0.0/8` tells.
    ///
    /// - Throws: ``ImportFormError`` for a text of another form.
    @Sendable static func imported(_ rule: ResourceOperation) throws -> PropertyMap {
        let parts = rule.id.split(separator: "_").map(String.init)
        guard parts.count > 5, parts[0].hasPrefix("sg-"), SecurityGroup.Direction(rawValue: parts[1]) != nil,
            let from = Double(parts[3]), let to = Double(parts[4])
        else {
            let form = "GROUP_ingress|egress_PROTOCOL_FROM_TO_SOURCE[_SOURCE…]"
            throw ImportFormError(type: rule.schema.token, id: rule.id, form: form)
        }
        var properties: PropertyMap = [
            "securityGroupId": .string(parts[0]), "type": .string(parts[1]), "protocol": .string(parts[2]),
            "fromPort": .number(from), "toPort": .number(to), "self": false,
        ]
        for source in parts.dropFirst(5) {
            if source == "self" {
                properties["self"] = true
            } else if source.firstRange(of: "sg-") != nil {
                properties["sourceSecurityGroupId"] = .string(source)
            } else {
                let list =
                    source.hasPrefix("pl-") ? "prefixListIds" : source.contains(":") ? "ipv6CidrBlocks" : "cidrBlocks"
                properties[list] = .list((properties[list]?.list ?? []) + [.string(source)])
            }
        }
        return properties
    }
}
