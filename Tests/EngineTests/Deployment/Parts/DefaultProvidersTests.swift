import PulumiProtocol
import Synchronization
import Testing

@testable import Engine

@Suite("Default providers")
struct DefaultProvidersTests {
    private final class RegisteredGoals: Sendable {
        let goals = Mutex<[Goal]>([])
    }

    @Test("a default provider is registered once, however many ask for it at the same time")
    func once() async throws {
        let defaults = DefaultProviders(configuration: ["sim:region": .string("r1"), "other:x": .string("y")])
        let registered = RegisteredGoals()
        let references = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<32 {
                group.addTask {
                    try await defaults.reference(of: PluginRequest("sim", version: "1.2")) { goal in
                        registered.goals.withLock { $0.append(goal) }
                        return "urn:p::1"
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(references == Array(repeating: "urn:p::1", count: 32))
        let goal = try #require(registered.goals.withLock { $0.count == 1 ? $0.first : nil })
        #expect(goal.name == "default_1_2")
        #expect(goal.type == "pulumi:providers:sim")
        #expect(goal.properties == ["region": "r1", "version": "1.2", "__internal": [:]])
    }

    @Test("whoever asks for a resource by its reference registers the default provider of the package pulumi")
    func ofReferences() async throws {
        let stack = TestStack()
        try await stack.up { scope in
            let a = try await scope.thing("a")
            _ = try await scope.invoke("pulumi:pulumi:getResource", ["urn": .string(a.urn)])
        }
        let urns = stack.snapshot.resources.map(\.urn)
        #expect(urns.contains("urn:pulumi:dev::t::pulumi:providers:pulumi::default"))
    }

    @Test("who waits for a default provider gets the error of its registration")
    func failure() async throws {
        let defaults = DefaultProviders(configuration: [:])
        for _ in 0..<2 {
            await #expect(throws: PluginError.self) {
                try await defaults.reference(of: PluginRequest("sim")) { _ in throw PluginError("no plugin") }
            }
        }
    }

    @Test("the configuration can forbid default providers", arguments: [#"["sim"]"#, #"["*"]"#])
    func denied(_ packages: String) async throws {
        let defaults = DefaultProviders(configuration: ["pulumi:disable-default-providers": .string(packages)])
        await #expect(throws: RegistrationError.self) {
            try await defaults.reference(of: PluginRequest("sim")) { _ in "urn:p::1" }
        }
    }

    @Test("a package reference stands for the version with which it was declared")
    func declared() {
        let defaults = DefaultProviders(configuration: [:])
        let reference = defaults.declare(PluginRequest("sim", version: "3.0"))
        #expect(defaults.plugin("sim", version: "", reference: reference).version == "3.0")
        #expect(defaults.plugin("sim", version: "2.0", reference: "").version == "2.0")
    }
}
