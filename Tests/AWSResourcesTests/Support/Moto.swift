import AWSClient
import Foundation
import PulumiProtocol
import Testing

@testable import AWSResources

/// A moto server of one test's own.
enum Moto {
    private static let executable = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: ".venv/bin/moto_server")

    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: executable.path) }

    /// Starts moto, gives a provider that calls it, and ends moto.
    static func run(_ body: (AWSProvider) async throws -> Void) async throws {
        let port = Int.random(in: 20_000..<30_000)
        let server = Process()
        server.executableURL = executable
        server.arguments = ["-H", "127.0.0.1", "-p", String(port)]
        var environment = ProcessInfo.processInfo.environment
        environment["MOTO_ECS_SERVICE_RUNNING"] = "1"
        server.environment = environment
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        try server.run()
        // The server ignores gentler signals, and waiting for its end would block this thread.
        defer { kill(server.processIdentifier, SIGKILL) }
        var configuration = AWSConfiguration(environment: [:])
        configuration.region = "us-west-2"
        configuration.credentials = AWSCredentials(accessKeyID: "test", secretAccessKey: "test")
        configuration.endpoint = "http://127.0.0.1:\(port)"
        let client = AWSClient(configuration: configuration)
        // The server answers when it is ready; until then the client finds no connection, and tries again.
        let deadline = ContinuousClock.now + .seconds(60)
        while (try? await client.call("sts.GetCallerIdentity")) == nil, ContinuousClock.now < deadline {}
        let provider = AWSProvider(version: "0.0.0", clock: WaitClock(ContinuousClock())) { _ in client }
        _ = try await provider.configure(ConfigureRequest(args: ["region": "us-west-2"]), .test)
        try await body(provider)
    }
}
