import JSON
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

@Suite("A trail")
struct TrailTests {
    private static let type = "aws:cloudtrail/trail:Trail"
    private static let trail: PropertyMap = ["name": "audit", "s3BucketName": "audit-log"]
    private static let everything: JSON = [
        ["IncludeManagementEvents": true, "ReadWriteType": "All", "DataResources": []]
    ]

    private func advanced(_ category: String) -> PropertyValue {
        [["name": "one", "fieldSelectors": [["field": "eventCategory", "equals": [.string(category)]]]]]
    }

    @Test("records from its creation on, unless the program says otherwise")
    func logging() async throws {
        var one = try await ShapedResource(Self.type, Self.trail)
        #expect(one.aws.inputs(of: "cloudtrail.StartLogging").count == 1)
        #expect(one.aws.inputs(of: "cloudtrail.PutEventSelectors").isEmpty)
        try await one.update(to: one.checked(Self.trail.merging(["enableLogging": false])))
        #expect(one.aws.inputs(of: "cloudtrail.StopLogging").count == 1)
        #expect(one.outputs["enableLogging"] == false)
        let idle = try await ShapedResource(Self.type, Self.trail.merging(["enableLogging": false]))
        #expect(idle.aws.inputs(of: "cloudtrail.StartLogging").isEmpty)
    }

    @Test("selects events in one way at a time, and all management events when no selector is left")
    func selectors() async throws {
        var one = try await ShapedResource(Self.type, Self.trail.merging(["advancedEventSelectors": advanced("Data")]))
        func sent() throws -> JSON.Object { try #require(one.aws.inputs(of: "cloudtrail.PutEventSelectors").last) }
        #expect(try sent()["AdvancedEventSelectors"]?[0]?["FieldSelectors"]?[0]?["Equals"] == ["Data"])
        #expect(try sent()["EventSelectors"] == nil)
        let basic: PropertyValue = [["readWriteType": "WriteOnly"]]
        try await one.update(to: one.checked(Self.trail.merging(["eventSelectors": basic])))
        #expect(try sent()["EventSelectors"]?[0]?["ReadWriteType"] == "WriteOnly")
        #expect(try sent()["AdvancedEventSelectors"] == nil)
        try await one.update(to: one.checked(Self.trail))
        #expect(try sent()["EventSelectors"] == Self.everything)
    }

    @Test("names its log group and the role that writes to it together")
    func logGroup() async throws {
        let arn = "arn:aws:logs:us-west-2:123456789012:log-group:audit"
        let logs: PropertyMap = [
            "cloudWatchLogsGroupArn": .string("\(arn):*"),
            "cloudWatchLogsRoleArn": "arn:aws:iam::123456789012:role/audit",
        ]
        var one = try await ShapedResource(Self.type, Self.trail.merging(logs))
        let news = logs.merging(["cloudWatchLogsGroupArn": .string("\(arn)-2:*")])
        try await one.update(to: one.checked(Self.trail.merging(news)))
        let update = try #require(one.aws.inputs(of: "cloudtrail.UpdateTrail").last)
        #expect(update["CloudWatchLogsLogGroupArn"] == .string("\(arn)-2:*"))
        #expect(update["CloudWatchLogsRoleArn"] == "arn:aws:iam::123456789012:role/audit")
        try await one.update(to: one.checked(Self.trail))
        let removal = try #require(one.aws.inputs(of: "cloudtrail.UpdateTrail").last)
        #expect(removal["CloudWatchLogsLogGroupArn"] == "")
        #expect(removal["CloudWatchLogsRoleArn"] == "")
    }

    @Test(
        "tells its topic as the program did",
        arguments: ["alerts", "arn:aws:sns:us-west-2:123456789012:alerts", "arn:aws:sns:us-east-1:123456789012:alerts"]
    )
    func topic(_ name: String) async throws {
        let aws = ScriptedAWS()
        let topic = name.hasPrefix("arn:") ? name : "arn:aws:sns:us-west-2:123456789012:\(name)"
        let arn = "arn:aws:cloudtrail:us-west-2:123456789012:trail/audit"
        aws.on(
            "cloudtrail.GetTrail",
            ["Trail": ["Name": "audit", "TrailARN": .string(arn), "SnsTopicARN": .string(topic)]]
        )
        aws.on("cloudtrail.GetTrailStatus", ["IsLogging": true])
        aws.on("cloudtrail.ListTags", [:])
        let request = ReadRequest(id: arn, urn: urn(Self.type), properties: ["snsTopicName": .string(name)])
        let read = try await AWSProvider.scripted(aws).read(request, .test)
        #expect(read.properties?["snsTopicName"] == .string(name))
    }

    @Test("without insights is read all the same")
    func withoutInsights() async throws {
        let aws = ScriptedAWS()
        let arn = "arn:aws:cloudtrail:us-west-2:123456789012:trail/audit"
        aws.on(
            "cloudtrail.GetTrail",
            ["Trail": ["Name": "audit", "TrailARN": .string(arn), "HasInsightSelectors": true]]
        )
        aws.on("cloudtrail.GetTrailStatus", ["IsLogging": true])
        aws.on("cloudtrail.ListTags", [:])
        aws.on("cloudtrail.GetInsightSelectors") { _ in
            throw AWSFailure(code: "InsightNotEnabledException", message: "there are none")
        }
        let read = try await AWSProvider.scripted(aws).read(ReadRequest(id: arn, urn: urn(Self.type)), .test)
        #expect(read.inputs?["name"] == "audit")
        #expect(read.inputs?["insightSelectors"] == nil)
    }

    @Test(
        "is made, changed, imported and deleted",
        .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
    )
    func life() async throws {
        let stack = try await TestStack.onMoto()
        _ = try await stack.create("aws:s3/bucket:Bucket", ["bucket": "audit-log"])
        let trail = try await stack.create(
            Self.type,
            Self.trail.merging([
                "eventSelectors": [["readWriteType": "WriteOnly", "includeManagementEvents": true]],
                "insightSelectors": [["insightType": "ApiCallRateInsight"]], "tags": ["team": "shop"],
            ])
        )
        let changed = try await stack.update(
            trail,
            [
                "advancedEventSelectors": advanced("Management"), "enableLogging": false, "eventSelectors": .null,
                "s3KeyPrefix": "trail", "tags": ["team": "web"],
            ]
        )
        #expect(changed["advancedEventSelectors"]?.list?.count == 1)
        #expect(changed["enableLogging"] == false)
        #expect(changed["s3KeyPrefix"] == "trail")
        #expect(changed["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(trail, as: trail.id)["s3BucketName"] == "audit-log")
        try await stack.deleteTwice()
    }
}
