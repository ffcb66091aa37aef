import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("An attachment to a target group")
struct TargetGroupAttachmentTests {
    private static let arn = "arn:aws:elasticloadbalancing:us-west-2:123456789012"
    private static let group = "\(arn):targetgroup/web/1"
    private static let balancer = "\(arn):loadbalancer/app/web/1"
    private static let function = "arn:aws:lambda:us-west-2:123456789012:function:web"
    private let type = "aws:lb/targetGroupAttachment:TargetGroupAttachment"

    /// An AWS that finds every target healthy.
    private func cloud() -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("elbv2.DescribeTargetHealth", ["TargetHealthDescriptions": [["TargetHealth": ["State": "healthy"]]]])
        return aws
    }

    @Test(
        "registers any kind of target, and deregisters it",
        arguments: [
            (["targetId": "i-1", "port": 8080], ["Id": "i-1", "Port": 8080], "\(group),i-1,8080"),
            (
                ["targetId": "10.1.0.5", "port": 80, "availabilityZone": "all"],
                ["Id": "10.1.0.5", "Port": 80, "AvailabilityZone": "all"], "\(group),10.1.0.5,80,all"
            ),
            (["targetId": .string(function)], ["Id": .string(function)], "\(group),\(function)"),
            (
                ["targetId": .string(balancer), "port": 80], ["Id": .string(balancer), "Port": 80],
                "\(group),\(balancer),80"
            ),
        ] as [(PropertyMap, JSON.Object, String)]
    )
    func anyTarget(_ target: PropertyMap, _ members: JSON.Object, _ id: String) async throws {
        let aws = cloud()
        let provider = try await AWSProvider.scripted(aws)
        let news = target.merging(["targetGroupArn": .string(Self.group)])
        let checked = try await provider.check(CheckRequest(urn: urn(type), news: news), .test)
        #expect(checked.failures == [])
        let made = try await provider.create(CreateRequest(urn: urn(type), properties: checked.inputs), .test)
        #expect(made.id == id)
        let deleted = DeleteRequest(id: id, urn: urn(type), properties: made.properties, oldInputs: checked.inputs)
        try await provider.delete(deleted, .test)
        let call: JSON.Object = ["TargetGroupArn": .string(Self.group), "Targets": [.object(members)]]
        #expect(aws.inputs(of: "elbv2.RegisterTargets") == [call])
        #expect(aws.inputs(of: "elbv2.DeregisterTargets") == [call])
        #expect(aws.refusals == [])
    }

    @Test("takes the id of a QUIC server along")
    func quicServer() async throws {
        let aws = cloud()
        let provider = try await AWSProvider.scripted(aws)
        let inputs: PropertyMap = [
            "targetGroupArn": .string(Self.group), "targetId": "i-1", "quicServerId": "0x0123456789abcdef",
        ]
        let made = try await provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        #expect(made.properties["quicServerId"] == "0x0123456789abcdef")
        let target = aws.inputs(of: "elbv2.RegisterTargets").first?["Targets"]?[0]
        #expect(target?["QuicServerId"] == "0x0123456789abcdef")
        #expect(aws.refusals == [])
    }

    @Test("of a function that the load balancer may not invoke is tried again, and says what permits it")
    func notPermitted() async throws {
        let aws = cloud()
        aws.on("elbv2.RegisterTargets") { _ in
            throw AWSFailure(
                code: "AccessDenied",
                message: "elasticloadbalancing principal does not have permission to invoke \(Self.function)"
            )
        }
        let provider = try await AWSProvider.scripted(aws)
        let inputs: PropertyMap = ["targetGroupArn": .string(Self.group), "targetId": .string(Self.function)]
        let error = try await #require(throws: StatusError.self) {
            try await provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        }
        #expect(error.message.contains("aws:lambda/permission:Permission"))
        #expect(aws.inputs(of: "elbv2.RegisterTargets").count > 2)
    }
}
