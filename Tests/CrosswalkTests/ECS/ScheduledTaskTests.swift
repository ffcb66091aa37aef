import JSON
import ProviderKit
import PulumiProtocol
import Testing

@Suite("ScheduledTask")
struct ScheduledTaskTests {
    private static let type = "awsx:ecs:ScheduledTask"
    private static let cluster = "arn:aws:ecs:us-west-2:123456789012:cluster/shop"
    private static let definition = "arn:aws:ecs:us-west-2:123456789012:task-definition/report"
    private static let getTaskDefinition = "aws:ecs/getTaskDefinition:getTaskDefinition"
    private static let container: PropertyValue = ["name": "job", "image": "busybox", "memory": 512]

    private func engine(isPreview: Bool = false) -> PlayedEngine {
        PlayedEngine(
            isPreview: isPreview,
            functions: [
                Self.getTaskDefinition: [
                    "arn": .string("\(Self.definition):7"), "taskRoleArn": "arn:aws:iam::123456789012:role/task",
                    "executionRoleArn": "",
                ]
            ]
        )
    }

    /// Constructs a task of an existing definition.
    private func construct(_ inputs: PropertyMap, on engine: PlayedEngine? = nil) async throws -> PlayedEngine {
        let engine = engine ?? self.engine()
        let base: PropertyMap = [
            "cluster": .string(Self.cluster), "scheduleExpression": "rate(1 day)",
            "taskDefinition": .string("\(Self.definition):3"), "networkConfiguration": ["subnets": ["s"]],
        ]
        _ = try await engine.construct(Self.type, "job", base.merging(inputs).filter { !$0.value.isNull })
        return engine
    }

    /// The target of the schedule that was registered.
    private func target(_ engine: PlayedEngine) throws -> PropertyMap {
        try #require(engine.registration("Schedule", "job")?.object["target"]?.map)
    }

    /// The statements of the policy in the role that was registered.
    private func statements(_ engine: PlayedEngine) throws -> [JSON] {
        let policies = engine.registration("Role", "job-schedule")?.object["inlinePolicies"]?.list
        let text = try #require(policies?.first?.map?["policy"]?.string)
        return try #require(JSON(parsing: text)["Statement"]?.array)
    }

    @Test("registers a schedule for a task definition of its own, with the role that starts it")
    func tree() async throws {
        let engine = engine()
        let answer = try await engine.construct(
            Self.type,
            "job",
            [
                "cluster": .string(Self.cluster), "scheduleExpression": "cron(0 3 * * ? *)",
                "scheduleExpressionTimezone": "Europe/Berlin", "state": "DISABLED", "assignPublicIp": true,
                "taskDefinitionArgs": ["container": Self.container, "logGroup": ["skip": true]],
            ]
        )
        let tree = Set(engine.log.registrations.map { "\($0.type) \($0.name) < \(URN($0.parent)?.type ?? "")" })
        #expect(
            tree.isSuperset(of: [
                "awsx:ecs:ScheduledTask job < pulumi:pulumi:Stack",
                "awsx:ecs:FargateTaskDefinition job < awsx:ecs:ScheduledTask",
                "aws:ecs/taskDefinition:TaskDefinition job < awsx:ecs:FargateTaskDefinition",
                "aws:ec2/securityGroup:SecurityGroup job-sg < awsx:ecs:ScheduledTask",
                "aws:iam/role:Role job-schedule < awsx:ecs:ScheduledTask",
                "aws:scheduler/schedule:Schedule job < awsx:ecs:ScheduledTask",
            ])
        )
        #expect(
            engine.registration("Schedule", "job")?.object == [
                "scheduleExpression": "cron(0 3 * * ? *)", "scheduleExpressionTimezone": "Europe/Berlin",
                "state": "DISABLED", "flexibleTimeWindow": ["mode": "OFF"],
                "target": [
                    "arn": .string(Self.cluster), "roleArn": "arn:job-schedule",
                    "ecsParameters": [
                        "taskDefinitionArn": "arn:job", "launchType": "FARGATE",
                        "networkConfiguration": [
                            "assignPublicIp": true, "subnets": ["subnet-public"], "securityGroups": ["id:job-sg"],
                        ],
                    ],
                ],
            ]
        )
        #expect(Set(answer.state.keys) == ["schedule", "role", "taskDefinition"])
    }

    @Test("passes the settings of tasks on, and a queue for what cannot be started")
    func settings() async throws {
        let engine = try await construct([
            "taskCount": 2, "tags": ["a": "b"], "enableExecuteCommand": true, "platformVersion": "1.4.0",
            "deadLetterQueueArn": "arn:aws:sqs:us-west-2:123456789012:dead", "retryPolicy": ["maximumRetryAttempts": 3],
            "flexibleTimeWindow": ["mode": "FLEXIBLE", "maximumWindowInMinutes": 5],
        ])
        #expect(
            try target(engine) == [
                "arn": .string(Self.cluster), "roleArn": "arn:job-schedule",
                "deadLetterConfig": ["arn": "arn:aws:sqs:us-west-2:123456789012:dead"],
                "retryPolicy": ["maximumRetryAttempts": 3],
                "ecsParameters": [
                    "taskDefinitionArn": .string("\(Self.definition):3"), "launchType": "FARGATE", "taskCount": 2,
                    "tags": ["a": "b"], "enableExecuteCommand": true, "platformVersion": "1.4.0",
                    "networkConfiguration": ["subnets": ["s"]],
                ],
            ]
        )
        #expect(
            engine.registration("Schedule", "job")?.object["flexibleTimeWindow"]
                == ["mode": "FLEXIBLE", "maximumWindowInMinutes": 5]
        )
    }

    @Test("the role may run the family on the cluster and pass the task's roles, and nothing else")
    func leastRights() async throws {
        let engine = try await construct([:])
        #expect(
            try statements(engine) == [
                [
                    "Effect": "Allow", "Action": "ecs:RunTask", "Resource": .string("\(Self.definition):*"),
                    "Condition": ["ArnEquals": ["ecs:cluster": .string(Self.cluster)]],
                ],
                [
                    "Effect": "Allow", "Action": "iam:PassRole",
                    "Resource": ["arn:aws:iam::123456789012:role/task"],
                    "Condition": ["StringEquals": ["iam:PassedToService": "ecs-tasks.amazonaws.com"]],
                ],
            ]
        )
        let trust = try #require(engine.registration("Role", "job-schedule")?.object["assumeRolePolicy"]?.string)
        #expect(
            try JSON(parsing: trust)["Statement"]?.array == [
                [
                    "Effect": "Allow", "Principal": ["Service": "scheduler.amazonaws.com"], "Action": "sts:AssumeRole",
                    "Condition": ["StringEquals": ["aws:SourceAccount": "123456789012"]],
                ]
            ]
        )
    }

    @Test(
        "the role may do more where an input needs it",
        arguments: [
            (
                ["deadLetterQueueArn": "arn:aws:sqs:us-west-2:123456789012:dead"], "sqs:SendMessage",
                "arn:aws:sqs:us-west-2:123456789012:dead"
            ),
            (
                ["kmsKeyArn": "arn:aws:kms:us-west-2:123456789012:key/k"], "kms:Decrypt",
                "arn:aws:kms:us-west-2:123456789012:key/k"
            ),
            (["tags": ["a": "b"]], "ecs:TagResource", "arn:aws:ecs:us-west-2:123456789012:task/shop/*"),
            (
                ["propagateTags": "TASK_DEFINITION"], "ecs:TagResource",
                "arn:aws:ecs:us-west-2:123456789012:task/shop/*"
            ),
        ] as [(PropertyMap, String, String)]
    )
    func furtherRights(_ inputs: PropertyMap, _ action: String, _ resource: String) async throws {
        let found = try await statements(construct(inputs))
        #expect(found.count == 3)
        #expect(found.contains { $0["Action"]?.string == action && $0["Resource"]?.string == resource })
    }

    @Test("an existing role is used as it is")
    func existingRole() async throws {
        let engine = try await construct(["roleArn": "arn:aws:iam::123456789012:role/mine"])
        #expect(engine.registration("Role", "job-schedule") == nil)
        #expect(try target(engine)["roleArn"] == "arn:aws:iam::123456789012:role/mine")
    }

    @Test("a family, or family and revision, become the ARN of a revision", arguments: ["report", "report:7"])
    func family(_ name: String) async throws {
        let engine = try await construct(["taskDefinition": .string(name)])
        #expect(try target(engine)["ecsParameters"]?.map?["taskDefinitionArn"] == .string("\(Self.definition):7"))
        #expect(engine.log.invokes.map(\.args) == [["taskDefinition": .string(name)]])
    }

    @Test("overrides become the text that ECS takes")
    func overrides() async throws {
        let engine = try await construct([
            "overrides": [
                "cpu": "512", "memory": "1024",
                "containers": [
                    "job": ["command": ["report", "--daily"], "environment": ["B": "2", "A": "1"], "memory": 256]
                ],
            ]
        ])
        #expect(
            try target(engine)["input"]
                == .string(
                    #"{"containerOverrides":[{"command":["report","--daily"],"environment":[{"name":"A","value":"1"},"#
                        + #"{"name":"B","value":"2"}],"memory":256,"name":"job"}],"cpu":"512","memory":"1024"}"#
                )
        )
    }

    @Test("tasks on container instances need no network, and capacity providers no launch type")
    func launchTypes() async throws {
        let none: PropertyMap = ["taskDefinition": .null, "networkConfiguration": .null]
        let arguments: PropertyMap = ["ec2TaskDefinitionArgs": ["container": Self.container, "networkMode": "bridge"]]
        let onInstances = try await target(construct(none.merging(arguments)))["ecsParameters"]?.map
        #expect(onInstances?["launchType"] == "EC2" && onInstances?["networkConfiguration"] == nil)
        let strategies: PropertyMap = [
            "capacityProviderStrategies": [["capacityProvider": "FARGATE_SPOT", "weight": 1]]
        ]
        let onSpot = try await target(construct(strategies))["ecsParameters"]?.map
        #expect(onSpot?["launchType"] == nil)
        #expect(onSpot?["capacityProviderStrategies"] == [["capacityProvider": "FARGATE_SPOT", "weight": 1]])
    }

    @Test("what is not known yet leaves the rights and the text open")
    func unknown() async throws {
        let engine = engine(isPreview: true)
        let unknown = PropertyValue.output(Output(.none, dependencies: ["urn:x"]))
        _ = try await construct(
            ["taskDefinition": unknown, "overrides": ["containers": ["job": ["environment": ["A": unknown]]]]],
            on: engine
        )
        #expect(try target(engine)["input"] == .unknown)
        #expect(
            engine.registration("Role", "job-schedule")?.object["inlinePolicies"] == [
                ["name": "run-task", "policy": .unknown]
            ]
        )
        #expect(engine.log.invokes.isEmpty)
    }

    @Test(
        "refuses what contradicts itself, with the property",
        arguments: [
            (["taskDefinition": .null], "taskDefinitionArgs"),
            (["taskDefinitionArgs": ["container": container]], "taskDefinitionArgs"),
            (["ec2TaskDefinitionArgs": ["container": container]], "ec2TaskDefinitionArgs"),
            (
                ["taskDefinition": .null, "taskDefinitionArgs": ["container": container], "launchType": "EC2"],
                "launchType"
            ),
            (["capacityProviderStrategies": [], "launchType": "EC2"], "launchType"),
            (["assignPublicIp": true], "assignPublicIp"),
            (
                [
                    "taskDefinition": .null, "ec2TaskDefinitionArgs": ["container": container],
                    "networkConfiguration": .null,
                ], "networkConfiguration"
            ),
            (
                [
                    "taskDefinition": .null, "taskDefinitionArgs": ["container": container],
                    "overrides": ["containers": ["jobs": ["memory": 256]]],
                ],
                "overrides.containers[\"jobs\"]"
            ),
        ] as [(PropertyMap, String)]
    )
    func refuses(_ inputs: PropertyMap, _ property: String) async throws {
        let failure = await #expect(throws: InputFailure.self) { try await construct(inputs) }
        #expect(failure?.faults.map(\.property) == [property])
    }
}
