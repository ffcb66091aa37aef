import ProviderKit
import PulumiProtocol
import Testing

@Suite("A Vpc refuses")
struct VPCRefusalTests {
    private static let unknown = PropertyValue.output(Output(.none, dependencies: ["urn:u"]))
    private static let interface: PropertyMap = ["serviceName": "sqs", "vpcEndpointType": "Interface"]

    /// Inputs; the property at fault; words of the reason.
    private static let table: [(PropertyMap, String, [String])] = [
        (["ipv4IpamPoolId": "pool"], "ipv4IpamPoolId", ["cidrBlock", "ipv4NetmaskLength"]),
        (
            ["ipv4IpamPoolId": "pool", "cidrBlock": "10.0.0.0/16", "ipv4NetmaskLength": 16], "ipv4NetmaskLength",
            ["cidrBlock"]
        ),
        (["ipv4IpamPoolId": "pool", "ipv4NetmaskLength": 16], "subnetStrategy", ["Auto", "ipv4IpamPoolId"]),
        (["cidrBlock": "10.0.0.0"], "cidrBlock", ["10.0.0.0/16"]),
        (["cidrBlock": unknown], "cidrBlock", ["known at once"]),
        (["numberOfAvailabilityZones": 0], "numberOfAvailabilityZones", ["at least 1"]),
        (["numberOfAvailabilityZones": -1], "numberOfAvailabilityZones", ["at least 1"]),
        (["numberOfAvailabilityZones": 2.5], "numberOfAvailabilityZones", ["whole number"]),
        (["availabilityZoneNames": []], "availabilityZoneNames", ["is empty"]),
        (
            ["availabilityZoneNames": ["us-west-2a", "us-west-2a"]], "availabilityZoneNames[1]",
            ["us-west-2a", "suffix"]
        ),
        (
            ["availabilityZoneNames": ["us-west-2a"], "numberOfAvailabilityZones": 1], "numberOfAvailabilityZones",
            ["availabilityZoneNames"]
        ),
        (["region": unknown], "region", ["availabilityZoneNames"]),
        (
            ["availabilityZoneNames": ["us-west-2a", "us-east-2a"], "subnetNameTagStrategy": "AvailabilityZone"],
            "subnetNameTagStrategy", ["suffix", "2a"]
        ),
        (["natGateways": ["strategy": "Double"]], "natGateways.strategy", ["OnePerAz"]),
        (
            ["natGateways": ["strategy": "Single", "elasticIpAllocationIds": ["a", "b"]]],
            "natGateways.elasticIpAllocationIds", ["2", "Single"]
        ),
        (
            ["natGateways": ["strategy": "OnePerAz", "elasticIpAllocationIds": unknown]],
            "natGateways.elasticIpAllocationIds", ["known at once"]
        ),
        (
            ["subnetStrategy": "Auto", "subnetSpecs": [["type": "Public"]]], "natGateways.strategy",
            ["None", "private or isolated"]
        ),
        (["subnetStrategy": "Legcy"], "subnetStrategy", ["Legacy"]),
        (["subnetStrategy": "auto"], "subnetStrategy", ["Auto"]),
        (["subnetSpecs": [["type": "Publc"]]], "subnetSpecs[0].type", ["Public"]),
        (["subnetSpecs": [["cidrMask": 20]]], "subnetSpecs[0].type", ["is missing"]),
        (["subnetSpecs": [["type": "Public", "cidrMask": unknown]]], "subnetSpecs[0].cidrMask", ["known at once"]),
        (["subnetSpecs": unknown], "subnetSpecs", ["known at once"]),
        (["subnetNameTagStrategy": "Zone"], "subnetNameTagStrategy", ["AvailabilityZone"]),
        (["vpcEndpointStrategy": "auto"], "vpcEndpointStrategy", ["Auto"]),
        (["vpcEndpointSpecs": [[:]]], "vpcEndpointSpecs[0].serviceName", ["is missing"]),
        (
            ["vpcEndpointSpecs": [["serviceName": "s3"], ["serviceName": "s3"]]], "vpcEndpointSpecs[1].serviceName",
            ["vpcEndpointSpecs[0]"]
        ),
        (
            [
                "vpcEndpointStrategy": "Auto",
                "vpcEndpointSpecs": [["serviceName": "s3", "vpcEndpointType": unknown]],
            ], "vpcEndpointSpecs[0].vpcEndpointType", ["known at once"]
        ),
        (
            ["vpcEndpointStrategy": "Auto", "vpcEndpointSpecs": [.map(interface)], "enableDnsHostnames": false],
            "enableDnsHostnames", ["vpcEndpointSpecs[0].privateDnsEnabled"]
        ),
        (
            ["vpcEndpointStrategy": "Auto", "vpcEndpointSpecs": [.map(interface)], "enableDnsSupport": false],
            "enableDnsSupport", ["private DNS"]
        ),
    ]

    @Test("what cannot be, before any child is registered", arguments: table.indices)
    func inputs(_ index: Int) async throws {
        let (inputs, path, words) = Self.table[index]
        let engine = PlayedEngine(isPreview: true)
        let failure = await #expect(throws: InputFailure.self) { try await VPCFixture.construct(inputs, on: engine) }
        #expect(failure?.faults.map(\.property) == [path])
        for word in words { #expect(failure?.faults.first?.reason.contains(word) == true, "\(failure as Any)") }
        #expect(engine.log.registrations.count == 1)
    }

    @Test("more IPv6 subnets than a block has")
    func ipv6Subnets() async throws {
        let specs = (0..<129).map { PropertyValue.map(["type": "Private", "name": .string("s\($0)"), "cidrMask": 28]) }
        let inputs: PropertyMap = [
            "availabilityZoneNames": VPCFixture.zones, "natGateways": ["strategy": "None"], "subnetStrategy": "Auto",
            "assignGeneratedIpv6CidrBlock": true, "subnetSpecs": .list(specs),
        ]
        let engine = PlayedEngine(isPreview: true)
        let failure = await #expect(throws: InputFailure.self) { try await VPCFixture.construct(inputs, on: engine) }
        #expect(failure?.faults.map(\.property) == ["assignGeneratedIpv6CidrBlock"])
        #expect(failure?.faults.first?.reason.contains("255") == true)
        #expect(engine.log.registrations.count == 1)
    }

    /// The zones that AWS lists; the number that is wanted; the property at fault; words of the reason.
    private static let zones: [([PropertyValue], PropertyValue, String, [String])] = [
        ([], 1, "region", ["no availability zones", "enable the region"]),
        (["us-west-1a", "us-west-1c"], 3, "numberOfAvailabilityZones", ["is 3", "has 2", "us-west-1a, us-west-1c"]),
    ]

    @Test("more zones than the region has", arguments: zones.indices)
    func tooFewZones(_ index: Int) async throws {
        let (names, count, path, words) = Self.zones[index]
        let function = "aws:index/getAvailabilityZones:getAvailabilityZones"
        let engine = PlayedEngine(functions: [function: ["names": .list(names)]])
        let failure = await #expect(throws: InputFailure.self) {
            try await VPCFixture.construct(["numberOfAvailabilityZones": count], on: engine)
        }
        #expect(failure?.faults.map(\.property) == [path])
        for word in words { #expect(failure?.faults.first?.reason.contains(word) == true, "\(failure as Any)") }
        #expect(engine.log.registrations.count == 1)
    }

    @Test("the same suffix of zones that were looked up, before there is a VPC")
    func suffixes() async throws {
        let function = "aws:index/getAvailabilityZones:getAvailabilityZones"
        let engine = PlayedEngine(functions: [function: ["names": ["us-west-2a", "us-east-2a"]]])
        let inputs: PropertyMap = ["numberOfAvailabilityZones": 2, "subnetNameTagStrategy": "AvailabilityZone"]
        let failure = await #expect(throws: InputFailure.self) { try await VPCFixture.construct(inputs, on: engine) }
        #expect(failure?.faults.map(\.property) == ["subnetNameTagStrategy"])
        #expect(engine.log.registrations.count == 1)
    }
}
