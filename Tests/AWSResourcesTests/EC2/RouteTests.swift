import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A route")
struct RouteTests {
    private static let type = "aws:ec2/route:Route"

    @Test("to an endpoint, which AWS shows as one to a gateway, is read as it was given")
    func endpoint() async throws {
        let aws = ScriptedAWS()
        let local: JSON = ["DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local"]
        let shown: JSON = ["DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "vpce-1", "State": "active"]
        aws.on("ec2.DescribeRouteTables", ["RouteTables": [["RouteTableId": "rtb-1", "Routes": [local, shown]]]])
        let provider = try await AWSProvider.scripted(aws)
        let inputs: PropertyMap = [
            "routeTableId": "rtb-1", "destinationCidrBlock": "0.0.0.0/0", "vpcEndpointId": "vpce-1",
        ]
        let made = try await provider.create(CreateRequest(urn: urn(Self.type), properties: inputs), .test)
        #expect(made.id == "r-rtb-11080289494")
        #expect(made.properties["vpcEndpointId"] == "vpce-1")
        #expect(made.properties["gatewayId"] == "")
        #expect(aws.inputs(of: "ec2.CreateRoute").first?["VpcEndpointId"] == "vpce-1")
        let request = ReadRequest(id: made.id, urn: urn(Self.type), properties: made.properties, inputs: inputs)
        #expect(try await provider.read(request, .test).inputs == inputs)
    }

    @Test(
        "has a checksum of its destination in its id",
        arguments: [("0.0.0.0/0", 1_080_289_494), ("::/0", 2_750_132_062)]
    )
    func checksum(_ destination: String, _ number: Int) {
        #expect(CRC32.checksum(destination) == UInt32(number))
    }
}
