import AWSClient
import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:ec2/getVpc:getVpc`.
    static let getVpc = FunctionDescriptor(token: "aws:ec2/getVpc:getVpc") { call in
        var input = call.filters
        if let id = call.arguments["id"]?.string { input["VpcIds"] = [.string(id)] }
        let found = try call.theOne(try await call.list("ec2.DescribeVpcs", input).list(at: "Vpcs"), "VPC")
        let id = found["VpcId"]?.string ?? ""
        async let table = VpcDetails.mainRouteTable(call, id)
        async let attributes = VpcDetails.attributes(call, id)
        var outputs = call.outputs(found, id: id, arn: "vpc")
        outputs["default"] = .bool(found["IsDefault"]?.bool ?? false)
        outputs["mainRouteTableId"] = .string(try await table)
        let blocks = found.list(at: "CidrBlockAssociationSet").map { VpcDetails.block($0, "CidrBlock") }
        outputs["cidrBlockAssociations"] = .list(blocks)
        let associated = found.list(at: "Ipv6CidrBlockAssociationSet")
        outputs["ipv6CidrBlockAssociations"] = .list(associated.map { VpcDetails.block($0, "Ipv6CidrBlock") })
        outputs["ipv6AssociationId"] = .string(associated.first?["AssociationId"]?.string ?? "")
        outputs["ipv6CidrBlock"] = .string(associated.first?["Ipv6CidrBlock"]?.string ?? "")
        return outputs.merging(try await attributes)
    }

    /// `aws:ec2/getSecurityGroup:getSecurityGroup`.
    static let getSecurityGroup = FunctionDescriptor(token: "aws:ec2/getSecurityGroup:getSecurityGroup") { call in
        var input = call.filters
        if let id = call.arguments["id"]?.string { input["GroupIds"] = [.string(id)] }
        let groups = try await call.list("ec2.DescribeSecurityGroups", input).list(at: "SecurityGroups")
        let found = try call.theOne(groups, "security group")
        var outputs = call.outputs(found, id: found["GroupId"]?.string ?? "", arn: "security-group")
        outputs["name"] = .string(found["GroupName"]?.string ?? "")
        return outputs
    }

    /// `aws:ec2/getSubnets:getSubnets`; there may be none.
    static let getSubnets = FunctionDescriptor(token: "aws:ec2/getSubnets:getSubnets") { call in
        var filters = call.filters["Filters"]?.array ?? []
        for tag in call.arguments["tags"]?.map?.withoutDefaults ?? [:] {
            filters.append(["Name": .string("tag:\(tag.key)"), "Values": [.string(tag.value.string ?? "")]])
        }
        let answer = try await call.list("ec2.DescribeSubnets", filters.isEmpty ? [:] : ["Filters": .array(filters)])
        var outputs = call.arguments.withoutDefaults
        let region = PropertyValue.string(try call.region())
        outputs["id"] = region
        outputs["region"] = region
        outputs["ids"] = .list(
            answer.list(at: "Subnets").compactMap { $0["SubnetId"]?.string }.map(PropertyValue.string)
        )
        outputs["tags"] = outputs["tags"] ?? [:]
        return outputs
    }

    /// `aws:ec2/getSubnet:getSubnet`.
    static let getSubnet = FunctionDescriptor(token: "aws:ec2/getSubnet:getSubnet") { call in
        var input = call.filters
        if let id = call.arguments["id"]?.string { input["SubnetIds"] = [.string(id)] }
        let found = try call.theOne(try await call.list("ec2.DescribeSubnets", input).list(at: "Subnets"), "subnet")
        var outputs = call.outputs(found, id: found["SubnetId"]?.string ?? "", arn: "subnet")
        if let arn = found["SubnetArn"]?.string { outputs["arn"] = .string(arn) }
        outputs["availableIpAddressCount"] = .number(found["AvailableIpAddressCount"]?.double ?? 0)
        let options = found["PrivateDnsNameOptionsOnLaunch"]
        outputs["privateDnsHostnameTypeOnLaunch"] = .string(options?["HostnameType"]?.string ?? "")
        outputs["enableResourceNameDnsARecordOnLaunch"] = .bool(options?["EnableResourceNameDnsARecord"]?.bool ?? false)
        outputs["enableResourceNameDnsAaaaRecordOnLaunch"] = .bool(
            options?["EnableResourceNameDnsAAAARecord"]?.bool ?? false
        )
        let block = found.list(at: "Ipv6CidrBlockAssociationSet").first
        outputs["ipv6CidrBlock"] = .string(block?["Ipv6CidrBlock"]?.string ?? "")
        outputs["ipv6CidrBlockAssociationId"] = .string(block?["AssociationId"]?.string ?? "")
        return outputs
    }
}

extension FunctionCall {
    /// The outputs that an object of EC2's tells of, with an empty value for what it leaves out.
    func outputs(_ found: JSON, id: String, arn kind: String) -> PropertyMap {
        var outputs = MemberMapping(style: .upperCamel).decode(
            found,
            ObjectSchema(
                token: schema.token,
                properties: schema.outputs.properties.filter { $0.name != "tags" }
            )
        )
        let region = arguments["region"]?.string ?? session.region ?? ""
        let owner = found["OwnerId"]?.string ?? ""
        outputs["id"] = .string(id)
        outputs["region"] = .string(region)
        outputs["arn"] = .string("arn:\(AWSClient.partition(ofRegion: region).id):ec2:\(region):\(owner):\(kind)/\(id)")
        let tags = Tagging.read(found["Tags"]).filter { !session.tags.ignores($0.key) }
        outputs["tags"] = .map(PropertyMap(tags.map { ($0.key, .string($0.value)) }))
        outputs["filters"] = arguments["filters"]?.withoutNestedDefaults
        for property in schema.outputs.properties where outputs[property.name] == nil && property.name != "filters" {
            outputs[property.name] = property.type.zero
        }
        return outputs
    }
}

/// The properties of a VPC that take calls of their own.
private enum VpcDetails {
    static func mainRouteTable(_ call: FunctionCall, _ vpc: String) async throws -> String {
        let filters: JSON = [
            ["Name": "vpc-id", "Values": [.string(vpc)]], ["Name": "association.main", "Values": ["true"]],
        ]
        let answer = try await call.list("ec2.DescribeRouteTables", ["Filters": filters])
        return answer.text(at: "RouteTables[0].RouteTableId") ?? ""
    }

    static func attributes(_ call: FunctionCall, _ vpc: String) async throws -> PropertyMap {
        try await withThrowingTaskGroup(of: (String, PropertyValue).self) { group in
            for name in ["enableDnsHostnames", "enableDnsSupport", "enableNetworkAddressUsageMetrics"] {
                group.addTask {
                    let input: JSON.Object = ["VpcId": .string(vpc), "Attribute": .string(name)]
                    let answer = try await call.call("ec2.DescribeVpcAttribute", input)
                    let member = name.prefix(1).uppercased() + name.dropFirst()
                    return (name, .bool(answer.at("\(member).Value")?.bool ?? false))
                }
            }
            var values = PropertyMap()
            for try await (name, value) in group { values[name] = value }
            return values
        }
    }

    static func block(_ association: JSON, _ member: String) -> PropertyValue {
        let property = member.prefix(1).lowercased() + member.dropFirst()
        return .map(
            PropertyMap([
                ("associationId", .string(association["AssociationId"]?.string ?? "")),
                ("state", .string(association.text(at: "\(member)State.State") ?? "")),
                (property, .string(association[member]?.string ?? "")),
            ])
        )
    }
}
