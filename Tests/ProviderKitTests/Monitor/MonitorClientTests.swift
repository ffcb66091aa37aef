import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Synchronization
import Testing

@Suite("Monitor client")
struct MonitorClientTests {
    @Test("calls the engine's methods by their names, and reads the answers")
    func methods() async throws {
        let channel = PlayedChannel(answers: [
            "SupportsFeature": try SupportsFeatureResponse(hasSupport: true).encoded(),
            "RegisterResource": try RegisterResourceResponse(urn: "urn:x", id: "i").encoded(),
            "ReadResource": try ReadResourceResponse(urn: "urn:r").encoded(),
            "Invoke": try ResourceInvokeResponse(return: ["a": 1]).encoded(),
            "Call": try CallResponse(return: ["b": 2]).encoded(),
            "RegisterPackage": try RegisterPackageResponse(ref: "p").encoded(),
        ])
        let monitor = MonitorClient(channel)
        #expect(try await monitor.supportsFeature("secrets"))
        #expect(try await monitor.registerResource(RegisterResourceRequest()).id == "i")
        try await monitor.registerResourceOutputs(RegisterResourceOutputsRequest(urn: "urn:x"))
        #expect(try await monitor.readResource(ReadResourceRequest()).urn == "urn:r")
        #expect(try await monitor.invoke(ResourceInvokeRequest()).return == ["a": 1])
        #expect(try await monitor.call(ResourceCallRequest()).return == ["b": 2])
        #expect(try await monitor.registerPackage(RegisterPackageRequest()).ref == "p")
        #expect(
            channel.methods == [
                "SupportsFeature", "RegisterResource", "RegisterResourceOutputs", "ReadResource", "Invoke", "Call",
                "RegisterPackage",
            ]
        )
    }

    @Test("refuses an answer that is not the method's message")
    func garbage() async throws {
        let monitor = MonitorClient(PlayedChannel(answers: ["Invoke": [0x0A, 0xFF]]))
        let error = await #expect(throws: StatusError.self) { try await monitor.invoke(ResourceInvokeRequest()) }
        #expect(error?.code == .internal)
        #expect(error?.message.hasPrefix("the engine's answer to Invoke cannot be read: ") == true)
    }

    @Test("records what was said, failures too")
    func recording() async throws {
        let lines = Mutex<[[UInt8]]>([])
        let recorder = CallRecorder(package: "awsx") { line in lines.withLock { $0.append(line) } }
        let channel = PlayedChannel(answers: ["ReadResource": [0xFF]])
        let monitor = MonitorClient(channel, recorder: recorder)
        _ = try await monitor.invoke(ResourceInvokeRequest(tok: "aws:ec2/getVpc:getVpc"))
        _ = try? await monitor.readResource(ReadResourceRequest())
        let recorded = try lines.withLock { $0 }.map { try JSON(parsing: $0) }
        #expect(recorded.map { $0["metadata"]?["mode"] } == ["server", "server"])
        #expect(recorded.first?["request"]?["tok"] == "aws:ec2/getVpc:getVpc")
        #expect(recorded.last?["errors"] != nil)
    }
}

/// An engine that answers with given bytes, or with an empty message.
private final class PlayedChannel: Channel {
    let callbackAddress = "played:"
    let answers: [String: [UInt8]]
    private let calls = Mutex<[(method: String, request: [UInt8])]>([])

    init(answers: [String: [UInt8]]) {
        self.answers = answers
    }

    /// The methods that were called, without the service's name.
    var methods: [String] { calls.withLock { $0.map(\.method) } }
    /// The requests of those calls.
    var requests: [[UInt8]] { calls.withLock { $0.map(\.request) } }

    func call(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) async throws -> [UInt8] {
        let name = String(method.split(separator: "/").last ?? "")
        calls.withLock { $0.append((name, request)) }
        return answers[name] ?? []
    }
}
