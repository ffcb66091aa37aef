import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule`.
    static let securityGroupIngressRule = singleRule(
        .ingress,
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
    )

    /// `aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule`.
    static let securityGroupEgressRule = singleRule(
        .egress,
        type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
    )

    /// A rule with one source or destination, which AWS keeps under an id of its own.
    private static func singleRule(_ direction: SecurityGroup.Direction, type: String) -> ResourceDescriptor {
        ResourceDescriptor(
            type: type,
            mapping: MemberMapping(
                style: .upperCamel,
                names: ["arn": "SecurityGroupRuleArn", "securityGroupId": "GroupId"]
            ),
            tagging: .ec2("security-group-rule"),
            create: CreateStep { rule in
                var input = rule.members(["securityGroupId"])
                input["IpPermissions"] = .array(
                    SecurityRule.atoms(ofSingle: rule).map { $0.permission(group: groupID(rule)) }
                )
                return try await rule.create("ec2.AuthorizeSecurityGroup\(direction.operation)", input)
            },
            // No two rules of a group let the same through.
            search: .list(
                "ec2.DescribeSecurityGroupRules",
                "SecurityGroupRules",
                id: "SecurityGroupRuleId",
                where: { found, rule in
                    found["IsEgress"]?.bool == (direction == .egress)
                        && SecurityRule(found: found)?.undescribed
                            == SecurityRule.atoms(ofSingle: rule).first?.undescribed
                },
                { rule in ["Filters": [["Name": "group-id", "Values": [.string(groupID(rule))]]]] }
            ),
            read: .lookup { outputs, found, rule in
                complete(&outputs, found.object, rule)
            },
            update: [
                UpdateStep([
                    "cidrIpv4", "cidrIpv6", "description", "fromPort", "ipProtocol", "prefixListId",
                    "referencedSecurityGroupId", "toPort",
                ]) { rule in
                    let group = groupID(rule)
                    let members = SecurityRule.atoms(ofSingle: rule).map { one -> JSON in
                        [
                            "SecurityGroupRuleId": .string(rule.id),
                            "SecurityGroupRule": .object(one.members(group: group)),
                        ]
                    }
                    let input: JSON.Object = ["GroupId": .string(group), "SecurityGroupRules": .array(members)]
                    try await rule.call("ec2.ModifySecurityGroupRules", input)
                }
            ],
            delete: DeleteStep { rule in
                let input: JSON.Object = [
                    "GroupId": .string(groupID(rule)), "SecurityGroupRuleIds": [.string(rule.id)],
                ]
                try await rule.callUnlessGone("ec2.RevokeSecurityGroup\(direction.operation)", input)
            }
        )
    }

    private static func groupID(_ rule: ResourceOperation) -> String { rule.text("securityGroupId") ?? "" }

    /// Completes the outputs with the other group, and leaves out ports that mean all.
    private static func complete(_ outputs: inout PropertyMap, _ found: JSON, _ rule: ResourceOperation) {
        switch SecurityRule(found: found)?.peer {
        case .group(let id)?: outputs["referencedSecurityGroupId"] = .string(id)
        case .own?: outputs["referencedSecurityGroupId"] = outputs["securityGroupId"]
        default: break
        }
        guard outputs["ipProtocol"] != "icmp" else { return }
        for port in ["fromPort", "toPort"] where outputs[port] == -1 && rule.inputs[port] == nil {
            outputs[port] = nil
        }
    }
}

extension SecurityRule {
    /// The one atom of a rule with one source or destination; none if the rule names no peer.
    fileprivate static func atoms(ofSingle rule: ResourceOperation) -> [SecurityRule] {
        func text(_ name: String) -> String? { rule.inputs[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        let group = text("referencedSecurityGroupId")
            .map { $0 == text("securityGroupId") ? Peer.own : Peer.group($0) }
        let peer =
            text("cidrIpv4").map(Peer.cidr) ?? text("cidrIpv6").map(Peer.cidr6)
            ?? text("prefixListId").map(Peer.prefixList) ?? group
        guard let peer, let name = text("ipProtocol") else { return [] }
        func port(_ name: String) -> Int? { rule.inputs[name]?.number.map { Int($0) } }
        return [SecurityRule(name, port("fromPort"), port("toPort"), peer, text("description") ?? "")]
    }
}
