import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("A function")
struct FunctionTests {
    private func invoke(_ token: String, _ arguments: PropertyMap, _ aws: ScriptedAWS = ScriptedAWS()) async throws
        -> InvokeResponse
    {
        try await AWSProvider.scripted(aws).invoke(InvokeRequest(tok: token, args: arguments), .test)
    }

    @Test(
        "getRegion takes the region from its arguments, an endpoint or the provider",
        arguments: [
            (["name": "eu-west-1"], "eu-west-1", "Europe (Ireland)"),
            (["endpoint": "ec2.cn-north-1.amazonaws.com.cn"], "cn-north-1", "cn-north-1"),
            ([:], "us-west-2", "US West (Oregon)"),
        ] as [(PropertyMap, PropertyValue, PropertyValue)]
    )
    func region(_ arguments: PropertyMap, _ region: PropertyValue, _ description: PropertyValue) async throws {
        let outputs = try await invoke("aws:index/getRegion:getRegion", arguments).return
        #expect(outputs["region"] == region)
        #expect(outputs["description"] == description)
    }

    @Test("getPartition follows the region")
    func partition() async throws {
        let outputs = try await invoke("aws:index/getPartition:getPartition", [:]).return
        #expect(outputs["partition"] == "aws")
        #expect(outputs["reverseDnsPrefix"] == "com.amazonaws")
    }

    @Test("getSecurityGroup finds the one group by its name and network")
    func securityGroup() async throws {
        let aws = ScriptedAWS()
        let group: JSON = [
            "GroupId": "sg-1", "GroupName": "web", "Description": "web", "OwnerId": "1", "VpcId": "vpc-1",
            "Tags": [["Key": "team", "Value": "shop"]],
        ]
        aws.on("ec2.DescribeSecurityGroups", ["SecurityGroups": [group]])
        let token = "aws:ec2/getSecurityGroup:getSecurityGroup"
        let outputs = try await invoke(token, ["name": "web", "vpcId": "vpc-1", "tags": ["team": "shop"]], aws).return
        #expect(outputs["id"] == "sg-1" && outputs["name"] == "web" && outputs["vpcId"] == "vpc-1")
        #expect(outputs["arn"] == "arn:aws:ec2:us-west-2:1:security-group/sg-1")
        #expect(outputs["tags"] == ["team": "shop"])
        let filters = aws.inputs(of: "ec2.DescribeSecurityGroups").first?["Filters"]?.array ?? []
        #expect(filters.count == 3 && filters.contains(["Name": "tag:team", "Values": ["shop"]]))
    }

    @Test("getCallerIdentity tells the account")
    func identity() async throws {
        let aws = ScriptedAWS()
        aws.on("sts.GetCallerIdentity", ["Account": "123456789012", "Arn": "arn:me", "UserId": "me"])
        let outputs = try await invoke("aws:index/getCallerIdentity:getCallerIdentity", [:], aws).return
        #expect(outputs == ["id": "123456789012", "accountId": "123456789012", "arn": "arn:me", "userId": "me"])
    }

    @Test("getAvailabilityZones sorts the zones, and leaves out those that are not wanted")
    func zones() async throws {
        let aws = ScriptedAWS()
        let zones: [JSON] = ["c", "a", "b", "d"].map {
            ["ZoneName": .string("us-west-2\($0)"), "ZoneId": .string("usw2-\($0)"), "GroupName": "us-west-2"]
        }
        aws.on("ec2.DescribeAvailabilityZones", ["AvailabilityZones": .array(zones)])
        let arguments: PropertyMap = [
            "state": "available", "allAvailabilityZones": true, "excludeNames": ["us-west-2c"],
            "excludeZoneIds": ["usw2-d"], "filters": [["name": "zone-type", "values": ["availability-zone"]]],
        ]
        let outputs = try await invoke("aws:index/getAvailabilityZones:getAvailabilityZones", arguments, aws).return
        #expect(outputs["names"] == ["us-west-2a", "us-west-2b"])
        #expect(outputs["zoneIds"] == ["usw2-a", "usw2-b"])
        #expect(outputs["groupNames"] == ["us-west-2"])
        let input = try #require(aws.inputs(of: "ec2.DescribeAvailabilityZones").first)
        #expect(input["AllAvailabilityZones"] == true)
        #expect(input["Filters"]?.array?.count == 2)
        #expect(aws.refusals == [])
    }

    private static let network: JSON = [
        "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "IsDefault": true, "OwnerId": "123456789012",
        "CidrBlockAssociationSet": [
            ["AssociationId": "a-4", "CidrBlock": "10.0.0.0/16", "CidrBlockState": ["State": "associated"]]
        ],
        "Ipv6CidrBlockAssociationSet": [["AssociationId": "a-6", "Ipv6CidrBlock": "2001:db8::/56"]],
        "Tags": [["Key": "Name", "Value": "main"], ["Key": "aws:stack", "Value": "hidden"]],
    ]

    @Test("getVpc finds one network, with its attributes and main route table")
    func vpc() async throws {
        let aws = ScriptedAWS()
        aws.on("ec2.DescribeVpcs", ["Vpcs": [Self.network]])
        aws.on("ec2.DescribeRouteTables", ["RouteTables": [["RouteTableId": "rtb-1"]]])
        aws.on("ec2.DescribeVpcAttribute", ["EnableDnsSupport": ["Value": true]])
        let arguments: PropertyMap = ["id": "vpc-1", "default": true, "tags": ["Name": "main"]]
        let outputs = try await invoke("aws:ec2/getVpc:getVpc", arguments, aws).return
        #expect(outputs["arn"] == "arn:aws:ec2:us-west-2:123456789012:vpc/vpc-1")
        #expect(outputs["default"] == true)
        #expect(outputs["mainRouteTableId"] == "rtb-1")
        #expect(outputs["enableDnsSupport"] == true)
        #expect(outputs["enableDnsHostnames"] == false)
        #expect(outputs["ipv6CidrBlock"] == "2001:db8::/56")
        #expect(
            outputs["cidrBlockAssociations"] == [
                ["associationId": "a-4", "state": "associated", "cidrBlock": "10.0.0.0/16"]
            ]
        )
        #expect(outputs["tags"] == ["Name": "main"])
        let input = try #require(aws.inputs(of: "ec2.DescribeVpcs").first)
        #expect(input["VpcIds"] == ["vpc-1"])
        #expect(input["Filters"]?.array?.contains(["Name": "tag:Name", "Values": ["main"]]) == true)
        #expect(aws.refusals == [])
    }

    @Test(
        "that must find one thing says how many it found",
        arguments: [([], "found no matching VPC"), ([network, network], "found 2 matching VPCs")] as [(JSON, String)]
    )
    func notOne(_ found: JSON, _ message: String) async throws {
        let aws = ScriptedAWS()
        aws.on("ec2.DescribeVpcs", ["Vpcs": found])
        let error = try await #require(throws: StatusError.self) { try await invoke("aws:ec2/getVpc:getVpc", [:], aws) }
        #expect(error.message.contains(message))
    }

    @Test("getSubnets lists ids, of which there may be none")
    func subnets() async throws {
        let aws = ScriptedAWS()
        aws.on("ec2.DescribeSubnets", { _ in ["Subnets": [["SubnetId": "subnet-1"]]] }, { _ in [:] })
        let token = "aws:ec2/getSubnets:getSubnets"
        let found = try await invoke(token, ["tags": ["Name": "main"], "region": "eu-west-1"], aws).return
        #expect(found["ids"] == ["subnet-1"])
        #expect(found["id"] == "eu-west-1")
        #expect(
            aws.inputs(of: "ec2.DescribeSubnets").first == ["Filters": [["Name": "tag:Name", "Values": ["main"]]]]
        )
        #expect(try await invoke(token, [:], aws).return["ids"] == [])
    }

    @Test("getSubnet tells of one subnet in full")
    func subnet() async throws {
        let aws = ScriptedAWS()
        let subnet: JSON = [
            "SubnetId": "subnet-1", "SubnetArn": "arn:subnet", "AvailableIpAddressCount": 250,
            "PrivateDnsNameOptionsOnLaunch": ["HostnameType": "ip-name", "EnableResourceNameDnsARecord": true],
            "Ipv6CidrBlockAssociationSet": [["AssociationId": "a-6", "Ipv6CidrBlock": "2001:db8::/64"]],
        ]
        aws.on("ec2.DescribeSubnets", ["Subnets": [subnet]])
        let outputs = try await invoke("aws:ec2/getSubnet:getSubnet", ["id": "subnet-1"], aws).return
        #expect(outputs["arn"] == "arn:subnet")
        #expect(outputs["availableIpAddressCount"] == 250)
        #expect(outputs["enableResourceNameDnsARecordOnLaunch"] == true)
        #expect(outputs["enableResourceNameDnsAaaaRecordOnLaunch"] == false)
        #expect(outputs["ipv6CidrBlockAssociationId"] == "a-6")
        #expect(outputs["mapPublicIpOnLaunch"] == false)
    }

    @Test("that does not exist is named, with the nearest that does")
    func unknown() async throws {
        let error = try await #require(throws: StatusError.self) { try await invoke("aws:ec2/getVpcc:getVpc", [:]) }
        #expect(error.code == .unimplemented)
        #expect(error.message.contains("did you mean aws:ec2/getVpc:getVpc"))
    }

    @Test("with an unknown argument has unknown outputs, and with a wrong one says so")
    func arguments() async throws {
        let unknown = try await invoke("aws:ec2/getVpc:getVpc", ["id": .unknown]).return
        #expect(unknown["cidrBlock"] == .unknown)
        let failures = try await invoke("aws:ec2/getVpc:getVpc", ["ids": "vpc-1"]).failures
        #expect(failures.map(\.property) == ["ids"])
    }
}
