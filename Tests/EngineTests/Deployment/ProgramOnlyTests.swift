import PulumiProtocol
import Testing

@testable import Engine

@Suite("Runs of the program for providers only")
struct ProgramOnlyTests {
    private let stack = TestStack()

    private static func program(_ region: String, protect: Bool) -> @Sendable (TestScope) async throws -> Void {
        { scope in
            let provider = try await scope.provider("p", ["region": .string(region)])
            try await scope.thing("a", ["value": "v"]) {
                $0.provider = provider
                $0.protect = protect
            }
        }
    }

    private func options(_ goal: DeploymentOptions.Goal) -> DeploymentOptions {
        var options = DeploymentOptions(goal)
        options.runsProgram = true
        return options
    }

    @Test("a destroy takes over what the program says, makes nothing, and deletes everything")
    func destroy() async throws {
        try await stack.up(Self.program("r1", protect: true))
        _ = stack.cloud.takeCalls()
        let program = TestProgram { scope in
            try await Self.program("r2", protect: false)(scope)
            try await scope.thing("new")
        }
        let result = try await stack.run(options(.destroy), program)
        #expect(!result.hasFailed)
        #expect(stack.cloud.takeCalls() == ["Delete a-1"])
        #expect(stack.snapshot.resources.isEmpty)
    }

    @Test("a destroy whose program fails deletes nothing")
    func destroyFails() async throws {
        try await stack.up { scope in try await scope.thing("a") }
        let program = TestProgram { _ in throw PluginError("no") }
        #expect(try await stack.run(options(.destroy), program).hasFailed)
        #expect(stack["a"] != nil)
    }

    @Test("a refresh reads with providers as the program configures them, and what the program left out too")
    func refresh() async throws {
        try await stack.up { scope in
            try await Self.program("r1", protect: false)(scope)
            try await scope.thing("old")
            try await scope.thing("gone")
        }
        stack.cloud.edit("gone-1", nil)
        stack.cloud.edit("old-1", ["value": "drift"])
        _ = stack.cloud.takeCalls()
        let program = TestProgram { scope in
            try await Self.program("r2", protect: false)(scope)
            try await scope.thing("gone")
            try await scope.thing("new")
        }
        let result = try await stack.run(options(.refresh), program)
        #expect(!result.hasFailed)
        #expect(Set(stack.cloud.takeCalls()) == ["Read a-1", "Read gone-1", "Read old-1"])
        #expect(stack["a"]?.outputs["region"] == "r2")
        #expect(stack["old"]?.inputs["value"] == "drift")
        #expect(stack["gone"] == nil)
        #expect(stack["new"] == nil)
    }
}
