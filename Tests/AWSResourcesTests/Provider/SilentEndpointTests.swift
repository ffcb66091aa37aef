import AWSClient
import ProviderKit
import PulumiProtocol
import RPC
import Synchronization
import Testing

@testable import AWSResources

@Suite("An endpoint that never answers")
struct SilentEndpointTests {
    private let cluster = "aws:ecs/cluster:Cluster"

    @Test(
        "is given up when the engine cancels, whatever the provider does",
        arguments: ["configure", "invoke", "create", "read", "update", "delete"]
    )
    func cancelled(_ step: String) async throws {
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let provider = AWSProvider(version: "0.0.0", clock: .endless()) { _, gate in
            SilentAWS.client(gate) { begin.finish() }
        }
        var arguments: PropertyMap = ["region": "us-west-2"]
        if step == "configure" {
            arguments["allowedAccountIds"] = ["123456789012"]
        } else {
            _ = try await provider.configure(ConfigureRequest(args: arguments), .test)
        }
        async let ended = status(of: step, provider, arguments)
        for await _ in begun {}
        try await provider.cancel(.test)
        let status = await ended
        #expect(status?.message.contains("interrupted; the request was sent and has no answer yet") == true)
        #expect(step == "update" || status?.code == .cancelled)
    }

    /// The failure of one call to the provider.
    private func status(of step: String, _ provider: AWSProvider, _ arguments: PropertyMap) async -> StatusError? {
        let urn = urn(cluster)
        let inputs: PropertyMap = ["name": "web"]
        let changed: PropertyMap = ["name": "web", "tags": ["a": "1"]]
        do {
            switch step {
            case "configure": _ = try await provider.configure(ConfigureRequest(args: arguments), .test)
            case "invoke":
                let token = "aws:index/getCallerIdentity:getCallerIdentity"
                _ = try await provider.invoke(InvokeRequest(tok: token), .test)
            case "create": _ = try await provider.create(CreateRequest(urn: urn, properties: inputs), .test)
            case "read": _ = try await provider.read(ReadRequest(id: "arn:web", urn: urn, inputs: inputs), .test)
            case "update":
                let request = UpdateRequest(id: "arn:web", urn: urn, olds: inputs, news: changed, oldInputs: inputs)
                _ = try await provider.update(request, .test)
            default:
                let request = DeleteRequest(id: "arn:web", urn: urn, properties: inputs, oldInputs: inputs)
                try await provider.delete(request, .test)
            }
            return nil
        } catch {
            return StatusError.describing(error)
        }
    }

    @Test("is told of as the status of the resource")
    func status() async throws {
        let engine = StatusRecorder()
        let (told, tell) = AsyncStream<Void>.makeStream()
        let lost = Mutex(0)
        let provider = AWSProvider(version: "0.0.0", clock: .endless()) { _, gate in
            SilentAWS.client(
                gate,
                losingPatience: { _ in
                    let count = lost.withLock { lost in
                        lost += 1
                        return lost
                    }
                    if count == 1 { return }
                    tell.finish()
                    try await Task.sleep(for: .seconds(3600))
                },
                {}
            )
        }
        _ = try await provider.configure(ConfigureRequest(args: ["region": "us-west-2"]), .test)
        let request = CreateRequest(urn: urn(cluster), properties: ["name": "web"])
        async let id = try? provider.create(request, engine.context).id
        for await _ in told {}
        try await provider.cancel(.test)
        let made = await id
        #expect(made == nil)
        let first = engine.messages.first
        #expect(first?.message == "no answer from ecs in us-west-2 for 10 s, try 1 of 5")
        #expect(first?.urn == urn(cluster))
        #expect(first?.ephemeral == true)
    }

    @Test("hides the reason of a wait only until it answers")
    func cover() async {
        let shown = Mutex<[String]>([])
        let status = StatusLine { text in shown.withLock { $0.append(text) } }
        await status.cover(nil)
        await status.report("waiting for Service web: 0 of 2 tasks running")
        await status.cover("no answer from ecs in us-west-2 for 10 s, try 1 of 5")
        await status.cover(nil)
        await status.cover(nil)
        #expect(
            shown.withLock { $0 } == [
                "waiting for Service web: 0 of 2 tasks running",
                "no answer from ecs in us-west-2 for 10 s, try 1 of 5",
                "waiting for Service web: 0 of 2 tasks running",
            ]
        )
    }
}
