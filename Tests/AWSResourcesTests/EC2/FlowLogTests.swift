import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A flow log")
struct FlowLogTests {
    private static let type = "aws:ec2/flowLog:FlowLog"
    private static let inputs: PropertyMap = [
        "logDestination": "arn:aws:logs:us-west-2:123456789012:log-group:web:*", "maxAggregationInterval": 600,
        "iamRoleArn": "arn:aws:iam::123456789012:role/web", "logDestinationType": "cloud-watch-logs",
    ]

    private static func create(_ aws: ScriptedAWS, _ inputs: PropertyMap) async throws -> CreateResponse {
        let provider = try await AWSProvider.scripted(aws)
        return try await provider.create(
            CreateRequest(urn: urn(type), properties: Self.inputs.merging(inputs)),
            .test
        )
    }

    @Test(
        "names what it records by its kind, and is read back by the form of its id",
        arguments: [
            ("vpcId", "vpc-1", "VPC"), ("subnetId", "subnet-1", "Subnet"), ("eniId", "eni-1", "NetworkInterface"),
            ("regionalNatGatewayId", "nat-1", "RegionalNatGateway"), ("transitGatewayId", "tgw-1", "TransitGateway"),
            ("transitGatewayAttachmentId", "tgw-attach-1", "TransitGatewayAttachment"),
        ]
    )
    func source(_ property: String, _ id: String, _ kind: String) async throws {
        let aws = ScriptedAWS()
        aws.on("ec2.CreateFlowLogs", ["FlowLogIds": ["fl-1"]])
        aws.on(
            "ec2.DescribeFlowLogs",
            ["FlowLogs": [["FlowLogId": "fl-1", "ResourceId": .string(id), "TrafficType": "ALL"]]]
        )
        let made = try await Self.create(aws, [property: .string(id), "trafficType": "ALL"])
        let sent = try #require(aws.inputs(of: "ec2.CreateFlowLogs").first)
        #expect(sent["ResourceIds"] == [.string(id)])
        #expect(sent["ResourceType"] == .string(kind))
        #expect(sent["TrafficType"] == (kind.hasPrefix("Transit") ? nil : "ALL"))
        #expect(sent["LogDestination"] == "arn:aws:logs:us-west-2:123456789012:log-group:web")
        #expect(made.properties[property] == .string(id))
        #expect(aws.refusals == [])
    }

    @Test("that AWS refuses in an answer that looks like a success is told with AWS's words")
    func failure() async throws {
        let aws = ScriptedAWS()
        aws.on(
            "ec2.CreateFlowLogs",
            [
                "FlowLogIds": [],
                "Unsuccessful": [["ResourceId": "vpc-1", "Error": ["Code": "400", "Message": "no such bucket"]]],
            ]
        )
        let error = await #expect(throws: (any Error).self) { try await Self.create(aws, ["vpcId": "vpc-1"]) }
        #expect(String(describing: error).contains("400: no such bucket"))
    }

    @Test("is tried again while its role cannot be assumed yet, wherever AWS says so")
    func newRole() async throws {
        let aws = ScriptedAWS()
        let words = "Unable to assume given IAM role arn:aws:iam::123456789012:role/web"
        aws.on(
            "ec2.CreateFlowLogs",
            { _ in throw AWSFailure(code: "InvalidParameter", message: words) },
            { _ in ["Unsuccessful": [["Error": ["Code": "InvalidParameter", "Message": .string(words)]]]] },
            { _ in ["FlowLogIds": ["fl-1"]] }
        )
        aws.on("ec2.DescribeFlowLogs", ["FlowLogs": [["FlowLogId": "fl-1", "ResourceId": "vpc-1"]]])
        #expect(try await Self.create(aws, ["vpcId": "vpc-1"]).id == "fl-1")
        #expect(aws.inputs(of: "ec2.CreateFlowLogs").count == 3)
    }

    @Test("whose group ends with a star is the same as one without")
    func star() async throws {
        let provider = try await AWSProvider.scripted()
        let other = Self.inputs.merging(["logDestination": "arn:aws:logs:us-west-2:123456789012:log-group:web"])
        let request = DiffRequest(urn: urn(Self.type), news: other, oldInputs: Self.inputs)
        #expect(try await provider.diff(request, .test).diffs == [])
    }
}
