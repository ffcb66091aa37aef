import JSON
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

@Suite("An alarm")
struct MetricAlarmTests {
    private static let type = "aws:cloudwatch/metricAlarm:MetricAlarm"
    private static let compared: PropertyMap = [
        "name": "busy", "comparisonOperator": "GreaterThanThreshold", "evaluationPeriods": 2,
    ]
    private static let busy = compared.merging([
        "dimensions": ["ClusterName": "shop"], "metricName": "CPUUtilization", "namespace": "AWS/ECS", "period": 60,
        "statistic": "Average", "threshold": 80,
    ])

    private func sent(_ one: ShapedResource) throws -> JSON {
        .object(try #require(one.aws.inputs(of: "cloudwatch.PutMetricAlarm").last))
    }

    @Test("is updated as a whole, so that nothing is lost")
    func update() async throws {
        var one = try await ShapedResource(
            Self.type,
            Self.busy.merging(["alarmDescription": "too busy", "evaluateLowSampleCountPercentiles": "ignore"])
        )
        #expect(try sent(one)["Dimensions"] == [["Name": "ClusterName", "Value": "shop"]])
        try await one.update(to: one.checked(Self.busy.merging(["threshold": 90])))
        let update = try sent(one)
        #expect(update["AlarmName"] == "busy")
        #expect(update["Threshold"] == 90)
        #expect(update["MetricName"] == "CPUUtilization")
        #expect(update["AlarmDescription"] == nil)
        #expect(update["EvaluateLowSampleCountPercentile"] == "ignore")
    }

    @Test("compares with 0 where the program names no limit")
    func withoutThreshold() async throws {
        let one = try await ShapedResource(Self.type, Self.busy.filter { $0.key != "threshold" })
        #expect(try sent(one)["Threshold"] == 0)
    }

    @Test("computes what it watches from several metrics")
    func queries() async throws {
        let metric: PropertyValue = [
            "dimensions": ["ClusterName": "shop"], "metricName": "CPUUtilization", "namespace": "AWS/ECS",
            "period": 60, "stat": "Average",
        ]
        let queries: PropertyValue = [
            ["id": "one", "expression": "cpu * 2", "returnData": true], ["id": "cpu", "metric": metric],
        ]
        let one = try await ShapedResource(Self.type, Self.compared.merging(["metricQueries": queries]))
        let stat: JSON = [
            "Metric": [
                "Dimensions": [["Name": "ClusterName", "Value": "shop"]], "MetricName": "CPUUtilization",
                "Namespace": "AWS/ECS",
            ],
            "Period": 60, "Stat": "Average",
        ]
        #expect(try sent(one).at("Metrics[1].MetricStat") == stat)
        #expect(try await one.read().inputs == one.inputs)
        #expect(one.aws.refusals == [])
    }

    @Test("on PromQL leaves out what it does not take")
    func promQL() async throws {
        let one = try await ShapedResource(
            Self.type,
            ["name": "busy", "evaluationCriteria": ["promqlCriteria": ["query": "up"]], "evaluationInterval": 60]
        )
        let input = try sent(one)
        #expect(input.at("EvaluationCriteria.PromQLCriteria.Query") == "up")
        for member in ["ActionsEnabled", "Threshold", "TreatMissingData"] { #expect(input[member] == nil) }
    }

    @Test("does not take the place of another one of its name")
    func nameTaken() async throws {
        let aws = ScriptedAWS()
        aws.on("cloudwatch.DescribeAlarms", ["MetricAlarms": [["AlarmName": "busy"]]])
        let request = CreateRequest(urn: urn(Self.type), properties: Self.busy)
        await #expect(throws: (any Error).self) { _ = try await AWSProvider.scripted(aws).create(request, .test) }
        #expect(aws.inputs(of: "cloudwatch.PutMetricAlarm").isEmpty)
    }

    @Test("needs one query whose data is compared, and a metric or an expression in each")
    func rules() async throws {
        let provider = try await AWSProvider.scripted()
        func problems(_ queries: PropertyValue) async throws -> [String] {
            let news = Self.compared.merging(["metricQueries": queries])
            return try await provider.check(CheckRequest(urn: urn(Self.type), news: news), .test).failures.map(
                \.property
            )
        }
        let metric: PropertyValue = [
            "metricName": "CPUUtilization", "namespace": "AWS/ECS", "period": 60, "stat": "Sum",
        ]
        let returned: PropertyValue = ["id": "cpu", "metric": metric, "returnData": true]
        #expect(try await problems([returned, ["id": "double", "expression": "cpu * 2"]]) == [])
        #expect(try await problems([["id": "cpu", "metric": metric]]) != [])
        let both: PropertyValue = ["id": "two", "metric": metric, "expression": "cpu * 2"]
        #expect(try await problems([returned, both]) != [])
    }

    @Test(
        "is made, changed, imported and deleted",
        .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
    )
    func life() async throws {
        let stack = try await TestStack.onMoto()
        let alarm = try await stack.create(Self.type, Self.busy.merging(["tags": ["team": "shop"]]))
        let topic: PropertyValue = "arn:aws:sns:us-west-2:123456789012:alerts"
        let changed = try await stack.update(
            alarm,
            ["alarmActions": [topic], "tags": ["team": "web"], "threshold": 90]
        )
        #expect(changed["alarmActions"] == [topic])
        #expect(changed["threshold"] == 90)
        #expect(changed["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(alarm, as: "busy")["dimensions"] == ["ClusterName": "shop"])
        try await stack.deleteTwice()
    }
}
