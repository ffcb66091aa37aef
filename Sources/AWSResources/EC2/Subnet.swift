import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/subnet:Subnet`.
    static let subnet = ResourceDescriptor(
        type: "aws:ec2/subnet:Subnet",
        mapping: MemberMapping(style: .upperCamel, names: ["arn": "SubnetArn"]),
        tagging: .ec2("subnet"),
        create: .call(
            "ec2.CreateSubnet",
            except: Set(Subnet.attributes.map(\.property))
                .union(["customerOwnedIpv4Pool", "mapCustomerOwnedIpOnLaunch"])
        ),
        // No two subnets of a VPC have the same addresses.
        search: .ec2("ec2.DescribeSubnets", "Subnets", id: "SubnetId") { subnet in
            [("vpc-id", subnet.inputs["vpcId"]?.string), ("cidr-block", subnet.inputs["cidrBlock"]?.string)]
        },
        afterCreate: { subnet in
            for attribute in Subnet.attributes {
                guard let wanted = subnet.inputs[attribute.property]?.plainJSON, wanted != attribute.initial else {
                    continue
                }
                try await Subnet.set(attribute.member, wanted, of: subnet)
            }
            try await Subnet.setCustomerPool(subnet)
        },
        read: .lookup { Subnet.complete(&$0, $1.object, $2) },
        update: [
            UpdateStep(Set(Subnet.attributes.map(\.property)).union(["ipv6CidrBlock"]), run: Subnet.update),
            UpdateStep(["customerOwnedIpv4Pool", "mapCustomerOwnedIpOnLaunch"], run: Subnet.setCustomerPool),
        ],
        delete: .call("ec2.DeleteSubnet", ["SubnetId": "{id}"])
    )
}

/// A subnet's attributes, which are modified one a call, and its IPv6 block.
private enum Subnet {
    /// The attributes, with the value that a new subnet has.
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
        try await subnet.call("ec2.ModifySubnetAttribute", input)
    }

    @Sendable static func setCustomerPool(_ subnet: ResourceOperation) async throws {
        guard let pool = subnet.inputs["customerOwnedIpv4Pool"]?.plainJSON else { return }
        let input: JSON.Object = [
            "SubnetId": .string(subnet.id), "CustomerOwnedIpv4Pool": pool,
            "MapCustomerOwnedIpOnLaunch": ["Value": .bool(subnet.flag("mapCustomerOwnedIpOnLaunch"))],
        ]
        try await subnet.call("ec2.ModifySubnetAttribute", input)
    }

    /// Disables attributes that depend on IPv6 before the block changes, and enables them afterwards.
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
            try await subnet.call("ec2.DisassociateSubnetCidrBlock", ["AssociationId": .string(association)])
        }
        guard let block = subnet.inputs["ipv6CidrBlock"]?.string, !block.isEmpty else { return }
        let input: JSON.Object = ["SubnetId": .string(subnet.id), "Ipv6CidrBlock": .string(block)]
        try await subnet.call("ec2.AssociateSubnetCidrBlock", input)
        try await subnet.wait(after: "ipv6", for: "the IPv6 addresses of \(subnet.subject)")
    }

    /// Completes the outputs that are shaped otherwise in AWS.
    static func complete(_ outputs: inout PropertyMap, _ found: JSON, _ subnet: ResourceOperation) {
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
    }
}
