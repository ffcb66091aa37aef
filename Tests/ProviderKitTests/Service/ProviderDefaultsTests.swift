import ProviderKit
import PulumiProtocol
import RPC
import Testing

@Suite("What a provider answers unless it says otherwise")
struct ProviderDefaultsTests {
    private static let componentsOnly = "has components only; custom resources are"

    /// Each method that is refused, with the reason.
    private static let refusals: [(String, String)] = [
        ("Parameterize", "is not a generic provider: its package and version are fixed"),
        ("GetSchema", "has no schema to show"),
        ("DiffConfig", "does not compare configurations; the engine decides from the inputs"),
        ("Invoke", "has no functions"),
        ("Call", "has no methods"),
        ("Check", "\(componentsOnly) checked by their own package"),
        ("Diff", "\(componentsOnly) compared by their own package"),
        ("Create", "\(componentsOnly) created by their own package"),
        ("Read", "\(componentsOnly) read by their own package"),
        ("Update", "\(componentsOnly) updated by their own package"),
        ("Delete", "\(componentsOnly) deleted by their own package"),
        ("Construct", "has custom resources only, no components"),
        ("GetMapping", "maps no names of other ecosystems"),
        ("GetMappings", "maps no names of other ecosystems"),
    ]

    private let service = ProviderService(BareProvider()).service

    private func ask(_ method: String, _ request: [UInt8] = []) async throws -> [UInt8] {
        let path = method.hasPrefix("/") ? method : "/pulumirpc.ResourceProvider/\(method)"
        let handler = try #require(service[path])
        return try await handler(request, CallContext(method: path))
    }

    @Test("refuses what it does not have, with a reason", arguments: refusals)
    func refuses(_ method: String, _ reason: String) async throws {
        _ = try await ask("Configure")
        let error = await #expect(throws: StatusError.self) { try await ask(method) }
        #expect(error?.code == .unimplemented)
        #expect(error?.message == "\(method) is not available: provider bare \(reason)")
    }

    @Test("cannot find what a killed run left behind")
    func find() async throws {
        _ = try await ask("Configure")
        let error = await #expect(throws: StatusError.self) { try await ask(Recovery.method) }
        #expect(error?.code == .unimplemented)
    }

    @Test("accepts secrets, resource references and output values")
    func accepts() async throws {
        let hello = try ProviderHandshakeResponse(decoding: await ask("Handshake"))
        #expect(hello.acceptSecrets && hello.acceptResources && hello.acceptOutputs)
        let configured = try ConfigureResponse(decoding: await ask("Configure"))
        #expect(configured.acceptSecrets && configured.acceptResources && configured.acceptOutputs)
        #expect(configured.supportsPreview)
    }

    @Test("takes its configuration as it is")
    func configuration() async throws {
        let request = CheckRequest(news: ["region": "us-west-2"])
        let answer = try CheckResponse(decoding: await ask("CheckConfig", request.encoded()))
        #expect(answer.inputs == ["region": "us-west-2"])
        #expect(answer.failures.isEmpty)
    }
}

/// A provider that has nothing but its version.
private struct BareProvider: Provider {
    let package = "bare"

    func getPluginInfo(_ context: ProviderContext) async throws -> PluginInfo { PluginInfo(version: "1.2.3") }
}
