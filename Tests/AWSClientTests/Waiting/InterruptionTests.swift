import Foundation
import JSON
import Synchronization
import Testing

@testable import AWSClient

@Suite("Closing the gate of a client")
struct InterruptionTests {
    private let gate = CancellationGate()
    private static let throttled = ScriptedTransport.Outcome.json(
        400,
        ["__type": "ThrottlingException", "message": "slow"]
    )

    /// The settings of a client that would wait for ever, of a server on this machine.
    private static func configuration(_ server: LoopbackServer) -> AWSConfiguration {
        var configuration = AWSConfiguration(environment: [:])
        configuration.region = "us-west-2"
        configuration.credentials = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "hunter2")
        configuration.configFiles = ["/nonexistent"]
        configuration.credentialsFiles = ["/nonexistent"]
        configuration.endpoint = server.endpoint
        configuration.readTimeout = .seconds(3600)
        configuration.cancellationGrace = .zero
        return configuration
    }

    /// A time in which no pause is over before it is given up; `began` is told of each.
    private static func endless(_ began: @escaping @Sendable () -> Void) -> TimeSource {
        var time = ManualTime().source()
        time.sleep = { _ in
            began()
            try await Task.sleep(for: .seconds(3600))
        }
        return time
    }

    /// The error of a call during which the gate is closed, once a server of silence has a request.
    private func interrupted(_ server: LoopbackServer, _ configuration: AWSConfiguration) async -> AWSError? {
        let client = AWSClient(configuration: configuration, gate: gate)
        async let failed = error { try await client.call("ecs.CreateCluster") }
        await onThread { server.waitForRequest() }
        gate.close()
        return await failed
    }

    @Test("ends a call whose server never answers")
    func transfer() async {
        let server = LoopbackServer { _ in .silence }
        defer { server.stop() }
        let failed = await interrupted(server, Self.configuration(server))
        #expect(failed?.kind == .cancelled)
        #expect(failed?.description.contains("interrupted; the request was sent and has no answer yet") == true)
        #expect(server.requests.count == 1)
    }

    @Test("ends the assumption of a role whose server never answers")
    func role() async {
        let server = LoopbackServer { _ in .silence }
        defer { server.stop() }
        var configuration = Self.configuration(server)
        configuration.assumedRoles = [.init(roleARN: "arn:aws:iam::1:role/deployer")]
        let failed = await interrupted(server, configuration)
        #expect(failed?.kind == .cancelled)
        #expect(server.requests.count == 1)
    }

    @Test("ends a question to a container's agent that never answers")
    func agent() async {
        let server = LoopbackServer { _ in .silence }
        defer { server.stop() }
        var configuration = Self.configuration(server)
        configuration.credentials = nil
        configuration.environment = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(server.endpoint)/credentials"]
        let failed = await interrupted(server, configuration)
        #expect(failed?.kind == .cancelled)
        #expect(server.requests.count == 1)
    }

    @Test("kills a credential process, though a child of it holds its output")
    func process() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gate-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let begun = folder.appending(path: "begun").path
        #expect(mkfifo(begun, 0o600) == 0)
        let config = folder.appending(path: "config")
        try Data("[default]\ncredential_process = (exec 3> '\(begun)'; sleep 3600) | cat".utf8).write(to: config)
        var configuration = AWSConfiguration(environment: ["PATH": "/usr/bin:/bin"])
        configuration.region = "us-west-2"
        configuration.configFiles = [config.path]
        configuration.credentialsFiles = ["/nonexistent"]
        let client = AWSClient(configuration: configuration, gate: gate)
        async let failed = error { try await client.call("ecs.CreateCluster") }
        await onThread { close(open(begun, O_RDONLY)) }
        gate.close()
        let kind = await failed?.kind
        #expect(kind == .cancelled)
    }

    @Test("ends a pause between tries, and says why the last one failed")
    func pause() async {
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let client = AWSClient.scripted(
            ScriptedTransport([Self.throttled]),
            gate: gate,
            source: Self.endless { begin.finish() }
        )
        async let failing = error { try await client.call("ecs.CreateCluster") }
        for await _ in begun {}
        gate.close()
        let failed = await failing
        #expect(failed?.kind == .cancelled)
        #expect(failed?.message.hasSuffix("the last one failed: ThrottlingException: slow") == true)
    }

    @Test("leaves one try to each call that comes later")
    func later() async throws {
        gate.close()
        let source = Self.endless {}
        let fine = ScriptedTransport([.json(200, ["cluster": ["clusterName": "web"]])])
        let answer = try await AWSClient.scripted(fine, gate: gate, source: source).call("ecs.CreateCluster")
        #expect(answer["cluster"]?["clusterName"] == "web")
        let busy = ScriptedTransport([Self.throttled])
        let failed = await error {
            try await AWSClient.scripted(busy, gate: gate, source: source).call("ecs.CreateCluster")
        }
        #expect(failed?.kind == .cancelled)
        #expect(busy.requests.count == 1)
    }

    @Test(
        "awaits a request for what is left of the grace since it was sent",
        arguments: [(0, [3.0]), (2, [1]), (5, [])]
    )
    func grace(_ age: Double, _ waits: [Double]) async {
        let time = ManualTime(0)
        let source = time.source()
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let transport = InterruptibleTransport(
            base: SilentTransport { begin.finish() },
            gate: gate,
            grace: .seconds(3),
            time: source
        )
        async let kind = failure(of: transport)
        for await _ in begun {}
        time.advance(age)
        gate.close()
        #expect(await kind == .cancelled)
        #expect(time.slept == waits)
    }

    private func failure(of transport: some HTTPTransport) async -> HTTPFailure.Kind? {
        do throws(HTTPFailure) {
            _ = try await transport.send(HTTPRequest(authority: "ecs.example"))
            return nil
        } catch { return error.kind }
    }
}

/// A transport whose server never answers.
private struct SilentTransport: HTTPTransport {
    let began: @Sendable () -> Void

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        began()
        try? await Task.sleep(for: .seconds(3600))
        throw HTTPFailure(.cancelled, "interrupted")
    }
}
