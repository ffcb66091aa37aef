import ProviderKit
import PulumiProtocol
import Testing

/// What the tests of the component have in common.
enum VPCFixture {
    static let type = "awsx:ec2:Vpc"
    static let zones: PropertyValue = ["us-west-2a", "us-west-2b"]

    /// Constructs a VPC named `v`.
    @discardableResult
    static func construct(_ inputs: PropertyMap, on engine: PlayedEngine) async throws -> ConstructResponse {
        try await engine.construct(type, "v", inputs)
    }

    /// The children that an engine registered, as `type name`.
    static func children(_ engine: PlayedEngine) -> Set<String> {
        Set(engine.log.registrations.filter(\.custom).map { "\(kind($0)) \($0.name)" })
    }

    static func kind(_ request: RegisterResourceRequest) -> String {
        String(request.type.split(separator: ":").last ?? "")
    }
}

@Suite("Vpc")
struct VPCTests {
    @Test("has a subnet of each kind in each zone, with its routes and a NAT gateway")
    func tree() async throws {
        let engine = PlayedEngine()
        try await VPCFixture.construct(["availabilityZoneNames": VPCFixture.zones], on: engine)
        var wanted: Set = ["Vpc v", "InternetGateway v"]
        for zone in 1...2 {
            wanted.formUnion(["Eip v-\(zone)", "NatGateway v-\(zone)"])
            for kind in ["public", "private"] {
                for type in ["Subnet", "RouteTable", "RouteTableAssociation", "Route"] {
                    wanted.insert("\(type) v-\(kind)-\(zone)")
                }
            }
        }
        #expect(VPCFixture.children(engine) == wanted)
        #expect(engine.log.invokes.isEmpty)
    }

    @Test("each child stands below what it belongs to, and waits for it")
    func parents() async throws {
        let engine = PlayedEngine()
        try await VPCFixture.construct(["availabilityZoneNames": ["us-west-2a"]], on: engine)
        let urn = "urn:pulumi:dev::shop::awsx:ec2:Vpc$aws:ec2/vpc:Vpc"
        let subnet = "\(urn)$aws:ec2/subnet:Subnet"
        let table = "\(subnet)$aws:ec2/routeTable:RouteTable"
        let parents: [(type: String, name: String, parent: String)] = [
            ("InternetGateway", "v", "\(urn)::v"),
            ("Subnet", "v-public-1", "\(urn)::v"),
            ("RouteTable", "v-public-1", "\(subnet)::v-public-1"),
            ("Eip", "v-1", "\(subnet)::v-public-1"),
            ("NatGateway", "v-1", "\(subnet)::v-public-1"),
            ("RouteTableAssociation", "v-private-1", "\(table)::v-private-1"),
            ("Route", "v-private-1", "\(table)::v-private-1"),
        ]
        for wanted in parents {
            let child = try #require(engine.registration(wanted.type, wanted.name))
            #expect(child.parent == wanted.parent)
            #expect(child.dependencies.contains(wanted.parent))
        }
        let vpc = try #require(engine.registration("Vpc", "v"))
        #expect(vpc.parent == "urn:pulumi:dev::shop::awsx:ec2:Vpc::v")
        #expect(vpc.dependencies.isEmpty)
    }

    @Test("every resource is made in the component's region")
    func region() async throws {
        let engine = PlayedEngine()
        let inputs: PropertyMap = [
            "region": "eu-west-1", "numberOfAvailabilityZones": 1, "vpcEndpointStrategy": "Auto",
            "vpcEndpointSpecs": [
                ["serviceName": "s3"], ["serviceName": "sqs", "vpcEndpointType": "Interface"],
                ["serviceName": "ecr", "region": "eu-west-2"],
            ],
        ]
        try await VPCFixture.construct(inputs, on: engine)
        #expect(engine.log.invokes.map(\.args) == [["region": "eu-west-1"]])
        for child in engine.log.registrations where child.custom {
            #expect(child.object["region"] == (child.name == "ecr" ? "eu-west-2" : "eu-west-1"), "\(child.type)")
        }
    }

    @Test("its own inputs reach the VPC, and no other")
    func ownInputs() async throws {
        let engine = PlayedEngine()
        let inputs: PropertyMap = [
            "cidrBlock": "10.2.0.0/20", "enableDnsHostnames": true, "enableNetworkAddressUsageMetrics": false,
            "instanceTenancy": "dedicated", "numberOfAvailabilityZones": 1,
        ]
        try await VPCFixture.construct(inputs, on: engine)
        let wanted = inputs.setting("numberOfAvailabilityZones", nil).setting("tags", ["Name": "v"])
        #expect(engine.registration("Vpc", "v")?.object == wanted)
    }

    /// A strategy; the NAT gateways; the gateway of the private route of the second zone.
    private static let strategies: [(PropertyValue, Set<String>, PropertyValue?)] = [
        ("OnePerAz", ["v-1", "v-2"], "id:v-2"), ("oneperaz", ["v-1", "v-2"], "id:v-2"), ("Single", ["v-1"], "id:v-1"),
        ("SINGLE", ["v-1"], "id:v-1"), ("None", [], nil), ("none", [], nil),
    ]

    @Test("private subnets are routed through the gateways of the strategy", arguments: strategies.indices)
    func natGateways(_ index: Int) async throws {
        let (strategy, gateways, target) = Self.strategies[index]
        let engine = PlayedEngine(outputs: ["aws:ec2/eip:Eip": ["allocationId": "eipalloc"]])
        let inputs: PropertyMap = ["availabilityZoneNames": VPCFixture.zones, "natGateways": ["strategy": strategy]]
        let answer = try await VPCFixture.construct(inputs, on: engine)
        let made = engine.log.registrations.filter { VPCFixture.kind($0) == "NatGateway" }
        #expect(Set(made.map(\.name)) == gateways)
        for gateway in made {
            #expect(gateway.object["allocationId"] == "eipalloc")
            #expect(gateway.object["subnetId"] == .string("id:v-public-\(gateway.name.dropFirst(2))"))
        }
        #expect(engine.registration("Route", "v-private-2")?.object["natGatewayId"] == target)
        #expect(engine.registration("Route", "v-public-2")?.object["gatewayId"] == "id:v")
        #expect(answer.state["eips"]?.list?.count == gateways.count)
    }

    @Test("existing elastic addresses are taken, and none are made")
    func existingAddresses() async throws {
        let engine = PlayedEngine()
        let natGateways: PropertyValue = [
            "strategy": "OnePerAz", "elasticIpAllocationIds": ["eipalloc-a", "eipalloc-b"],
        ]
        let inputs: PropertyMap = ["availabilityZoneNames": VPCFixture.zones, "natGateways": natGateways]
        let answer = try await VPCFixture.construct(inputs, on: engine)
        #expect(engine.registration("NatGateway", "v-1")?.object["allocationId"] == "eipalloc-a")
        #expect(engine.registration("NatGateway", "v-2")?.object["allocationId"] == "eipalloc-b")
        #expect(engine.registration("Eip", "v-1") == nil)
        #expect(answer.state["eips"] == [])
    }

    @Test("isolated subnets have a route table without a route, and unused blocks are kept free")
    func isolated() async throws {
        let engine = PlayedEngine()
        let specs: PropertyValue = [
            ["type": "Isolated", "name": "db", "cidrMask": 24], ["type": "Unused", "cidrMask": 24],
            ["type": "Public", "cidrMask": 24],
        ]
        let inputs: PropertyMap = [
            "numberOfAvailabilityZones": 1, "subnetStrategy": "Auto", "subnetSpecs": specs,
            "natGateways": ["strategy": "None"],
        ]
        let answer = try await VPCFixture.construct(inputs, on: engine)
        let subnets = engine.log.registrations.filter { VPCFixture.kind($0) == "Subnet" }
        let blocks = Dictionary(uniqueKeysWithValues: subnets.map { ($0.name, $0.object["cidrBlock"]) })
        #expect(blocks == ["v-db-1": "10.0.0.0/24", "v-public-1": "10.0.2.0/24"])
        #expect(engine.registration("RouteTableAssociation", "v-db-1") != nil)
        #expect(engine.registration("Route", "v-db-1") == nil)
        #expect(answer.state["isolatedSubnetIds"] == ["id:v-db-1"])
    }
}

extension PropertyMap {
    /// Returns the map with a property set, or removed.
    fileprivate func setting(_ name: String, _ value: PropertyValue?) -> PropertyMap {
        var map = self
        map[name] = value
        return map
    }
}
