import ProviderKit
import PulumiProtocol
import RPC
import Synchronization
import Testing

@Suite("Provider context")
struct ProviderContextTests {
    /// Diallers and channels of an engine that listens at some addresses.
    private final class PlayedAddresses: Dialler, Channel {
        let known: Set<String>
        let callbackAddress = "played:callee"
        private let state = Mutex<[String]>([])

        init(_ known: Set<String>) { self.known = known }

        /// The addresses that were dialled and the methods that were called, in order.
        var log: [String] { state.withLock { $0 } }

        func channel(to address: String) async throws(StatusError) -> any Channel {
            guard known.contains(address) else { throw StatusError(.failedPrecondition, "no \(address)") }
            state.withLock { $0.append(address) }
            return self
        }

        func call(
            _ method: String,
            _ request: [UInt8],
            timeout: Duration?,
            metadata: [String: String]
        ) async throws -> [UInt8] {
            state.withLock { $0.append(method) }
            return []
        }
    }

    /// Logs a line whenever it is asked to check something.
    private struct TalkativeProvider: Provider {
        let package = "talkative"

        func getPluginInfo(_ context: ProviderContext) async throws -> PluginInfo { PluginInfo(version: "1.2.3") }

        func checkConfig(_ request: CheckRequest, _ context: ProviderContext) async throws -> CheckResponse {
            await context.log(.warning, "well")
            return CheckResponse()
        }
    }

    @Test("reaches the monitor at the address that the request names")
    func monitor() async throws {
        let addresses = PlayedAddresses(["127.0.0.1:4000"])
        let context = ProviderContext(call: CallContext(method: "Construct", dialler: addresses))
        _ = try await context.monitor(at: "127.0.0.1:4000").supportsFeature("secrets")
        #expect(addresses.log == ["127.0.0.1:4000", "/pulumirpc.ResourceMonitor/SupportsFeature"])
    }

    @Test("has no monitor at an address that the transport does not know")
    func unknownMonitor() async {
        let context = ProviderContext(call: CallContext(method: "Construct", dialler: PlayedAddresses([])))
        let error = await #expect(throws: StatusError.self) { try await context.monitor(at: "nowhere") }
        #expect(error?.code == .failedPrecondition)
        let call = ProviderContext(call: CallContext(method: "Construct"))
        let alone = await #expect(throws: StatusError.self) { try await call.monitor(at: "nowhere") }
        #expect(alone?.code == .failedPrecondition)
        #expect(alone?.message.contains("came over no connection") == true)
    }

    @Test("logs to the engine that started the process, or that Handshake or Attach named last")
    func logs() async throws {
        let addresses = PlayedAddresses(["start", "shake", "attach"])
        let service = ProviderService(TalkativeProvider(), engineAddress: "start").service
        func ask(_ method: String, _ request: [UInt8]) async throws {
            let path = "/pulumirpc.ResourceProvider/\(method)"
            let handler = try #require(service[path])
            _ = try await handler(request, CallContext(method: path, dialler: addresses))
        }
        try await ask("CheckConfig", [])
        try await ask("Handshake", ProviderHandshakeRequest(engineAddress: "shake").encoded())
        try await ask("CheckConfig", [])
        try await ask("Attach", PluginAttach(address: "attach").encoded())
        try await ask("Handshake", ProviderHandshakeRequest().encoded())
        try await ask("CheckConfig", [])
        let log = "/pulumirpc.Engine/Log"
        #expect(addresses.log == ["start", log, "shake", log, "attach", log])
    }

    @Test("logs nothing where no engine is known or reached", arguments: [nil, "nowhere"])
    func silent(_ address: String?) async {
        let addresses = PlayedAddresses([])
        let call = CallContext(method: "Check", dialler: addresses)
        await ProviderContext(call: call, engineAddress: address).log(.info, "hello")
        #expect(addresses.log.isEmpty)
    }
}
