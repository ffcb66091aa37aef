import Crosswalk
import ProviderKit
import PulumiProtocol
import RPC
import Synchronization
import Testing

/// Package `aws` that runs tasks which stop at once.
private final class PlayedECS: FunctionRunner {
    let fault: String?
    let calls = Mutex<[(method: String, arguments: PropertyMap)]>([])

    init(fault: String? = nil) { self.fault = fault }

    var methods: [String] { calls.withLock { $0.map(\.method) } }

    func invoke(_ token: String, _ arguments: PropertyMap) async throws -> Output<PropertyMap> {
        calls.withLock { $0.append((token, arguments)) }
        switch token {
        case TaskCall.start.rawValue:
            return Output(["tasks": ["arn:task/1"], "taskDefinition": "web:3", "logs": ["source"]])
        case TaskCall.inspect.rawValue:
            var state = TaskState(arn: "arn:task/1", status: "STOPPED")
            state.isStopped = true
            state.exitCode = fault == nil ? 0 : 3
            state.fault = fault
            state.containers = [.init(name: "web", exitCode: state.exitCode)]
            return Output(["tasks": [state.value]])
        default:
            let event: PropertyValue = ["id": "1", "time": 1, "stream": "s", "message": "done"]
            return Output([ResourceLogs.eventsKey: [event]])
        }
    }
}

@Suite("Method run of task definitions")
struct TaskRunMethodTests {
    private static func call(
        _ ecs: PlayedECS,
        _ type: String = "awsx:ecs:FargateTaskDefinition",
        _ arguments: PropertyMap = [:],
        on engine: PlayedEngine = engine()
    ) async throws -> CallResponse {
        let reference = ResourceReference(urn: "urn:pulumi:dev::shop::\(type)::web")
        return try await engine.call(
            "\(type)/run",
            arguments.merging(["__self__": .resource(reference)]),
            in: CrosswalkProvider(functions: ecs)
        )
    }

    private static func engine(isPreview: Bool = false) -> PlayedEngine {
        PlayedEngine(
            isPreview: isPreview,
            functions: ["pulumi:pulumi:getResource": ["state": ["arn": "arn:web:3", "region": "eu-west-1"]]]
        )
    }

    @Test(
        "a task of the component's task definition is run, and its end is the result",
        arguments: ["awsx:ecs:FargateTaskDefinition", "awsx:ecs:EC2TaskDefinition"]
    )
    func runs(_ type: String) async throws {
        let (ecs, engine) = (PlayedECS(), Self.engine())
        let answer = try await Self.call(ecs, type, ["cluster": "prod", "command": ["ls"]], on: engine)
        let start = try #require(ecs.calls.withLock { $0.first })
        #expect(start.method == TaskCall.start.rawValue)
        #expect(
            start.arguments == [
                "taskDefinition": "arn:web:3", "region": "eu-west-1", "cluster": "prod", "command": ["ls"],
            ]
        )
        #expect(
            engine.log.invokes.first?.args["urn"]
                == .string("urn:pulumi:dev::shop::\(type)$aws:ecs/taskDefinition:TaskDefinition::web")
        )
        #expect(answer.return["taskArn"] == "arn:task/1" && answer.return["exitCode"] == 0)
        #expect(answer.return["containers"] == [["name": "web", "exitCode": 0]] && answer.return["log"] == ["done"])
        #expect(engine.log.messages.contains("done"))
    }

    @Test("a failed task fails the call with its fault and the last lines of its log")
    func fails() async throws {
        let error = await #expect(throws: StatusError.self) { try await Self.call(PlayedECS(fault: "exit code 3")) }
        #expect(
            error?.message == """
                urn:pulumi:dev::shop::awsx:ecs:FargateTaskDefinition::web: task 1 of web:3 failed: exit code 3
                the last lines of the log:
                  done
                """
        )
    }

    @Test("a task is stopped when the engine gives up")
    func cancelled() async throws {
        let ecs = PlayedECS()
        let provider = CrosswalkProvider(functions: ecs)
        try await provider.cancel(ProviderContext(call: CallContext(method: "Cancel")))
        let type = "awsx:ecs:FargateTaskDefinition"
        let reference = ResourceReference(urn: "urn:pulumi:dev::shop::\(type)::web")
        _ = try await Self.engine().call("\(type)/run", ["__self__": .resource(reference)], in: provider)
        #expect(ecs.methods.prefix(2) == [TaskCall.start.rawValue, TaskCall.stop.rawValue])
    }

    @Test("nothing is run in a preview, or before all arguments are known")
    func previews() async throws {
        let ecs = PlayedECS()
        let type = "awsx:ecs:FargateTaskDefinition"
        let preview = try await Self.call(ecs, on: Self.engine(isPreview: true))
        let early = try await Self.call(ecs, type, ["cluster": .unknown])
        for answer in [preview, early] {
            #expect(answer.return["exitCode"] == .unknown && answer.return["taskArn"] == .unknown)
        }
        #expect(ecs.methods.isEmpty)
    }

    @Test("the result of secret arguments is secret, and ECS gets them in the clear")
    func secrets() async throws {
        let ecs = PlayedECS()
        let secret: PropertyMap = ["environment": ["TOKEN": .secret("hunter2")]]
        let answer = try await Self.call(ecs, "awsx:ecs:FargateTaskDefinition", secret)
        #expect(answer.return["exitCode"] == .secret(0))
        #expect(ecs.calls.withLock { $0.first?.arguments["environment"] } == ["TOKEN": "hunter2"])
    }

    @Test("an argument of the wrong kind is refused with its path")
    func refuses() async throws {
        let error = await #expect(throws: InputFailure.self) {
            try await Self.call(PlayedECS(), "awsx:ecs:FargateTaskDefinition", ["command": ["a": 1]])
        }
        #expect(error.map { "\($0)" }?.contains("command") == true)
    }
}
