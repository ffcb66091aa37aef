import ProviderKit
import PulumiProtocol
import Testing

@Suite("Outputs of a Vpc")
struct VPCOutputTests {
    private static let vpc = "urn:pulumi:dev::shop::awsx:ec2:Vpc$aws:ec2/vpc:Vpc"
    private static let subnets = ["public-1", "private-1", "public-2", "private-2"].map {
        "\(vpc)$aws:ec2/subnet:Subnet::v-\($0)"
    }
    private static let dependencies = (subnets + ["\(vpc)::v"]).sorted()

    @Test("list what was made zone by zone, public before private")
    func lists() async throws {
        let engine = PlayedEngine()
        let answer = try await VPCFixture.construct(["availabilityZoneNames": VPCFixture.zones], on: engine)
        let state = answer.state
        func urns(_ name: String) -> [String] {
            (state[name]?.list ?? []).compactMap {
                if case .resource(let reference) = $0 { reference.urn } else { nil }
            }
        }
        #expect(urns("subnets") == Self.subnets)
        #expect(urns("publicSubnets") == [Self.subnets[0], Self.subnets[2]])
        #expect(urns("privateSubnets") == [Self.subnets[1], Self.subnets[3]])
        #expect(
            urns("routes").map { $0.split(separator: ":").last } == [
                "v-public-1", "v-private-1", "v-public-2", "v-private-2",
            ]
        )
        #expect(urns("routeTables").count == 4 && urns("routeTableAssociations").count == 4)
        #expect(urns("natGateways").count == 2 && urns("eips").count == 2)
        #expect(state["publicSubnetIds"] == ["id:v-public-1", "id:v-public-2"])
        #expect(state["privateSubnetIds"] == ["id:v-private-1", "id:v-private-2"])
        #expect(state["isolatedSubnetIds"] == [] && state["isolatedSubnets"] == [] && state["vpcEndpoints"] == [])
        #expect(state["vpcId"] == "id:v")
        #expect(state.count == 17)
    }

    @Test("depend on the VPC and every subnet, and on what they refer to")
    func dependencies() async throws {
        let engine = PlayedEngine()
        let answer = try await VPCFixture.construct(["availabilityZoneNames": VPCFixture.zones], on: engine)
        for name in ["vpcId", "vpc", "publicSubnetIds", "isolatedSubnets", "subnetLayout", "vpcEndpoints"] {
            #expect(answer.stateDependencies[name] == Self.dependencies, "\(name)")
        }
        let gateway = "\(Self.vpc)$aws:ec2/internetGateway:InternetGateway::v"
        #expect(answer.stateDependencies["internetGateway"] == (Self.dependencies + [gateway]).sorted())
        #expect(answer.stateDependencies["natGateways"]?.count == Self.dependencies.count + 2)
    }

    @Test("of a preview name the resources, and leave ids unknown")
    func preview() async throws {
        let engine = PlayedEngine(isPreview: true)
        let answer = try await VPCFixture.construct(["availabilityZoneNames": VPCFixture.zones], on: engine)
        #expect(answer.state["vpcId"] == .unknown)
        #expect(answer.state["publicSubnetIds"] == .unknown)
        #expect(answer.state["isolatedSubnetIds"] == [])
        let reference = ResourceReference(urn: Self.subnets[0], id: .unknown)
        #expect(answer.state["subnets"]?.list?.first == .resource(reference))
    }

    @Test("say which layout was made, and warn of what a later default will change")
    func layout() async throws {
        let engine = PlayedEngine()
        let specs: PropertyValue = [["type": "Public", "cidrMask": 22], ["type": "Private", "cidrMask": 20]]
        let answer = try await VPCFixture.construct(["numberOfAvailabilityZones": 1, "subnetSpecs": specs], on: engine)
        let layout: PropertyValue = [["type": "Private", "cidrMask": 20], ["type": "Public", "cidrMask": 22]]
        #expect(answer.state["subnetLayout"] == layout)
        #expect(
            engine.log.messages == [
                "property subnetSpecs: the default of subnetStrategy will change from Legacy to Auto, which lays subnets "
                    + "out in another way; set it to Legacy to keep them where they are, or to Auto with this layout: "
                    + #"[{"cidrMask":20,"type":"Private"},{"cidrMask":22,"type":"Public"}]"#
            ]
        )
    }
}
