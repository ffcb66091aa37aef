import PulumiProtocol
import Testing

@testable import Engine

@Suite("Status of a stack")
struct StackStatusTests {
    private let stack = TestStack()

    @Test("all services of a provider are asked for at once, in the order of the stack")
    func asksOnce() async throws {
        try await stack.up { scope in
            try await scope.thing("a", ["value": "x"])
            try await scope.thing("b", ["value": "y"])
        }
        let snapshot = stack.snapshot
        try await PluginHost.with(SimLauncher(cloud: stack.cloud)) { plugins in
            let found = try await StackStatus(of: snapshot, plugins: plugins).services(of: snapshot.resources)
            #expect(found.services.map(\.resource.name) == ["a", "b"])
            #expect(found.services.map { $0.status["value"] } == ["x", "y"])
            #expect(found.services.map { $0.status["of"] } == [2, 2])
            #expect(found.warnings == ["the sim knows no more"])
        }
    }
}
