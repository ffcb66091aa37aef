import ProviderKit
import PulumiProtocol
import Testing

@Suite("Addresses of a Vpc")
struct VPCAddressTests {
    private static let pool: PropertyMap = [
        "availabilityZoneNames": VPCFixture.zones, "subnetStrategy": "Auto", "ipv4IpamPoolId": "pool",
        "ipv4NetmaskLength": 20,
    ]
    private static let ipv6: PropertyMap = [
        "availabilityZoneNames": VPCFixture.zones, "natGateways": ["strategy": "None"], "subnetStrategy": "Auto",
        "assignGeneratedIpv6CidrBlock": true,
        "subnetSpecs": [
            ["type": "Isolated", "assignIpv6AddressOnCreation": false], ["type": "Private"], ["type": "Public"],
        ],
    ]

    private func values(_ engine: PlayedEngine, _ property: String) -> [String: PropertyValue] {
        let subnets = engine.log.registrations.filter { VPCFixture.kind($0) == "Subnet" }
        return subnets.reduce(into: [:]) { $0[$1.name] = $1.object[property] }
    }

    @Test("from a pool are laid out once AWS has chosen the block")
    func pool() async throws {
        let engine = PlayedEngine(outputs: ["aws:ec2/vpc:Vpc": ["cidrBlock": "172.20.0.0/20"]])
        let answer = try await VPCFixture.construct(Self.pool, on: engine)
        let vpc = try #require(engine.registration("Vpc", "v"))
        #expect(vpc.object["cidrBlock"] == nil)
        #expect(vpc.object["ipv4NetmaskLength"] == 20)
        let blocks: [String: PropertyValue] = [
            "v-private-1": "172.20.0.0/22", "v-public-1": "172.20.4.0/23", "v-private-2": "172.20.8.0/22",
            "v-public-2": "172.20.12.0/23",
        ]
        #expect(values(engine, "cidrBlock") == blocks)
        let subnet = engine.registration("Subnet", "v-public-1")
        #expect(subnet?.propertyDependencies["cidrBlock"] == ["urn:pulumi:dev::shop::awsx:ec2:Vpc$aws:ec2/vpc:Vpc::v"])
        #expect(
            answer.state["subnetLayout"] == [["type": "Private", "cidrMask": 22], ["type": "Public", "cidrMask": 23]]
        )
    }

    @Test("from a pool are unknown in a preview, and the subnets are there")
    func previewedPool() async throws {
        let engine = PlayedEngine(isPreview: true)
        let answer = try await VPCFixture.construct(Self.pool, on: engine)
        #expect(values(engine, "cidrBlock").count == 4)
        #expect(values(engine, "cidrBlock").values.allSatisfy { $0 == .unknown })
        #expect(answer.state["subnetLayout"] == .unknown)
        #expect(answer.state["publicSubnets"]?.list?.count == 2)
    }

    @Test("of a pool that holds too little are refused with the VPC's block")
    func smallPool() async throws {
        let engine = PlayedEngine(outputs: ["aws:ec2/vpc:Vpc": ["cidrBlock": "172.20.0.0/27"]])
        let failure = await #expect(throws: InputFailure.self) {
            try await VPCFixture.construct(Self.pool, on: engine)
        }
        #expect(failure?.description.contains("/27") == true)
        #expect(VPCFixture.children(engine) == ["Vpc v"])
    }

    @Test("of Legacy begin with the first of their block, as AWS wants them")
    func aligned() async throws {
        let engine = PlayedEngine()
        let specs: PropertyValue = [
            ["type": "Public", "cidrMask": 27], ["type": "Isolated", "cidrMask": 27],
            ["type": "Isolated", "name": "db", "cidrMask": 17],
        ]
        let inputs: PropertyMap = [
            "numberOfAvailabilityZones": 1, "subnetStrategy": "Legacy", "subnetSpecs": specs,
            "natGateways": ["strategy": "None"],
        ]
        try await VPCFixture.construct(inputs, on: engine)
        #expect(values(engine, "cidrBlock")["v-db-1"] == "10.0.128.0/17")
    }

    @Test("by IPv6 are numbered by zone, then by place, with gaps where a subnet has none")
    func ipv6() async throws {
        let engine = PlayedEngine(outputs: ["aws:ec2/vpc:Vpc": ["ipv6CidrBlock": "2600:1f14:abc:de00::/56"]])
        try await VPCFixture.construct(Self.ipv6, on: engine)
        let blocks: [String: PropertyValue] = [
            "v-public-1": "2600:1f14:abc:de00::/64", "v-public-2": "2600:1f14:abc:de01::/64",
            "v-private-1": "2600:1f14:abc:de02::/64", "v-private-2": "2600:1f14:abc:de03::/64",
        ]
        #expect(values(engine, "ipv6CidrBlock") == blocks)
        #expect(values(engine, "assignIpv6AddressOnCreation")["v-isolated-1"] == false)
        #expect(values(engine, "assignIpv6AddressOnCreation")["v-public-1"] == true)
        #expect(engine.registration("Vpc", "v")?.object["assignGeneratedIpv6CidrBlock"] == true)
    }

    @Test("by IPv6 are left out where nobody asks for them, and unknown in a preview as upstream")
    func noIPv6() async throws {
        for isPreview in [false, true] {
            let engine = PlayedEngine(isPreview: isPreview)
            try await VPCFixture.construct(["availabilityZoneNames": ["us-west-2a"]], on: engine)
            let blocks = values(engine, "ipv6CidrBlock")
            #expect(blocks == (isPreview ? ["v-public-1": .unknown, "v-private-1": .unknown] : [:]))
            #expect(engine.registration("Vpc", "v")?.object["assignGeneratedIpv6CidrBlock"] == nil)
        }
    }

    @Test("by IPv6 may be asked for by an output")
    func ipv6Output() async throws {
        for (answer, block) in [(true, "2600:1f14:abc:de02::/64"), (false, nil)] as [(PropertyValue, PropertyValue?)] {
            let engine = PlayedEngine(outputs: ["aws:ec2/vpc:Vpc": ["ipv6CidrBlock": "2600:1f14:abc:de00::/56"]])
            var inputs = Self.ipv6
            inputs["assignGeneratedIpv6CidrBlock"] = .output(Output(answer, dependencies: ["urn:f"]))
            try await VPCFixture.construct(inputs, on: engine)
            let subnet = try #require(engine.registration("Subnet", "v-private-1"))
            #expect(subnet.object["ipv6CidrBlock"] == block)
            if block != nil { #expect(subnet.propertyDependencies["ipv6CidrBlock"]?.contains("urn:f") == true) }
        }
    }

    @Test("by IPv6 need a block of the VPC")
    func missingIPv6() async throws {
        let engine = PlayedEngine(outputs: ["aws:ec2/vpc:Vpc": ["ipv6CidrBlock": ""]])
        let failure = await #expect(throws: InputFailure.self) {
            try await VPCFixture.construct(Self.ipv6, on: engine)
        }
        #expect(failure?.faults.map(\.property) == ["assignGeneratedIpv6CidrBlock"])
        #expect(failure?.description.contains("the VPC has no IPv6 block") == true)
    }
}
