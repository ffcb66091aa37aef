import PulumiProtocol
import RPC
import Synchronization
import Testing

@testable import Engine

@Suite("Engine monitor")
struct EngineMonitorTests {
    private let stack = TestStack()

    @Test("a provider constructs a component by calling the engine back while it is asked")
    func construct() async throws {
        @Sendable func program(_ key: String) -> @Sendable (TestScope) async throws -> Void {
            { scope in
                let a = try await scope.thing("a")
                let pair = try await scope.pair("p", ["value": a["arn"], "key": .init(.string(key))])
                try await scope.thing("b", ["ref": pair["arn"]])
            }
        }
        #expect(try await stack.preview(program("k1")) == ["create a", "create p", "create p-left", "create b"])
        #expect(try await stack.up(program("k1")).calls == ["Create a-1", "Create p-left-1", "Create b-1"])
        let pair = try #require(stack["p"])
        #expect(pair.outputs == ["arn": "arn:p-left-1"])
        #expect(pair.dependencies == [stack["a"]?.urn ?? ""])
        #expect(stack["p-left"]?.parent == pair.urn)
        let calls = try await stack.up(program("k2")).calls
        #expect(calls == ["Create p-left-2", "Update b-1", "Delete p-left-1"])
    }

    @Test("children of a component use the provider that it was given for their package")
    func inheritedProvider() async throws {
        try await stack.up { scope in
            let provider = try await scope.provider("mine", ["region": "r9"])
            let group = try await scope.component("g") { $0.providers = ["sim": provider] }
            try await scope.thing("a") { $0.parent = group.urn }
        }
        #expect(stack["a"]?.outputs["region"] == "r9")
    }

    @Test("children follow a renamed parent, their names too where they begin with its name (rule 23)")
    func inheritedAlias() async throws {
        try await stack.up { scope in
            let group = try await scope.component("old")
            try await scope.thing("old-child") { $0.parent = group.urn }
        }
        let done = try await stack.up { scope in
            let group = try await scope.component("new") { $0.aliases = [Alias(alias: .spec(.init(name: "old")))] }
            try await scope.thing("new-child") { $0.parent = group.urn }
        }
        #expect(done.calls == [])
        #expect(stack["new-child"]?.id == "old-child-1")
        #expect(stack["old"] == nil)
    }

    @Test("what a plugin logs reaches the person who watches, with the resource")
    func log() async throws {
        let services = Mutex(Service())
        try await stack.up { _ in }
        let seen = Mutex<[String]>([])
        try await WorkGroup.with { work in
            try await PluginHost.with(SimLauncher(cloud: SimCloud())) { plugins in
                let deployment = Deployment(
                    identity: StackIdentity(project: "t", stack: "dev"),
                    options: DeploymentOptions(.update),
                    snapshot: Snapshot(),
                    plugins: plugins
                )
                let run = DeploymentRun(
                    deployment,
                    registry: ProviderRegistry(plugins, states: [], isPreview: false),
                    keeper: StateKeeper(Snapshot(), journal: nil, work: work),
                    work: work
                ) { event in
                    if case .diagnostic(let message) = event {
                        seen.withLock { $0.append("\(message.severity) \(message.urn) \(message.text)") }
                    }
                }
                services.withLock { $0 = MonitorService.service(EngineMonitor(run: run)) }
                let request = LogRequest(severity: .warning, message: "slow", urn: "urn:x", ephemeral: true)
                let channel = DirectChannel(service: services.withLock { $0 })
                _ = try await channel.call("/pulumirpc.Engine/Log", request.encoded())
                let status = LogRequest(severity: .info, message: "no answer", urn: "", ephemeral: true)
                _ = try await channel.call("/pulumirpc.Engine/Log", status.encoded())
            }
        }
        // A status that is about no resource is shown at the stack.
        let root = StackIdentity(project: "t", stack: "dev").rootURN
        #expect(seen.withLock { $0 } == ["warning urn:x slow", "info \(root) no answer"])
    }

    @Test("a request that cannot be read is refused, not a crash")
    func unreadable() async throws {
        let service = Mutex(Service())
        try await PluginHost.with(SimLauncher(cloud: SimCloud())) { plugins in
            try await WorkGroup.with { work in
                let deployment = Deployment(
                    identity: StackIdentity(project: "t", stack: "dev"),
                    options: DeploymentOptions(.update),
                    snapshot: Snapshot(),
                    plugins: plugins
                )
                let run = DeploymentRun(
                    deployment,
                    registry: ProviderRegistry(plugins, states: [], isPreview: false),
                    keeper: StateKeeper(Snapshot(), journal: nil, work: work),
                    work: work
                ) { _ in }
                service.withLock { $0 = MonitorService.service(EngineMonitor(run: run)) }
            }
        }
        let channel = DirectChannel(service: service.withLock { $0 })
        await #expect(throws: StatusError.self) {
            try await channel.call("/pulumirpc.ResourceMonitor/RegisterResource", [0xff, 0xff, 0xff])
        }
    }
}
