import ProviderKit
import PulumiProtocol
import Testing

@testable import Engine

@Suite("Logs of a stack")
struct StackLogsTests {
    private let stack = TestStack()

    /// Runs a test with the logs of a stack of three resources, of which two write to the same place.
    private func withLogs(_ body: @escaping @Sendable (StackLogs, [ResourceState]) async throws -> Void) async throws {
        try await stack.up { scope in
            try await scope.thing("a", ["logs": "x"])
            try await scope.thing("b")
            try await scope.thing("c", ["logs": "x"])
        }
        let snapshot = stack.snapshot
        try await PluginHost.with(SimLauncher(cloud: stack.cloud)) { plugins in
            try await body(StackLogs(of: snapshot, plugins: plugins), snapshot.resources)
        }
    }

    @Test("resources that write to the same place have one source")
    func findsSources() async throws {
        try await withLogs { logs, resources in
            let sources = try await logs.sources(of: resources)
            #expect(sources.map(\.value) == ["x"])
        }
    }

    @Test("all pages of a source are read, and no event twice")
    func readsPages() async throws {
        try await withLogs { logs, resources in
            let sources = try await logs.sources(of: resources)
            let source = try #require(sources.first)
            let events = try await logs.events(of: source, since: 0)
            #expect(events.map(\.id) == ["1", "2", "3", "4"])
        }
    }
}
