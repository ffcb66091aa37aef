import JSON
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

@Suite("A schedule")
struct ScheduleTests {
    private static let type = "aws:scheduler/schedule:Schedule"

    /// A nightly task on Fargate.
    private static let nightly: PropertyMap = [
        "name": "night", "flexibleTimeWindow": ["mode": "OFF"], "scheduleExpression": "cron(0 3 * * ? *)",
        "target": [
            "arn": "arn:aws:ecs:us-west-2:123456789012:cluster/shop",
            "roleArn": "arn:aws:iam::123456789012:role/night",
            "ecsParameters": [
                "taskDefinitionArn": "arn:aws:ecs:us-west-2:123456789012:task-definition/night:1",
                "launchType": "FARGATE", "tags": ["team": "shop"],
                "networkConfiguration": ["subnets": ["subnet-1"], "assignPublicIp": true],
                "placementStrategies": [["type": "spread", "field": "host"]],
            ],
        ],
    ]

    private func sent(_ one: ShapedResource, _ operation: String = "scheduler.CreateSchedule") throws -> JSON {
        .object(try #require(one.aws.inputs(of: operation).last))
    }

    @Test("runs a task as Amazon ECS writes it")
    func task() async throws {
        let one = try await ShapedResource(Self.type, Self.nightly)
        let task = try #require(try sent(one).at("Target.EcsParameters"))
        #expect(task["TaskCount"] == 1)
        #expect(task["Tags"] == [["key": "team", "value": "shop"]])
        #expect(task["PlacementStrategy"] == [["type": "spread", "field": "host"]])
        let network: JSON = ["awsvpcConfiguration": ["AssignPublicIp": "ENABLED", "Subnets": ["subnet-1"]]]
        #expect(task["NetworkConfiguration"] == network)
        #expect(one.aws.refusals == [])
    }

    @Test("without a group is in the default one, and is found there")
    func group() async throws {
        let one = try await ShapedResource(Self.type, Self.nightly)
        #expect(one.id == "default/night")
        #expect(try await one.find().id == "default/night")
        let other = try await ShapedResource(Self.type, Self.nightly.merging(["groupName": "jobs"]))
        #expect(other.id == "jobs/night")
        #expect(try sent(other)["GroupName"] == "jobs")
    }

    @Test("is updated as a whole, so that nothing is lost")
    func update() async throws {
        let first = Self.nightly.merging(["actionAfterCompletion": "DELETE", "description": "cleans up"])
        var one = try await ShapedResource(Self.type, first)
        let news = try await one.checked(Self.nightly.merging(["scheduleExpression": "rate(1 hour)"]))
        #expect(try await one.differences(from: one.inputs, to: news).diffs == ["description", "scheduleExpression"])
        try await one.update(to: news)
        let update = try sent(one, "scheduler.UpdateSchedule")
        #expect(update["ScheduleExpression"] == "rate(1 hour)")
        #expect(update["Target"] == (try sent(one)["Target"]))
        #expect(update["ActionAfterCompletion"] == "DELETE")
        #expect(update["State"] == "ENABLED")
        #expect(update["Description"] == nil)
    }

    @Test("that tries again as often as AWS does by itself is the same schedule")
    func retries() async throws {
        let one = try await ShapedResource(Self.type, Self.nightly)
        func retrying(_ times: Double) async throws -> PropertyMap {
            var target = try #require(Self.nightly["target"]?.map)
            target["retryPolicy"] = ["maximumEventAgeInSeconds": 86_400, "maximumRetryAttempts": .number(times)]
            return try await one.checked(Self.nightly.merging(["target": .map(target)]))
        }
        #expect(try await one.differences(from: one.inputs, to: retrying(185)).diffs == [])
        #expect(try await one.differences(from: one.inputs, to: retrying(0)).diffs == ["target"])
    }

    @Test(
        "and its group are made, changed, imported and deleted",
        .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
    )
    func life() async throws {
        let stack = try await TestStack.onMoto()
        let group = try await stack.create(
            "aws:scheduler/scheduleGroup:ScheduleGroup",
            ["name": "jobs", "tags": ["team": "shop"]]
        )
        #expect(try await stack.update(group, ["tags": ["team": "web"]])["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(group, as: "jobs")["name"] == "jobs")
        let schedule = try await stack.create(
            Self.type,
            Self.nightly.merging(["groupName": "jobs", "endDate": "2036-01-01T00:00:00Z", "state": "DISABLED"])
        )
        let changed = try await stack.update(
            schedule,
            ["scheduleExpression": "rate(5 minutes)", "scheduleExpressionTimezone": "Asia/Tokyo", "state": "ENABLED"]
        )
        #expect(changed["endDate"] == "2036-01-01T00:00:00Z")
        #expect(changed["state"] == "ENABLED")
        #expect(try await stack.imported(schedule, as: "jobs/night")["target"] == changed["target"])
        try await stack.deleteTwice()
    }
}
