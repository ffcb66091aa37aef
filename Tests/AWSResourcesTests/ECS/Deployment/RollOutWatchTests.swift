import AWSClient
import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A roll-out that is watched")
struct RollOutWatchTests {
    private static let arn = "arn:aws:ecs:us-west-2:123456789012:service/shop/web"
    private static let task = "arn:aws:ecs:us-west-2:123456789012:task-definition/web:2"
    private static let targetGroup = "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/web-tg/0123"

    /// One look at the service: what differs from look to look.
    private struct Look {
        var running = 0
        var pending = 0
        var failed = 0
        var rollOut = "IN_PROGRESS"
        /// The newest first.
        var events: [String] = []
        var hasBreaker = false
        var deployment = "ecs-svc/1"
        /// The deployment that ECS has given up and rolls back.
        var failedDeployment: String?
        var balancers: JSON = []

        var answer: JSON {
            let primary: JSON = [
                "id": .string(deployment), "status": "PRIMARY", "rolloutState": .string(rollOut),
                "taskDefinition": .string(task), "failedTasks": .number(failed), "runningCount": .number(running),
            ]
            let failed = failedDeployment.map { id -> JSON in
                [
                    "id": .string(id), "status": "ACTIVE", "rolloutState": "FAILED",
                    "rolloutStateReason": "tasks failed to start.",
                ]
            }
            let events = events.enumerated().map { index, text -> JSON in
                [
                    "id": .string(text), "createdAt": RollOutWatchTests.time(100 + self.events.count - index),
                    "message": .string(text),
                ]
            }
            return [
                "services": [
                    [
                        "serviceArn": .string(arn), "clusterArn": "arn:cluster/shop", "serviceName": "web",
                        "status": "ACTIVE", "desiredCount": 2, "runningCount": .number(running),
                        "pendingCount": .number(pending),
                        "deployments": .array([primary] + (failed.map { [$0] } ?? [])), "taskDefinition": .string(task),
                        "events": .array(events), "loadBalancers": balancers,
                        "deploymentConfiguration": ["deploymentCircuitBreaker": ["enable": .bool(hasBreaker)]],
                    ]
                ]
            ]
        }
    }

    /// A time in seconds since 1970 as the client gives it.
    private static func time(_ seconds: Int) -> JSON { .string(Timestamp(seconds: Double(seconds)).rfc3339) }

    private static let steady = Look(running: 2, rollOut: "COMPLETED")

    /// An AWS of these looks at the service, the last of which is repeated.
    private func aws(_ looks: [Look]) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("ecs.CreateService", ["service": ["serviceArn": .string(Self.arn)]])
        aws.on("ecs.DescribeServices", sequence: [["services": []]] + looks.map(\.answer))
        let options: JSON = ["awslogs-group": "/shop", "awslogs-region": "us-west-2", "awslogs-stream-prefix": "web"]
        let container: JSON = ["name": "app", "logConfiguration": ["logDriver": "awslogs", "options": options]]
        aws.on("ecs.DescribeTaskDefinition", ["taskDefinition": ["containerDefinitions": [container]]])
        aws.on("logs.GetLogEvents", ["events": [["message": "starting"], ["message": "no database\n"]]])
        return aws
    }

    private static func stopped(_ id: String, code: Int, by deployment: String = "ecs-svc/1", at time: Int = 200)
        -> JSON
    {
        [
            "taskArn": .string("arn:task/shop/\(id)"), "lastStatus": "STOPPED", "stopCode": "EssentialContainerExited",
            "stoppedReason": "Essential container in task exited", "startedBy": .string(deployment),
            "taskDefinitionArn": .string(task), "stoppedAt": Self.time(time),
            "containers": [["name": "app", "exitCode": .number(code)]],
        ]
    }

    /// Has ECS list stopped tasks: those of each call and of the calls before.
    private func stop(_ aws: ScriptedAWS, _ calls: [[JSON]]) {
        let all = calls.flatMap { $0 }
        aws.on(
            "ecs.ListTasks",
            sequence: calls.indices.map { index in
                ["taskArns": .array(calls[...index].flatMap { $0 }.compactMap { $0["taskArn"] })]
            }
        )
        aws.on("ecs.DescribeTasks") { input in
            let wanted = input["tasks"]?.array ?? []
            return ["tasks": .array(all.filter { task in task["taskArn"].map(wanted.contains) ?? false })]
        }
    }

    private static let inputs: PropertyMap = [
        "name": "web", "cluster": "shop", "taskDefinition": .string(task), "desiredCount": 2,
        "waitForSteadyState": true,
    ]

    /// Creates the service, and returns why it did not become steady; `nil` if it did.
    private func create(_ aws: ScriptedAWS, _ recorder: StatusRecorder = StatusRecorder()) async throws -> String? {
        let provider = try await AWSProvider.scripted(aws)
        let request = CreateRequest(urn: urn("aws:ecs/service:Service"), properties: Self.inputs, timeout: 60)
        do {
            _ = try await provider.create(request, recorder.context)
            return nil
        } catch let failure as ResourceInitFailure {
            return failure.reasons.first
        }
    }

    @Test("ends when the same failure came three times, with exit code, log lines, cause and remedy")
    func sameFailure() async throws {
        let aws = aws([Look(), Look(failed: 1), Look(failed: 2), Look(failed: 3)])
        stop(aws, [1, 2, 3].map { [Self.stopped("t\($0)", code: 3)] })
        let reason = try #require(try await create(aws))
        for part in [
            "Service web failed: the same failure came 3 times: the program ended with an error\n",
            "  service web in cluster shop, task definition web:2: 0 of 2 tasks running, 3 failed; roll-out IN_PROGRESS\n",
            "  what failed, 3 times: the program ended with an error\n",
            "  task t3 stopped: Essential container in task exited; container app ended with exit code 3 "
                + "(EssentialContainerExited)\n",
            "  last lines of container app (log group /shop, stream web/app/t1):\n      starting\n      no database\n",
            "  what to do: Its log says why.\n", "ECS goes on starting tasks: correct the cause and deploy again.",
        ] {
            #expect(reason.contains(part), "\(reason)")
        }
        // Four looks, of which the first sees no failure; once before and twice after them the service is read.
        #expect(aws.inputs(of: "ecs.ListTasks").count == 3 && aws.inputs(of: "ecs.DescribeServices").count == 7)
        #expect(aws.inputs(of: "logs.GetLogEvents").count == 1 && aws.refusals.isEmpty)
    }

    @Test("goes on after failures of different kinds")
    func differentFailures() async throws {
        let aws = aws([Look(failed: 1), Look(failed: 2), Look(failed: 3), Self.steady])
        stop(aws, [1, 2, 3].map { [Self.stopped("t\($0)", code: $0)] })
        #expect(try await create(aws) == nil)
    }

    @Test("goes on while it is only short of capacity")
    func transientFailures() async throws {
        let texts = (1...4).map {
            "(service web) was unable to place a task (\($0)). Capacity is unavailable at this time."
        }
        let aws = aws([Look(events: texts), Self.steady])
        #expect(try await create(aws) == nil)
    }

    @Test("ends by events that say the same thing three times")
    func events() async throws {
        let texts = (1...3).map {
            "(service web) failed to register targets (\($0)) in (target-group x) with (error y)"
        }
        let reason = try #require(try await create(aws([Look(events: texts)])))
        #expect(reason.contains("the same failure came 3 times: targets cannot be registered"), "\(reason)")
        #expect(reason.contains("  event: (service web) failed to register targets (1)"))
    }

    @Test("leaves the end to the circuit breaker where that counts failed tasks")
    func circuitBreaker() async throws {
        let looks = (1...5).map { Look(failed: $0, hasBreaker: true) }
        let aws = aws(looks + [Look(failed: 5, rollOut: "FAILED", hasBreaker: true)])
        stop(aws, (1...6).map { [Self.stopped("t\($0)", code: 3)] })
        let reason = try #require(try await create(aws))
        #expect(reason.contains("Service web failed: the deployment failed\n"), "\(reason)")
        #expect(reason.contains("what failed, 6 times: the program ended with an error"))
        #expect(!reason.contains("goes on"))
    }

    @Test("that is being rolled back ends at once, with the failures of the deployment that failed")
    func rollBack() async throws {
        var next = Look(rollOut: "IN_PROGRESS", hasBreaker: true, deployment: "ecs-svc/2")
        next.failedDeployment = "ecs-svc/1"
        let aws = aws([Look(failed: 1, hasBreaker: true), next])
        stop(aws, [[Self.stopped("t1", code: 3)], [Self.stopped("t2", code: 3)]])
        let reason = try #require(try await create(aws))
        #expect(
            reason.contains("failed: the deployment failed and is being rolled back; tasks failed to start."),
            "\(reason)"
        )
        #expect(reason.contains("what failed, 2 times: the program ended with an error"))
    }

    @Test("whose tasks are not even started is looked into, though nothing tells of a failure")
    func silence() async throws {
        let aws = aws([Look()])
        stop(aws, [(1...3).map { Self.stopped("t\($0)", code: 3) }])
        #expect(try #require(try await create(aws)).contains("the same failure came 3 times"))
        #expect(aws.inputs(of: "ecs.ListTasks").count == 1)
    }

    @Test("ends by itself where the circuit breaker counts none, because tasks ran before they failed")
    func silentCircuitBreaker() async throws {
        let started = (1...4).map { "(service web) has started 2 tasks: (task t\($0))" }
        let looks = (1...4).map { Look(events: Array(started[..<$0].reversed()), hasBreaker: true) }
        let aws = aws(looks)
        stop(aws, [[Self.stopped("t1", code: 1), Self.stopped("t2", code: 1)], [Self.stopped("t3", code: 1)]])
        #expect(try #require(try await create(aws)).contains("the same failure came 3 times"))
    }

    @Test("counts no tasks of other deployments, and none that stopped before the operation")
    func otherTasks() async throws {
        let aws = aws([Look(failed: 3), Self.steady])
        stop(aws, [(1...3).map { Self.stopped("t\($0)", code: 3, by: "ecs-svc/0") }])
        #expect(try await create(aws) == nil)
        let old = ScriptedAWS()
        let looks = [Look(failed: 3, events: ["(service web) has started 2 tasks"]), Self.steady]
        old.on("ecs.DescribeServices", sequence: looks.map(\.answer))
        stop(old, [(1...3).map { Self.stopped("t\($0)", code: 3, at: 90) }])
        let request = UpdateRequest(
            id: Self.arn,
            urn: urn("aws:ecs/service:Service"),
            news: Self.inputs,
            oldInputs: Self.inputs.merging(["desiredCount": 1])
        )
        _ = try await AWSProvider.scripted(old).update(request, .test)
        #expect(old.inputs(of: "ecs.ListTasks").count == 1)
    }

    @Test("shows counts, failures with log lines, the health of targets and new events")
    func status() async throws {
        let balancers: JSON = [["targetGroupArn": .string(Self.targetGroup)]]
        let event = "(service web) has started 2 tasks: (task t1) (task t2)."
        let aws = aws([
            Look(running: 1, pending: 1, failed: 1, events: [event], balancers: balancers), Self.steady,
        ])
        stop(aws, [[Self.stopped("t1", code: 3)]])
        let target: JSON = [
            "Target": ["Id": "10.0.0.1", "Port": 80],
            "TargetHealth": ["State": "initial", "Description": "Target registration is in progress"],
        ]
        aws.on("elbv2.DescribeTargetHealth", ["TargetHealthDescriptions": [target, target]])
        aws.on(
            "elbv2.DescribeTargetGroups",
            [
                "TargetGroups": [
                    [
                        "TargetGroupArn": .string(Self.targetGroup), "HealthCheckIntervalSeconds": 30,
                        "HealthyThresholdCount": 3,
                    ]
                ]
            ]
        )
        let recorder = StatusRecorder()
        #expect(try await create(aws, recorder) == nil)
        let status = try #require(recorder.messages.first { $0.ephemeral && $0.message.contains("tasks running") })
        #expect(
            status.message == """
                waiting for Service web to become steady: 1 of 2 tasks running, 1 pending, 1 failed; roll-out \
                IN_PROGRESS; takes at least 1m30s
                task t1 stopped: Essential container in task exited; container app ended with exit code 3 \
                (EssentialContainerExited)
                | starting
                | no database
                targets of web-tg: 2 initial (Target registration is in progress)
                (service web) has started 2 tasks: (task t1) (task t2).
                """
        )
        let note = try #require(recorder.messages.first { !$0.ephemeral })
        #expect(note.severity == .info && note.message.hasPrefix("The roll-out takes at least 1m30s: "))
        #expect(note.urn == urn("aws:ecs/service:Service"))
    }

    @Test("asks for nothing else while nothing fails")
    func quiet() async throws {
        let aws = aws([Look(pending: 2), Look(running: 1, pending: 1), Self.steady])
        #expect(try await create(aws) == nil)
        let others = Set(aws.operations).subtracting(["ecs.CreateService", "ecs.DescribeServices"])
        #expect(others == ["ecs.DescribeTaskDefinition"])
        #expect(aws.inputs(of: "ecs.DescribeTaskDefinition").count == 1)
    }

    @Test("that is steady at once is not estimated")
    func steadyAtOnce() async throws {
        let aws = aws([Self.steady])
        #expect(try await create(aws) == nil)
        #expect(!aws.operations.contains("ecs.DescribeTaskDefinition"))
    }

    @Test("is told with its reasons although AWS refuses to tell of tasks and logs")
    func refusals() async throws {
        let aws = aws([Look(failed: 1, events: ["(service web) is unable to consistently start tasks successfully."])])
        aws.on("ecs.ListTasks") { _ in throw AWSFailure(code: "AccessDeniedException", message: "no") }
        let reason = try #require(try await create(aws))
        #expect(reason.contains("was not ready after 60 seconds"))
        #expect(reason.contains("last event: (service web) is unable to consistently start tasks"), "\(reason)")
    }
}
