import Engine
import PulumiProtocol
import Testing

@testable import awsx

@Suite("Places of tasks")
struct TaskPlaceTests {
    private static let provider = "urn:pulumi:dev::shop::pulumi:providers:aws::default::id"
    private static let network: PropertyValue = [
        "subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": true,
    ]

    private static func state(_ type: String, _ name: String, _ outputs: PropertyMap) -> ResourceState {
        var state = ResourceState(urn: Sample.urn(name, type), type: type, isCustom: true)
        state.id = name
        state.provider = provider
        state.outputs = outputs
        return state
    }

    private static func cluster(_ name: String) -> ResourceState {
        state("aws:ecs/cluster:Cluster", name, ["arn": .string("arn:cluster/\(name)")])
    }

    private static func service(_ name: String, on cluster: String, _ definition: String) -> ResourceState {
        let outputs: PropertyMap = [
            "cluster": .string("arn:cluster/\(cluster)"), "taskDefinition": .string(definition),
            "networkConfiguration": network,
        ]
        return state("aws:ecs/service:Service", name, outputs)
    }

    private static let definition = state(
        "aws:ecs/taskDefinition:TaskDefinition",
        "migrate",
        ["arn": "arn:migrate:3", "region": "eu-west-1"]
    )

    private static func words(_ line: String...) throws -> ParsedArguments {
        guard case .run(_, let words) = try ArgumentParser(root: .root).parse(line) else { throw UsageError("no run") }
        return words
    }

    @Test("the task definition, cluster and network come from the stack")
    func defaults() throws {
        let stack = [Self.cluster("main"), Self.definition, Self.service("web", on: "main", "arn:web:1")]
        let place = try TaskPlace(try Self.words("run", "migrate"), stack)
        #expect(place.provider == Self.provider)
        #expect(
            place.arguments == [
                "taskDefinition": "arn:migrate:3", "cluster": "arn:cluster/main", "region": "eu-west-1",
                "subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": true,
            ]
        )
    }

    @Test("a task definition is found below a component of the name, and used where its service runs")
    func component() throws {
        var component = ResourceState(urn: Sample.urn("web", "awsx:ecs:FargateService"), type: "", isCustom: false)
        component.type = "awsx:ecs:FargateService"
        var definition = Self.definition
        definition.parent = component.urn
        let other = Self.state("aws:ecs/taskDefinition:TaskDefinition", "other", ["arn": "arn:other:1"])
        let services = [Self.service("x", on: "a", "arn:other:1"), Self.service("y", on: "b", "arn:migrate:3")]
        let stack = [Self.cluster("a"), Self.cluster("b"), component, definition, other] + services
        let place = try TaskPlace(try Self.words("run", "web"), stack)
        #expect(place.arguments["taskDefinition"] == "arn:migrate:3")
        #expect(place.arguments["cluster"] == "arn:cluster/b")
    }

    @Test("flags take the place of what the stack says, and other subnets bring no groups of a service")
    func flags() throws {
        let stack = [Self.cluster("main"), Self.definition, Self.service("web", on: "main", "arn:web:1")]
        let words = try Self.words(
            "run",
            "web:7",
            "--cluster",
            "prod",
            "--subnets",
            "a,b",
            "--subnets",
            "c",
            "-e",
            "A=1=2",
            "--cpu",
            "512",
            "--capacity-provider",
            "FARGATE_SPOT",
            "--count",
            "2",
            "--",
            "ls",
            "-l"
        )
        #expect(
            try TaskPlace(words, stack).arguments == [
                "taskDefinition": "web:7", "cluster": "prod", "subnets": ["a", "b", "c"], "cpu": "512", "count": 2,
                "capacityProvider": "FARGATE_SPOT", "command": ["ls", "-l"], "environment": ["A": "1=2"],
            ]
        )
    }

    @Test("of several clusters one must be named")
    func severalClusters() throws {
        let stack = [Self.cluster("a"), Self.cluster("b"), Self.definition]
        let error = #expect(throws: UsageError.self) { try TaskPlace(try Self.words("run", "migrate"), stack) }
        #expect(error?.description == "the stack has several: name a cluster with --cluster: a, b")
        let named = try TaskPlace(try Self.words("run", "migrate", "--cluster", "b"), stack)
        #expect(named.arguments["cluster"] == "arn:cluster/b")
    }

    @Test("an environment variable without a value is refused")
    func environment() throws {
        let stack = [Self.definition]
        let error = #expect(throws: UsageError.self) { try TaskPlace(try Self.words("run", "m", "-e", "A"), stack) }
        #expect(error?.description == "--env must be NAME=VALUE, not \"A\"")
    }

    @Test("a stack without AWS is refused, with what to do")
    func emptyStack() throws {
        let error = #expect(throws: StateError.self) { try TaskPlace(try Self.words("run", "web:7"), []) }
        #expect(error.map { "\($0)" }?.contains("run `awsx up` first") == true)
    }

    // MARK: Shells

    @Test(
        "a shell is opened in the only service, a named one, one of the cluster, or a task",
        arguments: [
            (["exec"], ["service": "web", "cluster": "arn:cluster/main"]),
            (["exec", "--", "ls", "a b"], ["service": "web", "cluster": "arn:cluster/main", "command": "ls 'a b'"]),
            (["exec", "web", "ls"], ["service": "web", "cluster": "arn:cluster/main", "command": "ls"]),
            (
                ["exec", "api", "--container", "x"],
                ["service": "api", "cluster": "arn:cluster/main", "container": "x"]
            ),
            (
                ["exec", "0123456789abcdef0123456789abcdef", "--cluster", "prod"],
                ["task": "0123456789abcdef0123456789abcdef", "cluster": "prod"]
            ),
        ] as [([String], PropertyMap)]
    )
    func shells(_ line: [String], _ arguments: PropertyMap) throws {
        let stack = [Self.cluster("main"), Self.service("web", on: "main", "arn:web:1")]
        guard case .run(_, let words) = try ArgumentParser(root: .root).parse(line) else { throw UsageError("no run") }
        let place = try ShellPlace(words, stack)
        #expect(place.arguments == arguments && place.provider == Self.provider)
    }

    @Test("of several services one must be named")
    func severalServices() throws {
        let stack = [Self.service("a", on: "m", "x"), Self.service("b", on: "m", "x")]
        let error = #expect(throws: UsageError.self) { try ShellPlace(try Self.words("exec"), stack) }
        #expect(error?.description == "the stack has several: name a service: a, b")
    }

    @Test("without the Session Manager plugin, exec says where to get it")
    func noPlugin() async throws {
        let outcome = await (try await Sandbox.withResources()).run("exec", "web")
        #expect(outcome.error.contains("the Session Manager plugin is not on the PATH"), "\(outcome.error)")
        #expect(outcome.error.contains("https://docs.aws.amazon.com/systems-manager/latest/userguide/"))
    }
}
