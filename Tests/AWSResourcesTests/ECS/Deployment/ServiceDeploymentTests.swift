import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Synchronization
import Testing

@testable import AWSResources

@Suite("A service's deployment")
struct ServiceDeploymentTests {
    private static let arn = "arn:aws:ecs:us-west-2:123456789012:service/shop/web"
    private static let old = "arn:aws:ecs:us-west-2:123456789012:task-definition/web:1"
    private static let new = "arn:aws:ecs:us-west-2:123456789012:task-definition/web:2"

    /// An answer of `DescribeServices`.
    private static func service(
        running: Int,
        rollOut: String,
        task: String = new,
        reason: String = "",
        failedTasks: Int = 0,
        events: [String] = []
    ) -> JSON {
        let deployment: JSON = [
            "status": "PRIMARY", "rolloutState": .string(rollOut), "rolloutStateReason": .string(reason),
            "taskDefinition": .string(task), "failedTasks": .number(failedTasks),
        ]
        return [
            "services": [
                [
                    "serviceArn": .string(arn), "serviceName": "web", "status": "ACTIVE", "desiredCount": 2,
                    "runningCount": .number(running), "deployments": [deployment], "taskDefinition": .string(task),
                    "events": .array(events.map { ["message": .string($0)] }),
                ]
            ]
        ]
    }

    private static func aws(_ answers: JSON...) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("ecs.CreateService", ["service": ["serviceArn": .string(arn)]])
        let next = Mutex(0)
        aws.on("ecs.DescribeServices") { input in
            // By name it is looked for before it is made.
            guard input["services"]?[0]?.string == arn else { return ["services": []] }
            let index = next.withLock { index in
                defer { index += 1 }
                return min(index, answers.count - 1)
            }
            return answers[index]
        }
        return aws
    }

    private static let inputs: PropertyMap = [
        "name": "web", "cluster": "shop", "taskDefinition": .string(new), "desiredCount": 2,
        "waitForSteadyState": true,
    ]

    private func create(_ aws: ScriptedAWS, timeout: Double = 60) async throws -> CreateResponse {
        let provider = try await AWSProvider.scripted(aws)
        let request = CreateRequest(
            urn: urn("aws:ecs/service:Service"),
            properties: Self.inputs,
            timeout: timeout
        )
        return try await provider.create(request, .test)
    }

    @Test("is over when all tasks run and the roll-out is complete")
    func steady() async throws {
        let aws = Self.aws(
            Self.service(running: 0, rollOut: "IN_PROGRESS"),
            Self.service(running: 2, rollOut: "IN_PROGRESS"),
            Self.service(running: 2, rollOut: "COMPLETED")
        )
        let answer = try await create(aws)
        #expect(answer.id == Self.arn)
        #expect(answer.properties["cluster"] == "shop")
    }

    @Test("is not waited for unless the program wants that")
    func notWaitedFor() async throws {
        let aws = Self.aws(Self.service(running: 0, rollOut: "IN_PROGRESS"))
        let provider = try await AWSProvider.scripted(aws)
        let inputs = Self.inputs.merging(["waitForSteadyState": false])
        let request = CreateRequest(urn: urn("aws:ecs/service:Service"), properties: inputs)
        #expect(try await provider.create(request, .test).id == Self.arn)
    }

    @Test("that AWS gives up ends at once, with AWS's reason and that of the stopped tasks")
    func circuitBreaker() async throws {
        let aws = Self.aws(
            Self.service(running: 0, rollOut: "IN_PROGRESS"),
            Self.service(running: 0, rollOut: "FAILED", reason: "tasks failed to start.", failedTasks: 3)
        )
        aws.on("ecs.ListTasks", ["taskArns": ["arn:task/shop/abc"]])
        let container: JSON = ["name": "web", "exitCode": 1, "reason": "OutOfMemory"]
        aws.on(
            "ecs.DescribeTasks",
            ["tasks": [["taskArn": "arn:task/shop/abc", "stoppedReason": "it crashed", "containers": [container]]]]
        )
        let failure = try await #require(throws: ResourceInitFailure.self) { try await create(aws) }
        let reason = try #require(failure.reasons.first)
        #expect(failure.id == Self.arn)
        for part in ["tasks failed to start.", "task abc stopped: it crashed", "OutOfMemory", "exit code 1"] {
            #expect(reason.contains(part))
        }
    }

    @Test("that never becomes steady ends with the last event and the reasons of stopped tasks")
    func neverSteady() async throws {
        let event = "(service web) was unable to place a task because no container instance met its requirements."
        let aws = Self.aws(Self.service(running: 1, rollOut: "IN_PROGRESS", events: [event]))
        let failure = try await #require(throws: ResourceInitFailure.self) { try await create(aws, timeout: 5) }
        #expect(failure.reasons.first?.contains("1 of 2 tasks running") == true)
        #expect(failure.reasons.first?.contains(event) == true)
    }

    private static let inactive: JSON = ["services": [["serviceArn": .string(arn), "status": "INACTIVE"]]]

    /// Updates the service from one task to two.
    private func updateCount(_ aws: ScriptedAWS) async throws {
        let request = UpdateRequest(
            id: Self.arn,
            urn: urn("aws:ecs/service:Service"),
            news: Self.inputs,
            oldInputs: Self.inputs.merging(["desiredCount": 1])
        )
        _ = try await AWSProvider.scripted(aws).update(request, .test)
    }

    @Test("of a service that was deleted meanwhile ends at once, and offers a refresh")
    func deletedMeanwhile() async throws {
        let aws = Self.aws(Self.inactive)
        let error = try await #require(throws: StatusError.self) { try await updateCount(aws) }
        #expect(error.message.contains("Service web was deleted outside of this program: deploy with `--refresh`"))
        #expect(aws.inputs(of: "ecs.DescribeServices").count == 1)
    }

    @Test("of a service that AWS no longer updates says that it was deleted")
    func notActive() async throws {
        let aws = Self.aws(Self.inactive)
        aws.on("ecs.UpdateService") { _ in throw AWSFailure(code: "ServiceNotActiveException", message: "not active") }
        let error = try await #require(throws: StatusError.self) { try await updateCount(aws) }
        #expect(error.message.contains("deleted outside of this program"))
        #expect(aws.inputs(of: "ecs.DescribeServices").count == 1)
    }

    @Test("of a new service bears a moment's sight of the one that was deleted before")
    func oldName() async throws {
        let aws = Self.aws(Self.inactive, Self.service(running: 2, rollOut: "COMPLETED"))
        #expect(try await create(aws).id == Self.arn)
        let failure = try await #require(throws: ResourceInitFailure.self) { try await create(Self.aws(Self.inactive)) }
        #expect(failure.reasons.first?.contains("deleted outside of this program") == true)
    }

    @Test("that was rolled back is a failure, although the service is steady")
    func rolledBack() async throws {
        let aws = Self.aws(Self.service(running: 2, rollOut: "COMPLETED", task: Self.old))
        aws.on("ecs.ListServiceDeployments", ["serviceDeployments": [["serviceDeploymentArn": "arn:deployment"]]])
        aws.on("ecs.DescribeServiceDeployments", ["serviceDeployments": [["statusReason": "Alarm went off"]]])
        let provider = try await AWSProvider.scripted(aws)
        let request = UpdateRequest(
            id: Self.arn,
            urn: urn("aws:ecs/service:Service"),
            news: Self.inputs,
            oldInputs: Self.inputs.merging(["taskDefinition": .string(Self.old)])
        )
        let failure = try await #require(throws: ResourceInitFailure.self) {
            try await provider.update(request, .test)
        }
        #expect(failure.reasons.first?.contains("rolled back; Alarm went off") == true)
        #expect(
            aws.inputs(of: "ecs.UpdateService") == [
                ["service": .string(Self.arn), "cluster": "shop", "taskDefinition": .string(Self.new)]
            ]
        )
    }

    @Test("ends before the service is deleted: no tasks, then no service")
    func deletion() async throws {
        let aws = Self.aws(
            Self.service(running: 2, rollOut: "COMPLETED"),
            Self.service(running: 1, rollOut: ""),
            Self.inactive
        )
        let provider = try await AWSProvider.scripted(aws)
        let request = DeleteRequest(id: Self.arn, urn: urn("aws:ecs/service:Service"), oldInputs: Self.inputs)
        try await provider.delete(request, .test)
        #expect(aws.inputs(of: "ecs.UpdateService").first?["desiredCount"] == 0)
        #expect(aws.inputs(of: "ecs.DeleteService").first?["force"] == false)
        let calls = aws.operations.count
        try await provider.delete(request, .test)
        #expect(aws.operations.count == calls + 1)
    }
}
