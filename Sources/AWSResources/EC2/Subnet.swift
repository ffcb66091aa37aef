import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/subnet:Subnet`.
    static let subnet = ResourceDescriptor(
        type: "aws:ec2/subnet:Subnet",
        mapping: MemberMapping(style: .upperCamel, names: ["arn": "SubnetArn"]),
        tagging: .ec2("subnet"),
        diff: DiffRules(replacing: [
            "ipv6CidrBlock": {
                $0.old != nil && $0.new != nil && $0.newInputs["assignIpv6AddressOnCreation"]?.bool == true
            }
        ]),
        create: { subnet in
            let attributes = Set(Subnet.attributes.map(\.property))
            let input = subnet.members(
                except: attributes.union(["customerOwnedIpv4Pool", "mapCustomerOwnedIpOnLaunch"])
            )
            let answer = try await subnet.call("ec2.CreateSubnet", input.merging(subnet.tagMembers))
            return try Created(answer, id: "Subnet.SubnetId", of: "ec2.CreateSubnet")
        },
        // No two subnets of a VPC have the same addresses.
        search: .ec2("ec2.DescribeSubnets", "Subnets", id: "SubnetId") { subnet in
            [("vpc-id", subnet.inputs["vpcId"]?.string), ("cidr-block", subnet.inputs["cidrBlock"]?.string)]
        },
        finish: { subnet in
            try await subnet.wait(
                for: subnet.subject,
                "ec2.DescribeSubnets",
                ["SubnetIds": [.string(subnet.id)]],
                at: "Subnets[0].State",
                until: ["available"],
                upTo: subnet.limit()
            )
            for attribute in Subnet.attributes {
                guard let wanted = subnet.inputs[attribute.property]?.plainJSON, wanted != attribute.initial else {
                    continue
                }
                try await Subnet.set(attribute.member, wanted, of: subnet)
            }
            try await Subnet.setCustomerPool(subnet)
        },
        read: { subnet in
            guard
                let found = try await subnet.describe(
                    "ec2.DescribeSubnets",
                    ids: "SubnetIds",
                    list: "Subnets",
                    id: "SubnetId"
                )
            else {
                return nil
            }
            return Subnet.outputs(found, subnet)
        },
        update: [
            UpdateStep(Set(Subnet.attributes.map(\.property)).union(["ipv6CidrBlock"]), run: Subnet.update),
            UpdateStep(["customerOwnedIpv4Pool", "mapCustomerOwnedIpOnLaunch"], run: Subnet.setCustomerPool),
        ],
        delete: { subnet in
            try await subnet.callUnlessGone("ec2.DeleteSubnet", ["SubnetId": .string(subnet.id)])
        },
        propagation: .seconds(300)
    )
}

/// What is a subnet's own: attributes that are modified one a call.
private enum Subnet {
    /// The attributes, and what a new subnet has.
    static let attributes: [(property: String, member: String, initial: JSON)] = [
        ("mapPublicIpOnLaunch", "MapPublicIpOnLaunch", false),
        ("assignIpv6AddressOnCreation", "AssignIpv6AddressOnCreation", false),
        ("enableDns64", "EnableDns64", false),
        ("enableResourceNameDnsARecordOnLaunch", "EnableResourceNameDnsARecordOnLaunch", false),
        ("enableResourceNameDnsAaaaRecordOnLaunch", "EnableResourceNameDnsAAAARecordOnLaunch", false),
        ("privateDnsHostnameTypeOnLaunch", "PrivateDnsHostnameTypeOnLaunch", "ip-name"),
        ("enableLniAtDeviceIndex", "EnableLniAtDeviceIndex", 0),
    ]

    /// Attributes that are flags stand in an object of their own; the others are plain.
    static func set(_ member: String, _ value: JSON, of subnet: ResourceOperation) async throws {
        let input: JSON.Object = ["SubnetId": .string(subnet.id), member: value.bool == nil ? value : ["Value": value]]
        _ = try await subnet.call("ec2.ModifySubnetAttribute", input)
    }

    @Sendable static func setCustomerPool(_ subnet: ResourceOperation) async throws {
        guard let pool = subnet.inputs["customerOwnedIpv4Pool"]?.plainJSON else { return }
        let input: JSON.Object = [
            "SubnetId": .string(subnet.id), "CustomerOwnedIpv4Pool": pool,
            "MapCustomerOwnedIpOnLaunch": ["Value": .bool(subnet.flag("mapCustomerOwnedIpOnLaunch"))],
        ]
        _ = try await subnet.call("ec2.ModifySubnetAttribute", input)
    }

    /// What needs IPv6 goes off before the block changes, and on after it.
    @Sendable static func update(_ subnet: ResourceOperation) async throws {
        let changed = attributes.filter { subnet.hasChanged($0.property) }
        func wanted(_ attribute: (property: String, member: String, initial: JSON)) -> JSON {
            subnet.inputs[attribute.property]?.plainJSON ?? attribute.initial
        }
        for attribute in changed where wanted(attribute) == attribute.initial {
            try await set(attribute.member, wanted(attribute), of: subnet)
        }
        if subnet.hasChanged("ipv6CidrBlock") { try await changeIPv6(subnet) }
        for attribute in changed where wanted(attribute) != attribute.initial {
            try await set(attribute.member, wanted(attribute), of: subnet)
        }
    }

    private static func changeIPv6(_ subnet: ResourceOperation) async throws {
        if let association = subnet.state["ipv6CidrBlockAssociationId"]?.string, !association.isEmpty {
            _ = try await subnet.call("ec2.DisassociateSubnetCidrBlock", ["AssociationId": .string(association)])
        }
        guard let block = subnet.inputs["ipv6CidrBlock"]?.string, !block.isEmpty else { return }
        let input: JSON.Object = ["SubnetId": .string(subnet.id), "Ipv6CidrBlock": .string(block)]
        _ = try await subnet.call("ec2.AssociateSubnetCidrBlock", input)
        try await subnet.wait(for: "the IPv6 addresses of \(subnet.subject)", upTo: .seconds(180)) {
            let found = try await subnet.find("ec2.DescribeSubnets", ["SubnetIds": [.string(subnet.id)]])
            let states = found?.list(at: "Subnets").first?.list(at: "Ipv6CidrBlockAssociationSet") ?? []
            let names = states.compactMap { $0.text(at: "Ipv6CidrBlockState.State") }
            return names.contains("associated") ? .ready(()) : .pending(names.last ?? "none")
        }
    }

    static func outputs(_ found: JSON, _ subnet: ResourceOperation) -> PropertyMap {
        var outputs = subnet.properties(of: found)
        let options = found["PrivateDnsNameOptionsOnLaunch"]
        outputs["enableResourceNameDnsARecordOnLaunch"] = .bool(
            options?["EnableResourceNameDnsARecord"]?.bool ?? false
        )
        outputs["enableResourceNameDnsAaaaRecordOnLaunch"] = .bool(
            options?["EnableResourceNameDnsAAAARecord"]?.bool ?? false
        )
        outputs["privateDnsHostnameTypeOnLaunch"] = .string(options?["HostnameType"]?.string ?? "ip-name")
        let block = found.list(at: "Ipv6CidrBlockAssociationSet").first {
            ["associated", "associating"].contains($0.text(at: "Ipv6CidrBlockState.State"))
        }
        outputs["ipv6CidrBlock"] = .string(block?["Ipv6CidrBlock"]?.string ?? "")
        outputs["ipv6CidrBlockAssociationId"] = .string(block?["AssociationId"]?.string ?? "")
        if outputs["arn"] == nil { outputs["arn"] = subnet.ec2ARN("subnet", owner: found["OwnerId"]?.string ?? "") }
        for name in ["enableDns64", "mapCustomerOwnedIpOnLaunch", "ipv6Native"] where outputs[name] == nil {
            outputs[name] = false
        }
        outputs["enableLniAtDeviceIndex"] = outputs["enableLniAtDeviceIndex"] ?? 0
        return outputs.merging(subnet.tagOutputs(Tagging.read(found["Tags"])))
    }
}
