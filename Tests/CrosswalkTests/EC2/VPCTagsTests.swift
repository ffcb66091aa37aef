import ProviderKit
import PulumiProtocol
import Testing

@Suite("Tags of a Vpc")
struct VPCTagsTests {
    private func tags(_ engine: PlayedEngine, _ type: String, _ name: String) -> PropertyValue? {
        engine.registration(type, name)?.object["tags"]
    }

    @Test("later ones win over earlier ones")
    func layers() async throws {
        let engine = PlayedEngine()
        let specs: PropertyValue = [
            ["type": "Public", "tags": ["tier": "edge", "SubnetType": "mine", "team": "net"]], ["type": "Private"],
        ]
        let inputs: PropertyMap = [
            "availabilityZoneNames": ["us-west-2a"], "tags": ["team": "web", "Name": "own"], "subnetSpecs": specs,
            "subnetStrategy": "Auto",
            "vpcEndpointSpecs": [["serviceName": "s3", "routeTableIds": [], "tags": ["team": "data"]]],
        ]
        try await VPCFixture.construct(inputs, on: engine)
        #expect(tags(engine, "Vpc", "v") == ["Name": "own", "team": "web"])
        #expect(tags(engine, "InternetGateway", "v") == ["Name": "own", "team": "web"])
        let edge: PropertyValue = ["Name": "v-public-1", "SubnetType": "Public", "team": "net", "tier": "edge"]
        #expect(tags(engine, "Subnet", "v-public-1") == edge)
        let table: PropertyValue = ["Name": "v-public-1", "SubnetType": "Public", "team": "web"]
        #expect(tags(engine, "RouteTable", "v-public-1") == table)
        #expect(tags(engine, "Eip", "v-1") == ["Name": "v-1", "team": "web"])
        #expect(tags(engine, "NatGateway", "v-1") == ["Name": "v-1", "team": "web"])
        #expect(tags(engine, "VpcEndpoint", "s3") == ["Name": "own", "team": "data"])
        #expect(tags(engine, "Route", "v-public-1") == nil)
    }

    @Test("that are one output are merged by their keys")
    func outputs() async throws {
        let engine = PlayedEngine()
        let given = PropertyValue.output(Output(["team": "web"], isSecret: true, dependencies: ["urn:t"]))
        let inputs: PropertyMap = ["availabilityZoneNames": ["us-west-2a"], "tags": given]
        try await VPCFixture.construct(inputs, on: engine)
        #expect(tags(engine, "Vpc", "v") == ["Name": "v", "team": .secret("web")])
        #expect(tags(engine, "Eip", "v-1") == ["Name": "v-1", "team": .secret("web")])
        #expect(engine.registration("Vpc", "v")?.propertyDependencies["tags"] == ["urn:t"])
    }

    @Test("that are not known yet leave all tags unknown, and nothing else")
    func unknown() async throws {
        let engine = PlayedEngine(isPreview: true)
        let given = PropertyValue.output(Output(.none, dependencies: ["urn:t"]))
        let inputs: PropertyMap = ["availabilityZoneNames": ["us-west-2a"], "tags": given]
        try await VPCFixture.construct(inputs, on: engine)
        #expect(tags(engine, "Vpc", "v") == .unknown)
        #expect(engine.registration("Subnet", "v-public-1")?.object["cidrBlock"] == "10.0.128.0/18")
    }

    @Test("name subnets after their zones where that is the strategy, resources by number")
    func zoneNames() async throws {
        let engine = PlayedEngine()
        let inputs: PropertyMap = [
            "numberOfAvailabilityZones": 2, "subnetNameTagStrategy": "AvailabilityZone",
            "subnetSpecs": [["type": "Private", "name": "app"], ["type": "Public"]],
        ]
        try await VPCFixture.construct(inputs, on: engine)
        #expect(tags(engine, "Subnet", "v-app-2") == ["Name": "v-app-2b", "SubnetType": "Private"])
        #expect(tags(engine, "RouteTable", "v-app-2") == ["Name": "v-app-2b", "SubnetType": "Private"])
        #expect(tags(engine, "NatGateway", "v-2") == ["Name": "v-2"])
    }
}
