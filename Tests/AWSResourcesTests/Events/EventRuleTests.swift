import JSON
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

@Suite("A rule of EventBridge, and its targets")
struct EventRuleTests {
    private static let rule = "aws:cloudwatch/eventRule:EventRule"
    private static let target = "aws:cloudwatch/eventTarget:EventTarget"
    private static let hourly: PropertyMap = ["name": "hourly", "scheduleExpression": "rate(1 hour)"]

    /// A task on Fargate that a rule starts.
    private static let task: PropertyMap = [
        "rule": "hourly", "targetId": "jobs", "arn": "arn:aws:ecs:us-west-2:123456789012:cluster/shop",
        "roleArn": "arn:aws:iam::123456789012:role/jobs",
        "ecsTarget": [
            "taskDefinitionArn": "arn:aws:ecs:us-west-2:123456789012:task-definition/jobs:1",
            "launchType": "FARGATE", "tags": ["team": "shop"],
            "networkConfiguration": ["subnets": ["subnet-1"]],
            "orderedPlacementStrategies": [["type": "spread", "field": "host"]],
        ],
    ]

    private func sent(_ one: ShapedResource, _ operation: String = "events.PutRule") throws -> JSON {
        .object(try #require(one.aws.inputs(of: operation).last))
    }

    @Test("is named with its bus, unless that is the default one")
    func ids() async throws {
        #expect(try await ShapedResource(Self.rule, Self.hourly).id == "hourly")
        let orders: PropertyMap = ["name": "new", "eventBusName": "shop/orders", "eventPattern": "{}"]
        let one = try await ShapedResource(Self.rule, orders)
        #expect(one.id == "shop/orders/new")
        #expect(try await one.find().id == "shop/orders/new")
        let target: PropertyMap = ["rule": "new", "targetId": "jobs", "arn": "arn:aws:sqs:us-west-2:123456789012:jobs"]
        #expect(try await ShapedResource(Self.target, target).id == "new-jobs")
        let other = target.merging(["eventBusName": "shop/orders"])
        #expect(try await ShapedResource(Self.target, other).id == "shop/orders-new-jobs")
    }

    @Test(
        "is switched off by either property",
        arguments: [("isEnabled", PropertyValue.bool(false)), ("state", "DISABLED")]
    )
    func state(_ property: String, _ value: PropertyValue) async throws {
        var one = try await ShapedResource(Self.rule, Self.hourly.merging(["isEnabled": true]))
        #expect(try sent(one)["State"] == "ENABLED")
        try await one.update(to: one.checked(Self.hourly.merging([property: value])))
        #expect(try sent(one)["State"] == "DISABLED")
        #expect(try sent(one)["IsEnabled"] == nil)
        #expect(one.outputs["isEnabled"] == false)
        try await one.update(to: one.checked(Self.hourly.merging(["description": "every hour"])))
        #expect(try sent(one)["State"] == "DISABLED")
        #expect(try sent(one)["ScheduleExpression"] == "rate(1 hour)")
    }

    @Test(
        "with a schedule is one of the default bus",
        arguments: [
            ("default", true), ("arn:aws:events:us-west-2:123456789012:event-bus/default", true), ("orders", false),
        ]
    )
    func schedules(_ bus: PropertyValue, _ isAccepted: Bool) async throws {
        let request = CheckRequest(urn: urn(Self.rule), news: Self.hourly.merging(["eventBusName": bus]))
        #expect(try await AWSProvider.scripted().check(request, .test).failures.isEmpty == isAccepted)
    }

    @Test("keeps the ARN of its bus, which AWS shortens")
    func bus() async throws {
        let arn: PropertyValue = "arn:aws:events:us-west-2:123456789012:event-bus/orders"
        let aws = ScriptedAWS()
        aws.on("events.DescribeRule", ["Name": "new", "Arn": "arn:new", "EventBusName": "orders", "State": "ENABLED"])
        aws.on("events.ListTagsForResource", [:])
        let request = ReadRequest(id: "new", urn: urn(Self.rule), properties: ["name": "new", "eventBusName": arn])
        #expect(try await AWSProvider.scripted(aws).read(request, .test).properties?["eventBusName"] == arn)
    }

    @Test("whose target AWS refuses says why")
    func refusedTarget() async throws {
        let aws = ScriptedAWS()
        let failure: JSON = ["TargetId": "jobs", "ErrorCode": "LimitExceeded", "ErrorMessage": "too many targets"]
        aws.on("events.PutTargets", ["FailedEntryCount": 1, "FailedEntries": [failure]])
        let request = CreateRequest(urn: urn(Self.target), properties: Self.task)
        let error = await #expect(throws: (any Error).self) {
            _ = try await AWSProvider.scripted(aws).create(request, .test)
        }
        #expect("\(try #require(error))".contains("too many targets"))
    }

    @Test("starts a task as Amazon ECS writes it")
    func startsTask() async throws {
        let one = try await ShapedResource(Self.target, Self.task)
        let task = try #require(try sent(one, "events.PutTargets").at("Targets[0].EcsParameters"))
        #expect(task["TaskCount"] == 1)
        #expect(task["Tags"] == [["Key": "team", "Value": "shop"]])
        #expect(task["PlacementStrategy"] == [["type": "spread", "field": "host"]])
        let network: JSON = ["awsvpcConfiguration": ["AssignPublicIp": "DISABLED", "Subnets": ["subnet-1"]]]
        #expect(task["NetworkConfiguration"] == network)
        #expect(one.aws.refusals == [])
    }

    @Test(
        "and its target are made, changed, imported and deleted",
        .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
    )
    func life() async throws {
        let stack = try await TestStack.onMoto()
        let rule = try await stack.create(Self.rule, Self.hourly.merging(["tags": ["team": "shop"]]))
        let changed = try await stack.update(rule, ["state": "DISABLED", "tags": ["team": "web"]])
        #expect(changed["isEnabled"] == false)
        #expect(changed["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(rule, as: "default/hourly")["scheduleExpression"] == "rate(1 hour)")
        let target = try await stack.create(
            Self.target,
            ["rule": "hourly", "targetId": "jobs", "arn": "arn:aws:sqs:us-west-2:123456789012:jobs", "input": "{}"]
        )
        #expect(try await stack.update(target, ["input": #"{"kind":"all"}"#])["input"] == #"{"kind":"all"}"#)
        #expect(try await stack.imported(target, as: "hourly/jobs")["rule"] == "hourly")
        try await stack.deleteTwice()
    }
}
