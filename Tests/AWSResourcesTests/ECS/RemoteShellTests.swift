import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("Shells in running tasks")
struct RemoteShellTests {
    private static let arn = "arn:aws:ecs:us-west-2:1:task/prod/0123"

    private static func task(_ agent: JSON? = ["name": "ExecuteCommandAgent", "lastStatus": "RUNNING"]) -> JSON.Object {
        let container: JSON = [
            "name": "nginx", "runtimeId": "0123-77", "managedAgents": .array(agent.map { [$0] } ?? []),
        ]
        return [
            "taskArn": .string(arn), "lastStatus": "RUNNING", "enableExecuteCommand": true, "containers": [container],
        ]
    }

    private static func aws(_ task: JSON.Object = task(), allowsExec: Bool = true) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("ecs.DescribeServices", ["services": [["enableExecuteCommand": .bool(allowsExec)]]])
        aws.on("ecs.ListTasks", ["taskArns": [.string(arn)]])
        aws.on("ecs.DescribeTasks", ["tasks": [.object(task)]])
        let session: JSON = ["sessionId": "s-1", "streamUrl": "wss://stream", "tokenValue": "token"]
        aws.on("ecs.ExecuteCommand", ["clusterArn": "arn:aws:ecs:us-west-2:1:cluster/prod", "session": session])
        return aws
    }

    private static func open(_ aws: ScriptedAWS, _ more: PropertyMap = [:]) async throws -> PropertyMap {
        let arguments: PropertyMap = ["cluster": "prod", "service": "web"]
        let request = InvokeRequest(args: arguments.merging(more))
        return try await AWSProvider.scripted(aws).task(.openShell, request, .test).return
    }

    @Test("the plugin gets the session, region, operation, an empty profile, the target and ECS's address")
    func opens() async throws {
        let aws = Self.aws()
        let answer = try await Self.open(aws, ["command": "ls -l"])
        let arguments = (answer["arguments"]?.list ?? []).compactMap(\.string)
        #expect(
            arguments == [
                #"{"sessionId":"s-1","streamUrl":"wss://stream","tokenValue":"token"}"#, "us-west-2", "StartSession",
                "",
                #"{"Target":"ecs:prod_0123_0123-77"}"#, "http://127.0.0.1:9",
            ]
        )
        let input: JSON.Object = [
            "cluster": "prod", "task": .string(Self.arn), "container": "nginx", "command": "ls -l", "interactive": true,
        ]
        #expect(aws.inputs(of: "ecs.ExecuteCommand") == [input] && aws.refusals.isEmpty)
    }

    @Test("a task is taken by its id, without a look at a service")
    func task() async throws {
        let aws = Self.aws()
        let request = InvokeRequest(args: ["cluster": "prod", "task": "0123"])
        _ = try await AWSProvider.scripted(aws).task(.openShell, request, .test)
        #expect(aws.operations == ["ecs.DescribeTasks", "ecs.ExecuteCommand"])
    }

    @Test(
        "a container that takes no sessions is refused with the remedy",
        arguments: [
            (["lastStatus": "PENDING"], [:], "task 0123 is not running: it is PENDING"),
            (["enableExecuteCommand": false], [:], "was started without ECS Exec"),
            ([:], ["container": "ngin"], "task 0123 has no container 'ngin'; it has: nginx"),
            (["containers": [["name": "a"], ["name": "b"]]], [:], "several containers, name one of them: a, b"),
            (
                ["containers": [["name": "a", "managedAgents": []]]], [:],
                "the agent of ECS Exec in container 'a' of task 0123 is missing: it may still start"
            ),
        ] as [(JSON.Object, PropertyMap, String)]
    )
    func refuses(_ change: JSON.Object, _ arguments: PropertyMap, _ message: String) async throws {
        let aws = Self.aws(Self.task().merging(change))
        let error = await #expect(throws: StatusError.self) { try await Self.open(aws, arguments) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(!aws.operations.contains("ecs.ExecuteCommand"))
    }

    @Test("an agent that has stopped is told with its reason and the permissions that it needs")
    func stoppedAgent() async throws {
        let agent: JSON = ["name": "ExecuteCommandAgent", "lastStatus": "STOPPED", "reason": "no network"]
        let error = await #expect(throws: StatusError.self) { try await Self.open(Self.aws(Self.task(agent))) }
        #expect(error?.message.contains("is STOPPED (no network): the task role must allow ssmmessages:") == true)
    }

    @Test("a service that does not allow sessions is refused, with the property to set")
    func service() async throws {
        let error = await #expect(throws: StatusError.self) { try await Self.open(Self.aws(allowsExec: false)) }
        #expect(error?.message.contains("set its property enableExecuteCommand to true") == true)
    }

    @Test("a service without running tasks is refused")
    func noTasks() async throws {
        let aws = Self.aws()
        aws.on("ecs.ListTasks", ["taskArns": []])
        let error = await #expect(throws: StatusError.self) { try await Self.open(aws) }
        #expect(error?.message.contains("service web has no running task") == true)
    }
}
