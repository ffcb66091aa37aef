import ProviderKit
import PulumiProtocol
import Testing

@Suite("Task definitions")
struct TaskDefinitionTests {
    private static let type = "awsx:ecs:FargateTaskDefinition"
    private static let unknown = PropertyValue.output(Output(.none))

    private func construct(_ inputs: PropertyMap, type: String = Self.type) async throws -> PlayedEngine {
        let engine = PlayedEngine()
        _ = try await engine.construct(type, "app", inputs)
        return engine
    }

    @Test("a family, CPU or memory that is given stays")
    func given() async throws {
        let engine = try await construct([
            "container": ["image": "a"], "family": "mine", "cpu": "1024", "memory": "4096", "tags": ["a": "b"],
        ])
        let definition = engine.registration("TaskDefinition", "app")?.object
        #expect(definition?["family"] == "mine")
        #expect(definition?["cpu"] == "1024")
        #expect(definition?["memory"] == "4096")
        #expect(definition?["tags"] == ["a": "b"])
        #expect(definition?["networkMode"] == "awsvpc")
        #expect(definition?["requiresCompatibilities"] == ["FARGATE"])
    }

    @Test("container instances choose their network, and no size")
    func ec2() async throws {
        let engine = try await construct(
            ["container": ["image": "a", "memory": 64], "networkMode": "bridge"],
            type: "awsx:ecs:EC2TaskDefinition"
        )
        let definition = engine.registration("TaskDefinition", "app")?.object
        #expect(definition?["networkMode"] == "bridge")
        #expect(definition?["requiresCompatibilities"] == ["EC2"])
        #expect(definition?.keys.contains("cpu") == false)
    }

    @Test("roles are made, replaced or left out")
    func roles() async throws {
        let engine = try await construct([
            "container": ["image": "a"],
            "taskRole": ["args": ["policyArns": ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"], "path": "/x/"]],
            "executionRole": ["roleArn": "arn:given"],
        ])
        let role = engine.registration("Role", "app-task")
        #expect(Set(role?.object.keys ?? []) == ["assumeRolePolicy", "path"])
        let attachment = engine.registration("RolePolicyAttachment", "app-task-12982bae")
        #expect(attachment?.object["role"] == "app-task-1234567")
        #expect(engine.registration("Role", "app-execution") == nil)
        let definition = engine.registration("TaskDefinition", "app")?.object
        #expect(definition?["executionRoleArn"] == "arn:given")
        #expect(definition?["taskRoleArn"] == "arn:app-task")
        let without = try await construct(["container": ["image": "a"], "taskRole": ["skip": true]])
        #expect(without.registration("TaskDefinition", "app")?.object.keys.contains("taskRoleArn") == false)
    }

    @Test("the default policy is attached to a role whose arguments name none")
    func defaultPolicy() async throws {
        let engine = try await construct([
            "container": ["image": "a"], "executionRole": ["args": ["description": "x"]],
        ])
        #expect(engine.registration("Role", "app-execution")?.object["description"] == "x")
        let attachment = engine.registration("RolePolicyAttachment", "app-execution-9a42f520")
        #expect(
            attachment?.object["policyArn"]
                == "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
        )
    }

    @Test("a new log group has the arguments that are given")
    func logGroupArguments() async throws {
        let engine = try await construct([
            "container": ["image": "a"], "logGroup": ["args": ["retentionInDays": 7, "namePrefix": "x"]],
        ])
        #expect(engine.registration("LogGroup", "app")?.object == ["retentionInDays": 7, "namePrefix": "x"])
        let text = engine.registration("TaskDefinition", "app")?.object["containerDefinitions"]?.string ?? ""
        #expect(text.contains(#""awslogs-group":"app-1234567""#))
    }

    @Test("without a log group containers have no log configuration")
    func noLogGroup() async throws {
        let engine = try await construct(["container": ["image": "a"], "logGroup": ["skip": true]])
        #expect(engine.registration("LogGroup", "app") == nil)
        let text = engine.registration("TaskDefinition", "app")?.object["containerDefinitions"]
        #expect(text == #"[{"image":"a","name":"container"}]"#)
    }

    @Test(
        "an existing log group is named in the definition",
        arguments: [
            (["arn": "arn:aws:logs:eu-west-1:1:log-group:logs:*"], "logs", "eu-west-1"),
            (["name": "logs", "region": "eu-west-1"], "logs", "eu-west-1"), (["name": "logs"], "logs", "us-west-2"),
        ] as [(PropertyMap, String, String)]
    )
    func existingLogGroup(_ existing: PropertyMap, _ name: String, _ region: String) async throws {
        let engine = try await construct(["container": ["image": "a"], "logGroup": ["existing": .map(existing)]])
        let text = engine.registration("TaskDefinition", "app")?.object["containerDefinitions"]?.string ?? ""
        #expect(text.contains(#""awslogs-group":"\#(name)","awslogs-region":"\#(region)""#))
        #expect(engine.registration("LogGroup", "app") == nil)
    }

    @Test(
        "refuses settings that exclude each other or are not known at once",
        arguments: [
            (["logGroup": ["existing": [:], "args": [:]]], "logGroup.args"),
            (["logGroup": ["existing": [:]]], "logGroup.existing"),
            (["logGroup": ["existing": ["arn": "arn:aws:s3:::b"]]], "logGroup.existing.arn"),
            (["taskRole": ["roleArn": "a", "args": [:], "skip": true]], "taskRole.roleArn"),
            (["logGroup": ["existing": ["name": "a:b"]]], "logGroup"),
            (["taskRole": ["args": ["policyArns": ["a", unknown]]]], "taskRole.args.policyArns[1]"),
            (["taskRole": ["args": ["policyArns": unknown]]], "taskRole.args.policyArns"),
            (["logGroup": unknown], "logGroup"),
        ] as [(PropertyMap, String)]
    )
    func refuses(_ inputs: PropertyMap, _ path: String) async throws {
        let all = inputs.merging(["container": ["image": "a"]])
        let failure = await #expect(throws: InputFailure.self) {
            try await PlayedEngine(isPreview: true).construct(Self.type, "app", all)
        }
        #expect(failure?.faults.map(\.property) == [path])
    }
}
