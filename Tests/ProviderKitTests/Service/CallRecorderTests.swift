import Foundation
import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Synchronization
import Testing

@Suite("Call recorder")
struct CallRecorderTests {
    /// The lines that a service with a recorder writes for one Construct.
    private func lines(_ construct: @escaping @Sendable () throws -> ConstructResponse) async throws -> [JSON] {
        let written = Mutex<[[UInt8]]>([])
        let recorder = CallRecorder(package: "played") { line in written.withLock { $0.append(line) } }
        let service = ProviderService(PlayedProvider(construct: construct), recorder: recorder).service
        let path = "/pulumirpc.ResourceProvider/"
        for method in ["Configure", "Construct"] {
            let handler = try #require(service[path + method])
            let request = ConstructRequest(type: "p:m:T", inputs: ["token": .secret("hidden")])
            let bytes = method == "Construct" ? try request.encoded() : []
            _ = try? await handler(bytes, CallContext(method: path + method))
        }
        return try written.withLock { $0 }.map { try JSON(parsing: $0) }
    }

    @Test("writes request and answer of a call, without secrets")
    func answers() async throws {
        let line = try #require(try await lines { ConstructResponse(urn: "urn:x") }.last)
        #expect(line["method"] == "/pulumirpc.ResourceProvider/Construct")
        #expect(line["request"]?["type"] == "p:m:T")
        #expect(line["request"]?["inputs"]?["token"]?["value"] == "[secret]")
        #expect(line["response"]?["urn"] == "urn:x")
        #expect(line["metadata"] == ["kind": "resource", "mode": "client", "name": "played"])
    }

    @Test("writes the failure of a call")
    func failures() async throws {
        let all = try await lines { throw StatusError(.aborted, "no") }
        #expect(all.count == 2)
        #expect(all.last?["response"] == nil)
        #expect(all.last?["errors"]?[0]?.string?.contains("no") == true)
    }

    @Test("writes a file that only its user can read")
    func file() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "calls-\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let recorder = try #require(CallRecorder(package: "played", file: path))
        let service = ProviderService(PlayedProvider { ConstructResponse() }, recorder: recorder).service
        for _ in 1...2 {
            let handler = try #require(service["/pulumirpc.ResourceProvider/GetPluginInfo"])
            _ = try await handler([], CallContext(method: "/pulumirpc.ResourceProvider/GetPluginInfo"))
        }
        let written = try String(contentsOfFile: path, encoding: .utf8)
        #expect(written.split(separator: "\n").count == 2)
        #expect(written.hasSuffix("\n"))
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test("is none where its file cannot be opened")
    func noFile() {
        #expect(CallRecorder(package: "played", file: "/nowhere/calls.json") == nil)
    }
}

/// A provider whose Construct is given.
private struct PlayedProvider: Provider {
    let package = "played"
    let construct: @Sendable () throws -> ConstructResponse

    init(construct: @escaping @Sendable () throws -> ConstructResponse) {
        self.construct = construct
    }

    func getPluginInfo(_ context: ProviderContext) async throws -> PluginInfo { PluginInfo(version: "1.2.3") }

    func construct(_ request: ConstructRequest, _ context: ProviderContext) async throws -> ConstructResponse {
        try construct()
    }
}
