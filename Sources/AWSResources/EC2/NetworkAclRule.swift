import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/networkAclRule:NetworkAclRule`: one rule of a network ACL.
    ///
    /// Its id is a checksum of what tells it from others.
    static let networkAclRule = ResourceDescriptor(
        type: "aws:ec2/networkAclRule:NetworkAclRule",
        mapping: MemberMapping(style: .upperCamel),
        diff: DiffRules(
            equality: [
                "protocol": DiffRules.texts { old, new, _ in
                    NetworkAclEntry.protocolNumber(old) == NetworkAclEntry.protocolNumber(new)
                }
            ]
        ),
        create: CreateStep { rule in
            // AWS takes a rule that exists with the same contents, and it would then belong to two owners.
            if try await NetworkAclRule.find(rule) != nil { throw NumberTaken(rule) }
            try await rule.call("ec2.CreateNetworkAclEntry", NetworkAclRule.acl(rule).merging(rule.entry.members))
            return Created(id: NetworkAclRule.id(rule) ?? "")
        },
        search: .id(NetworkAclRule.id),
        read: ReadStep { rule in
            guard let found = try await NetworkAclRule.find(rule) else { return nil }
            var outputs = found.resourceProperties
            outputs["networkAclId"] = rule.text("networkAclId").map(PropertyValue.string)
            outputs["id"] = .string(NetworkAclRule.id(rule) ?? rule.id)
            return outputs
        },
        delete: DeleteStep { rule in
            guard let found = try await NetworkAclRule.find(rule) else { return }
            try await rule.callUnlessGone("ec2.DeleteNetworkAclEntry", NetworkAclRule.acl(rule).merging(found.name))
        }
    )
}

extension ResourceOperation {
    /// The rule that the inputs of a rule's resource, or what is known of it, describe.
    fileprivate var entry: NetworkAclEntry {
        let known = inputs["ruleNumber"] == nil ? state : inputs
        return NetworkAclEntry(known, isEgress: known["egress"]?.bool ?? false)
    }
}

/// The identity of a rule, and its place in an ACL.
private enum NetworkAclRule {
    /// The id that AWS's provider for Terraform makes: the protocol counts as the program spells it.
    @Sendable static func id(_ rule: ResourceOperation) -> String? {
        guard let acl = rule.text("networkAclId"), let name = rule.text("protocol") else { return nil }
        let entry = rule.entry
        return "nacl-\(CRC32.checksum("\(acl)-\(entry.number)-\(entry.isEgress)-\(name)-"))"
    }

    /// The members that identify the ACL.
    static func acl(_ rule: ResourceOperation) -> JSON.Object {
        ["NetworkAclId": .string(rule.text("networkAclId") ?? "")]
    }

    /// The rule of the ACL with the same number and direction.
    static func find(_ rule: ResourceOperation) async throws -> NetworkAclEntry? {
        guard let found = try await rule.lookUp()?.object else { return nil }
        let entry = rule.entry
        return NetworkAcl.rules(entry.isEgress ? .egress : .ingress, of: found).first { $0.number == entry.number }
    }
}

/// The number that a rule shall have belongs to another one.
private struct NumberTaken: Error, CustomStringConvertible {
    let acl: String
    let entry: NetworkAclEntry

    init(_ rule: ResourceOperation) {
        acl = rule.text("networkAclId") ?? ""
        entry = rule.entry
    }

    var description: String {
        let direction = entry.isEgress ? "egress" : "ingress"
        let id = "\(acl):\(entry.number):\(entry.protocol):\(entry.isEgress)"
        return
            "network ACL \(acl) has \(direction) rule \(entry.number) already: choose another number, or import it by \(id)"
    }
}
