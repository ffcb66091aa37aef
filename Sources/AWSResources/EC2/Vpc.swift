import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/vpc:Vpc`.
    static let vpc = ResourceDescriptor(
        type: "aws:ec2/vpc:Vpc",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["assignGeneratedIpv6CidrBlock": "AmazonProvidedIpv6CidrBlock", "ipv6IpamPoolId": "Ipv6IpamPoolId"]
        ),
        tagging: .ec2("vpc"),
        create: .call("ec2.CreateVpc", except: Vpc.attributes.properties),
        search: .ec2("ec2.DescribeVpcs", "Vpcs", id: "VpcId", isUntouched: Vpc.isUntouched) { vpc in
            [("cidr", vpc.inputs["cidrBlock"]?.string)]
        },
        afterCreate: Vpc.attributes.setUp,
        read: .lookup { try await Vpc.complete(&$0, $1.object, $2) },
        update: [
            UpdateStep(Vpc.attributes.properties) { try await Vpc.attributes.change($0) },
            UpdateStep(["instanceTenancy"]) { vpc in
                try await vpc.call("ec2.ModifyVpcTenancy", vpc.filled(["VpcId": "{id}", "InstanceTenancy": "default"]))
            },
            UpdateStep(Set(Vpc.ipv6Properties), run: Vpc.changeIPv6),
        ],
        delete: .call("ec2.DeleteVpc", ["VpcId": "{id}"])
    )
}

/// A VPC's attributes and IPv6 addresses, and the objects that AWS makes along with it.
private enum Vpc {
    static let attributes = SingleAttributes(
        "ec2.ModifyVpcAttribute",
        of: "VpcId",
        [
            // Host names need the resolution: it goes first.
            ("enableDnsSupport", "EnableDnsSupport", true),
            ("enableDnsHostnames", "EnableDnsHostnames", false),
            ("enableNetworkAddressUsageMetrics", "EnableNetworkAddressUsageMetrics", false),
        ]
    )

    /// The properties that say which IPv6 addresses a VPC has.
    static let ipv6Properties = [
        "assignGeneratedIpv6CidrBlock", "ipv6CidrBlock", "ipv6CidrBlockNetworkBorderGroup", "ipv6IpamPoolId",
        "ipv6NetmaskLength",
    ]

    private static let ipv6 = IPv6Block(
        property: "ipv6AssociationId",
        associate: "ec2.AssociateVpcCidrBlock",
        disassociate: "ec2.DisassociateVpcCidrBlock"
    )

    /// True if a VPC is empty, and not the one that AWS gives everybody.
    @Sendable static func isUntouched(_ found: JSON, _ vpc: ResourceOperation) async throws -> Bool {
        guard found["IsDefault"]?.bool != true, let id = found["VpcId"] else { return false }
        let filters: JSON = [["Name": "vpc-id", "Values": [id]]]
        return try await vpc.call("ec2.DescribeSubnets", ["Filters": filters]).list(at: "Subnets").isEmpty
    }

    /// Completes the outputs with the attributes, and with the objects that AWS makes along with a VPC.
    static func complete(_ outputs: inout PropertyMap, _ found: JSON, _ vpc: ResourceOperation) async throws {
        async let settings = attributeValues(vpc)
        async let acl = first(vpc, "ec2.DescribeNetworkAcls", "NetworkAcls", "NetworkAclId", [("default", "true")])
        async let group = first(
            vpc,
            "ec2.DescribeSecurityGroups",
            "SecurityGroups",
            "GroupId",
            [("group-name", "default")]
        )
        async let table = first(
            vpc,
            "ec2.DescribeRouteTables",
            "RouteTables",
            "RouteTableId",
            [("association.main", "true")]
        )
        outputs = outputs.merging(try await settings)
        outputs["defaultNetworkAclId"] = try await acl
        outputs["defaultSecurityGroupId"] = try await group
        outputs["defaultRouteTableId"] = try await table
        outputs["mainRouteTableId"] = outputs["defaultRouteTableId"]
        let block = IPv6Block.current(found)
        outputs = outputs.merging(ipv6.outputs(found))
        outputs["ipv6CidrBlockNetworkBorderGroup"] = .string(block?["NetworkBorderGroup"]?.string ?? "")
        outputs["assignGeneratedIpv6CidrBlock"] = .bool(block != nil && vpc.inputs["ipv6IpamPoolId"] == nil)
        for name in ["enableClassiclink", "enableClassiclinkDnsSupport"] { outputs[name] = false }
    }

    private static func attributeValues(_ vpc: ResourceOperation) async throws -> PropertyMap {
        try await withThrowingTaskGroup(of: (String, PropertyValue?).self) { group in
            for attribute in attributes.attributes {
                group.addTask {
                    let input: JSON.Object = ["VpcId": .string(vpc.id), "Attribute": .string(attribute.property)]
                    let answer = try await vpc.find("ec2.DescribeVpcAttribute", input)
                    return (attribute.property, answer?.at("\(attribute.member).Value")?.bool.map(PropertyValue.bool))
                }
            }
            var values = PropertyMap()
            for try await (property, value) in group { values[property] = value }
            return values
        }
    }

    /// The id of the one thing of a kind that belongs to the VPC.
    private static func first(
        _ vpc: ResourceOperation,
        _ operation: String,
        _ list: String,
        _ member: String,
        _ filter: [(String, String)]
    ) async throws -> PropertyValue? {
        let filters = ([("vpc-id", vpc.id)] + filter).map { name, value -> JSON in
            ["Name": .string(name), "Values": [.string(value)]]
        }
        let answer = try await vpc.find(operation, ["Filters": .array(filters)])
        return answer?.text(at: "\(list)[0].\(member)").map(PropertyValue.string)
    }

    @Sendable static func changeIPv6(_ vpc: ResourceOperation) async throws {
        let wanted = vpc.members(ipv6Properties)
        let isWanted = vpc.flag("assignGeneratedIpv6CidrBlock") || vpc.inputs["ipv6IpamPoolId"] != nil
        try await ipv6.change(vpc, to: isWanted ? wanted.merging(["VpcId": .string(vpc.id)]) : nil)
    }
}
