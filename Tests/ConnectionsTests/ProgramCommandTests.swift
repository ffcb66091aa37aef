import Connections
import Foundation
import Synchronization
import Testing

@Suite("A program that is run")
struct ProgramCommandTests {
    private func shell(_ script: String, environment: [String: String]? = nil) -> ProgramCommand {
        ProgramCommand("/bin/sh", arguments: ["-c", script], environment: environment)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("returns what it writes, and how it ends")
    func output() async throws {
        let (exit, bytes) = try await shell("echo out; echo err >&2; exit 3").output(standardError: .merged)
        #expect(exit == .status(3))
        #expect(text(bytes) == "out\nerr\n")
    }

    @Test("has the environment, the folder and the empty input that it is given")
    func surroundings() async throws {
        var command = shell("echo $NAME; pwd; cat", environment: ["NAME": "value", "PATH": "/usr/bin:/bin"])
        command.workingDirectory = "/"
        #expect(text(try await command.output(standardError: .merged).bytes) == "value\n/\n")
    }

    @Test("is an error where there is no such program")
    func missing() async {
        let error = await #expect(throws: DescriptorError.self) {
            try await ProgramCommand("/no/such/program").output(standardError: .merged)
        }
        #expect(error?.description == "cannot start /no/such/program: No such file or directory")
    }

    @Test("is killed when it writes more than it may")
    func limit() async throws {
        let (exit, _) = try await shell("while :; do echo more; done").output(standardError: .merged, limit: 1000)
        #expect(exit == .signal(SIGKILL))
    }

    @Test(
        "is told to end when its task is cancelled, and killed if it does not",
        arguments: [
            ("trap 'exit 7' TERM", Duration.seconds(600), ProcessExit.status(7)),
            ("trap '' TERM", .milliseconds(10), .signal(SIGKILL)),
        ]
    )
    func interrupted(_ trap: String, _ grace: Duration, _ expected: ProcessExit) async throws {
        let exit = try await cancelled(shell("\(trap); echo ready; while :; do sleep 0.01; done"), .group, grace)
        #expect(exit == expected)
    }

    @Test("goes on to clean up where only its work is ended")
    func work() async throws {
        let mark = FileManager.default.temporaryDirectory.appending(path: "cleaned-\(UUID())").path
        let script = "echo ready; sleep 3600; code=$?; echo > '\(mark)'; exit $code"
        let exit = try await cancelled(shell(script), .work, .seconds(600))
        #expect(exit == .status(128 + SIGKILL))
        #expect(FileManager.default.fileExists(atPath: mark))
    }

    @Test("takes what it started with it, also out of its group")
    func children() async throws {
        let script = "setsid sleep 3600 & echo ready $!; trap '' TERM; wait"
        let first = FirstLine()
        let exit = try await cancelled(shell(script), .group, .milliseconds(10), first)
        #expect(exit == .signal(SIGKILL))
        let child = try #require(first.text.split(separator: " ").last.flatMap { pid_t($0.prefix { $0.isNumber }) })
        // What is left of it, until somebody reaps it, is no longer a program.
        #expect((try? String(contentsOfFile: "/proc/\(child)/cmdline", encoding: .utf8)) ?? "" == "")
    }

    /// Runs a program, and cancels its task at the first that it writes.
    private func cancelled(
        _ command: ProgramCommand,
        _ interruption: ProcessWatch.Interruption,
        _ grace: Duration,
        _ first: FirstLine = FirstLine()
    ) async throws -> ProcessExit? {
        try await withThrowingTaskGroup(of: ProcessExit.self) { group in
            group.addTask {
                try await command.run(standardError: .merged, interruption: interruption, grace: grace) { bytes in
                    first.note(bytes)
                    return true
                }
            }
            for await _ in first.written {}
            group.cancelAll()
            return try await group.next()
        }
    }
}

/// The first that a program writes.
private final class FirstLine: Sendable {
    /// Ends when something was written.
    let written: AsyncStream<Void>
    private let end: AsyncStream<Void>.Continuation
    private let kept = Mutex("")

    init() { (written, end) = AsyncStream.makeStream() }

    var text: String { kept.withLock(\.self) }

    func note(_ bytes: [UInt8]) {
        kept.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
        end.finish()
    }
}
