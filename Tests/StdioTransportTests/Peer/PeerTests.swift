import Foundation
import RPC
import TestKit
import Testing

@testable import StdioTransport

/// The independent Python peer of the specification: a folder with `stdiorpc.py`.
enum Peer {
    /// The folder.
    static let tools = WorkingCopy.shared.appending(path: "tools")

    /// Returns the command that runs a script of `Tests/Oracles`.
    static func command(_ script: String, _ arguments: String...) -> PluginCommand {
        let path = WorkingCopy.root.appending(path: "Tests/Oracles/\(script)").path
        var environment = ProcessInfo.processInfo.environment
        environment["PYTHONPATH"] = tools.path
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        return PluginCommand("python3", arguments: [path] + arguments, environment: environment)
    }
}

@Suite(
    "A plugin of ours and a host in Python",
    .enabled(if: try Prerequisite.recordings.isThere(), "\(Prerequisite.recordings.absence)"),
    .timeLimit(.minutes(3))
)
struct PythonHostTests {
    static let scenarios = [
        "ten_thousand_calls", "large_message", "large_answers_share", "small_pieces", "byte_by_byte", "calls_back",
        "streaming", "status", "cancel", "cancel_half_sent", "deadline", "too_large", "ping", "stray_output",
        "goaway_idle", "goaway_busy", "eof_in_each_state", "eof_while_running", "eof_waits_for_what_cannot_stop",
        "eof_waits_no_longer_than_allowed", "host_stops_reading", "wrong_preface", "garbage", "wrong_frames",
        "ignored_frames", "terminal",
    ]

    @Test("agree", .serialized, arguments: scenarios)
    func agree(scenario: String) async throws {
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: errors) }
        try Data().write(to: errors)
        let command = Peer.command("host_peer.py", scenario, EchoPlugin.path)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [command.executable] + command.arguments
        process.environment = command.environment
        process.standardError = try FileHandle(forWritingTo: errors)
        // A blocking wait would hold one of the few threads on which the other tests run.
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let complaint = try String(contentsOf: errors, encoding: .utf8)
        #expect(status == 0, "\(complaint)")
    }

    @Test("have no scenario that is not run")
    func allScenarios() throws {
        let script = try String(contentsOfFile: Peer.command("host_peer.py").arguments[0], encoding: .utf8)
        let named = script.matches(of: /(?m)^async def (\w+)\(\):/).map { String($0.1) }
        #expect(Set(named) == Set(Self.scenarios))
    }
}

@Suite(
    "A host of ours and a plugin in Python",
    .enabled(if: try Prerequisite.recordings.isThere(), "\(Prerequisite.recordings.absence)"),
    .timeLimit(.minutes(1))
)
struct PythonPluginTests {
    /// Runs `body` with the Python plugin.
    private func withPeer(
        _ behaviour: String = "well",
        serving service: Service = Service(),
        limits: ConnectionLimits = ConnectionLimits(),
        grace: Duration = .seconds(10),
        _ body: (PluginProcess) async throws -> Void
    ) async throws {
        try await withPluginProcess(
            Peer.command("plugin_peer.py", behaviour),
            serving: service,
            limits: limits,
            grace: grace,
            onStandardError: { Issue.record("the peer says: \($0)") },
            body
        )
    }

    @Test("exchange messages of any size", arguments: [0, 1, 16_384, 16_385, 131_072, 1 << 20, 5_000_001])
    func sizes(size: Int) async throws {
        let request = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await withPeer { peer in
            let answer = try await peer.channel.call("/test/Echo", request)
            #expect(answer == request)
        }
    }

    @Test("need not wait for each other's preface")
    func slowPreface() async throws {
        try await withPeer("slow-preface") { peer in
            let answer = try await peer.channel.call("/test/Echo", [1])
            #expect(answer == [1])
        }
    }

    @Test("make a thousand calls at once")
    func concurrently() async throws {
        try await withPeer { peer in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1000 {
                    group.addTask {
                        let answer = try await peer.channel.call("/test/Echo", Array("\(number)".utf8))
                        #expect(answer == Array("\(number)".utf8))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("refuse, stream and call back")
    func kinds() async throws {
        let service = Service(["/test.Host/Answer": { request, _ in request.reversed() }])
        try await withPeer(serving: service) { peer in
            let refusal = await failure { try await peer.channel.call("/test/Refuse", []) }
            #expect(refusal?.code == .failedPrecondition)
            #expect(refusal?.message == "not before Configure")
            var streamed: [String] = []
            for try await message in peer.channel.stream("/test/Stream", Array("3".utf8)) {
                streamed.append(String(decoding: message, as: UTF8.self))
            }
            #expect(streamed == ["0", "1", "2"])
            let back = try await peer.channel.call("/test/Back", [1, 2, 3])
            #expect(back == [3, 2, 1])
        }
    }

    @Test("give up a call whose time runs out")
    func deadline() async throws {
        try await withPeer { peer in
            let error = await failure {
                try await peer.channel.call("/test/Wait", [], timeout: .milliseconds(50), metadata: [:])
            }
            #expect(error?.code == .deadlineExceeded)
            _ = try await peer.connection.ping()
        }
    }

    @Test("notice a missing PONG")
    func deaf() async throws {
        var limits = ConnectionLimits()
        limits.pongTimeout = .milliseconds(50)
        try await withPeer("deaf", limits: limits) { peer in
            let error = await failure { try await peer.connection.ping() }
            #expect(error?.code == .deadlineExceeded)
        }
    }

    @Test("part when the plugin says GOAWAY: what it took is still answered")
    func goAway() async throws {
        try await withPeer { peer in
            let answer = try await peer.channel.call("/test/GoAway", [])
            #expect(answer == Array("last answer".utf8))
            let error = await failure { try await peer.channel.call("/test/Echo", []) }
            #expect(error?.code == .unavailable)
            #expect(error?.message == "the plugin ended the connection: updating myself")
        }
    }

    @Test("part when the plugin breaks off inside a frame")
    func half() async throws {
        try await withPeer { peer in
            let error = await failure { try await peer.channel.call("/test/Half", []) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("the input ended inside a frame, 96 of its 100 bytes are missing") == true)
        }
    }

    @Test("part when the plugin writes something else, even if it then stays")
    func garbage() async throws {
        try await withPeer(grace: .milliseconds(100)) { peer in
            let error = await failure { try await peer.channel.call("/test/Garbage", []) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.hasPrefix("the plugin broke the protocol: protocol error at byte 8: ") == true)
        }
    }
}
