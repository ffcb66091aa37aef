import ProviderKit
import PulumiProtocol
import RPC
import Testing

@Suite("Provider service")
struct ProviderServiceTests {
    private let service = ProviderService(SilentProvider()).service

    private func ask(_ method: String, _ request: [UInt8] = []) async throws -> [UInt8] {
        let path = "/pulumirpc.ResourceProvider/\(method)"
        let handler = try #require(service[path])
        return try await handler(request, CallContext(method: path))
    }

    @Test(
        "refuses before Configure what needs a configuration",
        arguments: ["Check", "Diff", "Create", "Read", "Update", "Delete", "Construct", "Invoke", "Call"]
    )
    func refusesBeforeConfigure(_ method: String) async throws {
        let error = await #expect(throws: StatusError.self) { try await ask(method) }
        #expect(error?.code == .failedPrecondition)
        #expect(error?.message == "\(method) came before Configure: send Handshake, CheckConfig and Configure first")
    }

    @Test(
        "answers before Configure what an engine asks first",
        arguments: ["Handshake", "GetPluginInfo", "CheckConfig", "Configure", "Attach", "Cancel"]
    )
    func answersBeforeConfigure(_ method: String) async throws {
        _ = try await ask(method)
    }

    @Test("has List as a method of any number of answers, which needs a configuration and which no provider has yet")
    func list() async throws {
        let path = "/pulumirpc.ResourceProvider/List"
        let list = try #require(service[streaming: path])
        #expect(service[path] == nil)
        func failure(_ request: [UInt8]) async -> StatusError? {
            do {
                try await list(request, CallContext(method: path)) { _ in }
                return nil
            } catch {
                return error as? StatusError
            }
        }
        #expect(await failure([])?.code == .failedPrecondition)
        _ = try await ask("Configure")
        #expect(await failure([])?.message == "List is not available: provider silent cannot list resources")
        #expect(await failure([])?.code == .unimplemented)
        #expect(await failure([0x0A, 0xFF])?.code == .invalidArgument)
    }

    @Test("says in a sentence what it does not have")
    func saysWhatItLacks() async throws {
        _ = try await ask("Configure")
        let error = await #expect(throws: StatusError.self) { try await ask("Create") }
        #expect(error?.code == .unimplemented)
        #expect(
            error?.message
                == """
                Create is not available: provider silent has components only; \
                custom resources are created by their own package
                """
        )
    }

    @Test("refuses bytes that are not the method's message")
    func refusesGarbage() async throws {
        _ = try await ask("Configure")
        let error = await #expect(throws: StatusError.self) { try await ask("Check", [0x0A, 0xFF]) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.hasPrefix("the request of Check cannot be read: ") == true)
    }
}

/// A provider that has nothing but its version.
private struct SilentProvider: Provider {
    let package = "silent"

    func getPluginInfo(_ context: ProviderContext) async throws -> PluginInfo { PluginInfo(version: "1.2.3") }
}
