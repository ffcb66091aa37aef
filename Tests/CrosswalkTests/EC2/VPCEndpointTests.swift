import ProviderKit
import PulumiProtocol
import Testing

@Suite("Endpoints of a Vpc")
struct VPCEndpointTests {
    /// Inputs of a VPC with endpoints, and with private, public and isolated subnets in two zones.
    private func inputs(_ strategy: PropertyValue, _ specs: [PropertyValue], _ more: PropertyMap = [:]) -> PropertyMap {
        (["availabilityZoneNames": VPCFixture.zones, "natGateways": ["strategy": "None"]] as PropertyMap)
            .merging(["vpcEndpointStrategy": strategy, "vpcEndpointSpecs": .list(specs)])
            .merging(more)
    }

    @Test("of the type gateway are put into every route table by Auto")
    func gateway() async throws {
        let engine = PlayedEngine()
        try await VPCFixture.construct(inputs("Auto", [["serviceName": "s3"]]), on: engine)
        let endpoint = try #require(engine.registration("VpcEndpoint", "s3"))
        #expect(
            endpoint.object["routeTableIds"] == ["id:v-public-1", "id:v-private-1", "id:v-public-2", "id:v-private-2"]
        )
        #expect(endpoint.object["vpcEndpointType"] == nil)
        #expect(endpoint.object["subnetIds"] == nil)
        #expect(endpoint.parent.hasSuffix("aws:ec2/vpc:Vpc::v"))
        #expect(engine.registration("Vpc", "v")?.object["enableDnsHostnames"] == nil)
    }

    @Test("of the type interface get subnets, private DNS and a security group by Auto")
    func interface() async throws {
        let engine = PlayedEngine()
        let spec: PropertyValue = ["serviceName": "sqs", "vpcEndpointType": "Interface"]
        let answer = try await VPCFixture.construct(inputs("Auto", [spec], ["tags": ["a": "b"]]), on: engine)
        let endpoint = try #require(engine.registration("VpcEndpoint", "sqs")?.object)
        #expect(endpoint["subnetIds"] == ["id:v-private-1", "id:v-private-2"])
        #expect(endpoint["privateDnsEnabled"] == true)
        #expect(endpoint["securityGroupIds"] == ["id:sqs-sg"])
        #expect(endpoint["routeTableIds"] == nil)
        let vpc = try #require(engine.registration("Vpc", "v")?.object)
        #expect(vpc["enableDnsHostnames"] == true && vpc["enableDnsSupport"] == true)
        #expect(
            engine.registration("SecurityGroup", "sqs-sg")?.object == [
                "vpcId": "id:v", "description": "Managed by Pulumi", "tags": ["Name": "v", "a": "b"],
            ]
        )
        let rule = try #require(engine.registration("SecurityGroupRule", "sqs-ingress"))
        #expect(
            rule.object == [
                "type": "ingress", "protocol": "tcp", "fromPort": 443, "toPort": 443, "securityGroupId": "id:sqs-sg",
                "cidrBlocks": ["10.0.0.0/16"],
            ]
        )
        #expect(rule.parent.hasSuffix("aws:ec2/vpc:Vpc::v"))
        #expect(rule.dependencies.contains { $0.hasSuffix("::sqs-sg") })
        #expect(answer.state["vpcEndpoints"]?.list?.count == 1)
    }

    /// The types of the subnets, and the subnets of an interface endpoint.
    private static let preferences: [([PropertyValue], PropertyValue)] = [
        (["Public", "Isolated"], ["id:v-isolated-1", "id:v-isolated-2"]),
        (["Public", "Isolated", "Private"], ["id:v-private-1", "id:v-private-2"]),
        (["Public"], ["id:v-public-1", "id:v-public-2"]),
    ]

    @Test("stand in private subnets, then isolated ones, then public ones", arguments: preferences.indices)
    func preference(_ index: Int) async throws {
        let (types, subnets) = Self.preferences[index]
        let engine = PlayedEngine()
        let specs = types.map { PropertyValue.map(["type": $0]) }
        let endpoint: PropertyValue = ["serviceName": "sqs", "vpcEndpointType": "interface"]
        let more: PropertyMap = ["subnetStrategy": "Auto", "subnetSpecs": .list(specs)]
        try await VPCFixture.construct(inputs("Auto", [endpoint], more), on: engine)
        #expect(engine.registration("VpcEndpoint", "sqs")?.object["subnetIds"] == subnets)
    }

    @Test("keep what they are given")
    func given() async throws {
        let engine = PlayedEngine()
        let spec: PropertyMap = [
            "serviceName": "sqs", "vpcEndpointType": "Interface", "privateDnsEnabled": false,
            "subnetConfigurations": [["subnetId": "subnet-a", "ipv4": "10.0.1.10"]], "securityGroupIds": ["sg-a"],
        ]
        try await VPCFixture.construct(inputs("Auto", [.map(spec)]), on: engine)
        let wanted = spec.merging(["vpcId": "id:v", "tags": ["Name": "v"]])
        #expect(engine.registration("VpcEndpoint", "sqs")?.object == wanted)
        #expect(engine.registration("SecurityGroup", "sqs-sg") == nil)
        #expect(engine.registration("Vpc", "v")?.object["enableDnsSupport"] == nil)
    }

    @Test("with IPv6 addresses let the VPC's IPv6 block in", arguments: ["ipv6", "DualStack"])
    func ipv6(_ type: String) async throws {
        let engine = PlayedEngine(outputs: ["aws:ec2/vpc:Vpc": ["ipv6CidrBlock": "2600:1f14:abc:de00::/56"]])
        let spec: PropertyValue = [
            "serviceName": "sqs", "vpcEndpointType": "Interface", "ipAddressType": .string(type),
        ]
        try await VPCFixture.construct(inputs("Auto", [spec]), on: engine)
        let rule = engine.registration("SecurityGroupRule", "sqs-ingress")?.object
        #expect(rule?["ipv6CidrBlocks"] == ["2600:1f14:abc:de00::/56"])
    }

    @Test("with IPv6 addresses in a VPC without them are refused with what to set")
    func noIPv6() async throws {
        let engine = PlayedEngine()
        let spec: PropertyValue = [
            "serviceName": "sqs", "vpcEndpointType": "Interface", "ipAddressType": "dualstack",
        ]
        let failure = await #expect(throws: InputFailure.self) {
            try await VPCFixture.construct(inputs("Auto", [spec]), on: engine)
        }
        #expect(failure?.faults.map(\.property) == ["vpcEndpointSpecs[0].ipAddressType"])
    }

    @Test("are told about by Legacy where they are in no subnet or route table")
    func warnings() async throws {
        let engine = PlayedEngine()
        let specs: [PropertyValue] = [
            ["serviceName": "s3"], ["serviceName": "sqs", "vpcEndpointType": "Interface"],
            ["serviceName": "sns", "vpcEndpointType": "Interface", "subnetIds": ["subnet-a"]],
            ["serviceName": "ddb", "routeTableIds": ["rtb-a"]],
            ["serviceName": "lb", "vpcEndpointType": "GatewayLoadBalancer"],
        ]
        try await VPCFixture.construct(inputs("Legacy", specs), on: engine)
        let remedy = "or set vpcEndpointStrategy to Auto, which uses those of the VPC"
        #expect(
            engine.log.messages == [
                "property vpcEndpointSpecs[0]: a gateway endpoint without routeTableIds is in no route table; give them, "
                    + remedy,
                "property vpcEndpointSpecs[1]: an interface endpoint without subnetIds and subnetConfigurations is in no "
                    + "subnet; give one of them, \(remedy)",
            ]
        )
        #expect(engine.registration("VpcEndpoint", "sqs")?.object["subnetIds"] == nil)
    }
}
