import PackageSchema
import PulumiProtocol
import RPC
import Synchronization
import Testing

@testable import Engine

@Suite("Plugin host")
struct PluginHostTests {
    /// Counts how often a plugin is started.
    private final class CountingLauncher: PluginLauncher {
        let starts = Mutex(0)

        /// As if each package were installed once, whatever version is asked for.
        func canonical(_ request: PluginRequest) -> PluginRequest { PluginRequest(request.package) }

        func withPlugin(
            _ request: PluginRequest,
            serving services: Service,
            onStandardError: @escaping @Sendable (String) -> Void,
            _ body: @escaping @Sendable (any Channel) async throws -> Void
        ) async throws {
            starts.withLock { $0 += 1 }
            guard request.package != "broken" else { throw PluginError("broken does not start") }
            var service = Service()
            let prefix = "/pulumirpc.ResourceProvider/"
            service[prefix + "Handshake"] = { _, _ in try ProviderHandshakeResponse().encoded() }
            service[prefix + "GetPluginInfo"] = { _, _ in try PluginInfo(version: "1.2.3").encoded() }
            service[prefix + "GetSchema"] = { _, _ in try GetSchemaResponse(schema: #"{"name": "a"}"#).encoded() }
            try await body(DirectChannel(service: service))
        }
    }

    @Test("a plugin that was warmed up, or started for its schema, goes on as the provider")
    func reuse() async throws {
        let launcher = CountingLauncher()
        try await PluginHost.with(launcher) { host in
            host.warm(PluginRequest("a"))
            let schema = try await host.schema(PluginRequest("a"))
            #expect(schema.name == "a")
            #expect(try await host.schema(PluginRequest("a")) === schema)
            #expect(try await host.take(PluginRequest("a")).version == "1.2.3")
            #expect(launcher.starts.withLock { $0 } == 1)
            _ = try await host.take(PluginRequest("a"))
            #expect(launcher.starts.withLock { $0 } == 2)
        }
    }

    @Test("requests that start the same program share the plugin that is idle")
    func sharedAcrossVersions() async throws {
        let launcher = CountingLauncher()
        try await PluginHost.with(launcher) { host in
            _ = try await host.schema(PluginRequest("a"))
            let plugin = try await host.take(PluginRequest("a", version: "1.2.3"))
            #expect(host.serves(plugin, PluginRequest("a", version: "1.2.3")))
            #expect(launcher.starts.withLock { $0 } == 1)
        }
    }

    @Test("a plugin that does not start is an error each time it is wanted")
    func broken() async throws {
        try await PluginHost.with(CountingLauncher()) { host in
            await #expect(throws: PluginError("broken does not start")) {
                try await host.take(PluginRequest("broken"))
            }
            await #expect(throws: PluginError("broken does not start")) {
                try await host.schema(PluginRequest("broken"))
            }
        }
    }

    @Test("a resource whose plugin does not exist is refused by name")
    func missing() async throws {
        let stack = TestStack()
        let done = try await stack.up { scope in
            try await scope.thing("a") { $0.type = "nope:index:Thing" }
        }
        #expect(done.result.hasFailed)
        #expect(stack.errors.contains { $0.contains("nope") })
    }
}
