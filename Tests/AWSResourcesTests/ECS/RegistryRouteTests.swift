import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("The way of a task to its registry")
struct RegistryRouteTests {
    private static let type = "aws:ecs/service:Service"
    private static let local: JSON = ["DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local"]
    private static let internet: JSON = ["DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"]
    private static let translated: JSON = ["DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"]
    private static let peered: JSON = ["DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayId": "tgw-1"]
    private static let storage: JSON = ["DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1"]

    /// An AWS with a main table without a way out, and a table of a subnet's own.
    private static func aws(_ routes: [JSON], of subnet: JSON = "subnet-1", endpoints: [JSON] = []) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("ec2.DescribeSubnets") { input in
            let subnets = (input["SubnetIds"]?.array ?? []).map { JSON.object(["SubnetId": $0, "VpcId": "vpc-1"]) }
            return ["Subnets": .array(subnets)]
        }
        let own: JSON = ["Routes": .array(routes), "Associations": [["SubnetId": subnet, "Main": false]]]
        let main: JSON = ["Routes": [local], "Associations": [["Main": true]]]
        aws.on("ec2.DescribeRouteTables", ["RouteTables": [main, own]])
        aws.on("ec2.DescribeVpcEndpoints", ["VpcEndpoints": .array(endpoints)])
        return aws
    }

    private func preview(_ inputs: PropertyMap, _ aws: ScriptedAWS) async throws {
        var request = CreateRequest(urn: urn(Self.type), properties: inputs)
        request.preview = true
        _ = try await AWSProvider.scripted(aws).create(request, .test)
    }

    private static func inputs(_ subnets: PropertyValue = ["subnet-1"], public isPublic: Bool = false) -> PropertyMap {
        let network: PropertyValue = ["subnets": subnets, "assignPublicIp": .bool(isPublic)]
        return ["taskDefinition": "web:1", "launchType": "FARGATE", "networkConfiguration": network]
    }

    @Test(
        "is missing where routes end at an internet gateway or inside the VPC, and no endpoint of ECR is there",
        arguments: [
            ([local, internet], "subnet-1"), ([local, storage], "subnet-1"), ([local, translated], "subnet-2"),
        ]
            as [([JSON], JSON)]
    )
    func missing(_ routes: [JSON], _ subnet: JSON) async throws {
        let failure = await #expect(throws: StatusError.self) {
            try await preview(Self.inputs(), Self.aws(routes, of: subnet))
        }
        #expect(failure?.code == .invalidArgument)
        #expect(failure?.message.contains("property networkConfiguration.assignPublicIp") == true)
        #expect(failure?.message.contains("subnet-1") == true)
    }

    @Test("is there by a NAT gateway, or a route to another network", arguments: [translated, peered])
    func routed(_ route: JSON) async throws {
        try await preview(Self.inputs(), Self.aws([Self.local, route]))
    }

    @Test("is there by an endpoint of ECR, or a public address")
    func otherWays() async throws {
        let endpoint: JSON = ["ServiceName": "com.amazonaws.us-west-2.ecr.dkr"]
        try await preview(Self.inputs(), Self.aws([Self.internet], endpoints: [endpoint]))
        try await preview(Self.inputs(public: true), Self.aws([Self.internet]))
    }

    @Test("is left to the deployment where subnets are not known, or AWS does not answer")
    func unknown() async throws {
        try await preview(Self.inputs(["subnet-1", .unknown]), Self.aws([Self.internet]))
        try await preview(Self.inputs(.unknown), Self.aws([Self.internet]))
        let silent = ScriptedAWS()
        silent.on("ec2.DescribeSubnets") { _ in throw AWSFailure(code: "UnauthorizedOperation", message: "no") }
        try await preview(Self.inputs(), silent)
    }

    @Test("is asked for once, however many services are in the same subnets")
    func once() async throws {
        let aws = Self.aws([Self.local, Self.translated])
        let provider = try await AWSProvider.scripted(aws)
        var request = CreateRequest(urn: urn(Self.type), properties: Self.inputs())
        request.preview = true
        for _ in 0..<3 { _ = try await provider.create(request, .test) }
        #expect(aws.inputs(of: "ec2.DescribeSubnets").count == 1)
    }

    @Test("of a service that runs is asked for only if its network changes")
    func updates() async throws {
        let aws = Self.aws([Self.internet])
        let old = Self.inputs(["subnet-2"])
        var request = UpdateRequest(id: "arn", urn: urn(Self.type), olds: old, news: old.merging(["desiredCount": 2]))
        request.preview = true
        request.oldInputs = old
        _ = try await AWSProvider.scripted(aws).update(request, .test)
        #expect(aws.operations.isEmpty)
        request.news = Self.inputs()
        await #expect(throws: StatusError.self) { try await AWSProvider.scripted(aws).update(request, .test) }
    }
}
