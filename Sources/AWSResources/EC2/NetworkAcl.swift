import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/networkAcl:NetworkAcl`: rules for the traffic in and out of subnets.
    static let networkAcl = ResourceDescriptor(
        type: "aws:ec2/networkAcl:NetworkAcl",
        mapping: MemberMapping(style: .upperCamel, names: ["ingress": "-", "egress": "-", "subnetIds": "-"]),
        tagging: .ec2("network-acl"),
        diff: DiffRules(
            equality: ["ingress": NetworkAcl.equality(.ingress), "egress": NetworkAcl.equality(.egress)]
        ),
        create: .call("ec2.CreateNetworkAcl", except: ["ingress", "egress", "subnetIds"]),
        search: .ec2(
            "ec2.DescribeNetworkAcls",
            "NetworkAcls",
            id: "NetworkAclId",
            isUntouched: { found, _ in found.list(at: "Associations").isEmpty && found["IsDefault"]?.bool != true },
            { [("vpc-id", $0.inputs["vpcId"]?.string)] }
        ),
        afterCreate: { acl in
            try await NetworkAcl.setRules(.egress, of: acl)
            try await NetworkAcl.setRules(.ingress, of: acl)
            try await NetworkAcl.setSubnets(acl)
        },
        read: .lookup { outputs, found, acl in
            for direction in NetworkAcl.directions {
                let rules = NetworkAcl.rules(direction, of: found.object)
                outputs[direction.rawValue] = .list(rules.map { .map($0.properties) })
            }
            let subnets = NetworkAcl.associations(of: acl.id, in: [found.object]).map(\.subnet)
            outputs["subnetIds"] = .list(subnets.sorted().map(PropertyValue.string))
        },
        update: [
            UpdateStep(["ingress"]) { try await NetworkAcl.setRules(.ingress, of: $0) },
            UpdateStep(["egress"]) { try await NetworkAcl.setRules(.egress, of: $0) },
            UpdateStep(["subnetIds"], run: NetworkAcl.setSubnets),
        ],
        delete: DeleteStep(NetworkAcl.delete)
    )
}

/// The rules of a network ACL, and the subnets that it is for.
enum NetworkAcl {
    typealias Direction = SecurityGroup.Direction

    static let directions: [Direction] = [.egress, .ingress]

    /// The tie between an ACL and a subnet; every subnet has exactly one.
    struct Association: Sendable {
        let id: String
        let acl: String
        let subnet: String
    }

    // MARK: Rules

    /// Returns the rule that two lists are equal if they have the same rules, however they are written.
    static func equality(_ direction: Direction) -> DiffRules.Equality {
        { old, new, _ in Set(rules(direction, given: old)) == Set(rules(direction, given: new)) }
    }

    /// Returns the rules of one direction that a program gives.
    private static func rules(_ direction: Direction, given rules: PropertyValue?) -> [NetworkAclEntry] {
        (rules?.plain.list ?? []).compactMap(\.map).map { NetworkAclEntry($0, isEgress: direction == .egress) }
    }

    /// Returns the rules of one direction of an ACL as `DescribeNetworkAcls` shows it, without those that all have.
    static func rules(_ direction: Direction, of acl: JSON) -> [NetworkAclEntry] {
        acl.list(at: NetworkAclEntry.list).compactMap(NetworkAclEntry.init(member:))
            .filter { $0.isEgress == (direction == .egress) }
    }

    /// Makes the rules of one direction what the program asks for; its silence changes nothing.
    static func setRules(_ direction: Direction, of acl: ResourceOperation) async throws {
        guard acl.inputs[direction.rawValue] != nil else { return }
        let wanted = rules(direction, given: acl.inputs[direction.rawValue])
        let found = acl.kind == .create ? [] : try await acl.lookUp().map { rules(direction, of: $0.object) } ?? []
        let calls = EntryCalls(
            create: "ec2.CreateNetworkAclEntry",
            replace: "ec2.ReplaceNetworkAclEntry",
            delete: "ec2.DeleteNetworkAclEntry"
        )
        try await acl.setEntries(wanted, insteadOf: found, of: ["NetworkAclId": .string(acl.id)], by: calls)
    }

    // MARK: Subnets

    /// Returns the associations of an ACL among some as `DescribeNetworkAcls` shows them; of all if it is `nil`.
    static func associations(of acl: String? = nil, in acls: [JSON]) -> [Association] {
        acls.flatMap { $0.list(at: "Associations") }.compactMap { entry in
            guard let id = entry["NetworkAclAssociationId"]?.string, let owner = entry["NetworkAclId"]?.string,
                let subnet = entry["SubnetId"]?.string, acl == nil || owner == acl
            else {
                return nil
            }
            return Association(id: id, acl: owner, subnet: subnet)
        }
    }

    /// Moves the subnets that the program names to the ACL, and those that it no longer names to the VPC's own.
    @Sendable static func setSubnets(_ acl: ResourceOperation) async throws {
        guard let wanted = ResourceOperation.texts(acl.inputs, "subnetIds") else { return }
        let gone = acl.kind == .create ? [] : acl.elements("subnetIds").removed
        // An association has another id as soon as something else moves its subnet.
        try await acl.wait(for: "the subnets of \(acl.subject)", upTo: acl.facts.visibility) {
            do {
                return try await setSubnets(acl, wanted, gone)
            } catch  where AWSFailure(error)?.code == changed {
                return .pending("something else moves a subnet")
            }
        }
    }

    private static func setSubnets(_ acl: ResourceOperation, _ wanted: [String], _ gone: [String]) async throws
        -> WaitStatus<Void>
    {
        let acls = try await inVPC(of: acl)
        try await moveToDefault(acl, among: acls) { gone.contains($0) }
        let all = associations(in: acls)
        if let missing = wanted.first(where: { id in !all.contains { $0.subnet == id } }) {
            return .pending("subnet \(missing) is not to be found in VPC \(acl.text("vpcId") ?? "")")
        }
        for one in all where wanted.contains(one.subnet) && one.acl != acl.id {
            try await move(one, to: acl.id, acl)
        }
        return .ready(())
    }

    /// Deletes an ACL once no subnet needs it, whoever put it there.
    @Sendable static func delete(_ acl: ResourceOperation) async throws {
        let acls = try await inVPC(of: acl)
        try await moveToDefault(acl, among: acls) { _ in true }
        try await acl.callUnlessGone("ec2.DeleteNetworkAcl", ["NetworkAclId": .string(acl.id)])
    }

    private static let changed = "InvalidAssociationID.NotFound"

    private static func inVPC(of acl: ResourceOperation) async throws -> [JSON] {
        let filter: JSON = ["Name": "vpc-id", "Values": [.string(acl.text("vpcId") ?? "")]]
        return try await acl.findAll("ec2.DescribeNetworkAcls", ["Filters": [filter]])?.list(at: "NetworkAcls") ?? []
    }

    private static func move(_ association: Association, to target: String, _ acl: ResourceOperation) async throws {
        let input: JSON.Object = ["AssociationId": .string(association.id), "NetworkAclId": .string(target)]
        try await acl.call("ec2.ReplaceNetworkAclAssociation", input)
    }

    /// Moves subnets of the ACL to the one that the VPC has by itself; what is elsewhere by now stays there.
    private static func moveToDefault(
        _ acl: ResourceOperation,
        among acls: [JSON],
        where isMeant: (String) -> Bool
    ) async throws {
        guard let target = acls.first(where: { $0["IsDefault"]?.bool == true })?["NetworkAclId"]?.string else { return }
        for one in associations(of: acl.id, in: acls) where isMeant(one.subnet) {
            do { try await move(one, to: target, acl) } catch  where AWSFailure(error)?.code == changed {}
        }
    }
}
