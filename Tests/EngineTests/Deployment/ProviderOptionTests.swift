import PulumiProtocol
import Testing

@testable import Engine

@Suite("Options of providers")
struct ProviderOptionTests {
    private let stack = TestStack()

    @Test("a change of version alone is no difference unless the plugin says so")
    func version() async throws {
        try await stack.up { scope in _ = try await scope.provider("p", ["region": "r1"]) }
        let plan = try await stack.preview { scope in
            _ = try await scope.provider("p", ["region": "r1", "version": "1.0.0"])
        }
        #expect(plan == [])
    }

    @Test("a package without a default provider must be told its provider")
    func denied() async throws {
        let result = try await stack.run(
            DeploymentOptions(.update),
            configuration: ["pulumi:disable-default-providers": "[\"sim\"]"],
            TestProgram { scope in
                let provider = try await scope.provider("p", [:])
                try await scope.thing("a") { $0.provider = provider }
                _ = try? await scope.thing("b")
            }
        )
        #expect(result.hasFailed)
        #expect(stack["a"] != nil)
        #expect(stack["b"] == nil)
    }

    @Test("a plugin gets variables of the environment under other names, as the state keeps them")
    func variables() throws {
        var request = RegisterResourceRequest(type: "pulumi:providers:sim", name: "p", custom: true)
        request.envVarMappings = ["MINE": "THEIRS"]
        let goal = try Goal(request)
        let plugin = ProviderRegistry.plugin(of: goal.type, goal.properties)
        #expect(plugin.variables == ["MINE": "THEIRS"])
        request.type = "sim:index:Thing"
        #expect(throws: PluginError.self) { try Goal(request) }
    }

    @Test("a resource whose provider is replaced cannot be left alone")
    func untargetedProviderChange() async throws {
        let program: @Sendable (TestScope) async throws -> Void = { scope in
            try await scope.thing("a")
            try await scope.thing("b")
        }
        try await stack.up(program)
        var options = DeploymentOptions(.update)
        options.targets = ["urn:pulumi:dev::t::sim:index:Thing::b"]
        let result = try await stack.run(options, configuration: ["sim:endpoint": "e"], TestProgram(body: program))
        #expect(result.hasFailed)
        #expect(stack["a"]?.id == "a-1")
    }
}
