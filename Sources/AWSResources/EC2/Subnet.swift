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
            except: Subnet.attributes.properties.union(["customerOwnedIpv4Pool", "mapCustomerOwnedIpOnLaunch"])
        ),
        // No two subnets of a VPC have the same addresses.
        search: .ec2("ec2.DescribeSubnets", "Subnets", id: "SubnetId") { subnet in
            [("vpc-id", subnet.inputs["vpcId"]?.string), ("cidr-block", subnet.inputs["cidrBlock"]?.string)]
        },
        afterCreate: { subnet in
            try await Subnet.attributes.setUp(subnet)
            try await Subnet.setCustomerPool(subnet)
        },
        read: .lookup { Subnet.complete(&$0, $1.object, $2) },
        update: [
            UpdateStep(Subnet.attributes.properties.union(["ipv6CidrBlock"]), run: Subnet.update),
            UpdateStep(["customerOwnedIpv4Pool", "mapCustomerOwnedIpOnLaunch"], run: Subnet.setCustomerPool),
        ],
        delete: .call("ec2.DeleteSubnet", ["SubnetId": "{id}"])
    )
}

/// A subnet's attributes and IPv6 addresses.
private enum Subnet {
    static let attributes = SingleAttributes(
        "ec2.ModifySubnetAttribute",
        of: "SubnetId",
        [
            ("mapPublicIpOnLaunch", "MapPublicIpOnLaunch", false),
            ("assignIpv6AddressOnCreation", "AssignIpv6AddressOnCreation", false),
            ("enableDns64", "EnableDns64", false),
            ("enableResourceNameDnsARecordOnLaunch", "EnableResourceNameDnsARecordOnLaunch", false),
            ("enableResourceNameDnsAaaaRecordOnLaunch", "EnableResourceNameDnsAAAARecordOnLaunch", false),
            ("privateDnsHostnameTypeOnLaunch", "PrivateDnsHostnameTypeOnLaunch", "ip-name"),
            ("enableLniAtDeviceIndex", "EnableLniAtDeviceIndex", 0),
        ]
    )

    private static let ipv6 = IPv6Block(
        property: "ipv6CidrBlockAssociationId",
        associate: "ec2.AssociateSubnetCidrBlock",
        disassociate: "ec2.DisassociateSubnetCidrBlock"
    )

    @Sendable static func setCustomerPool(_ subnet: ResourceOperation) async throws {
        let pool = subnet.inputs["customerOwnedIpv4Pool"]?.plainJSON
        guard pool != nil || subnet.kind == .update else { return }
        var input = subnet.filled(["SubnetId": "{id}"])
        input["CustomerOwnedIpv4Pool"] = pool
        input["MapCustomerOwnedIpOnLaunch"] = ["Value": .bool(subnet.flag("mapCustomerOwnedIpOnLaunch"))]
        try await subnet.call("ec2.ModifySubnetAttribute", input)
    }

    /// Disables attributes that depend on IPv6 before the block changes, and enables them afterwards.
    @Sendable static func update(_ subnet: ResourceOperation) async throws {
        try await attributes.change(subnet) { $0.wanted(subnet) == $0.initial }
        if subnet.hasChanged("ipv6CidrBlock") {
            let block = subnet.inputs["ipv6CidrBlock"]?.string ?? ""
            let members: JSON.Object = ["SubnetId": .string(subnet.id), "Ipv6CidrBlock": .string(block)]
            try await ipv6.change(subnet, to: block.isEmpty ? nil : members)
        }
        try await attributes.change(subnet) { $0.wanted(subnet) != $0.initial }
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
        outputs = outputs.merging(ipv6.outputs(found))
        for name in ["enableDns64", "mapCustomerOwnedIpOnLaunch", "ipv6Native"] where outputs[name] == nil {
            outputs[name] = false
        }
        outputs["enableLniAtDeviceIndex"] = outputs["enableLniAtDeviceIndex"] ?? 0
    }
}
