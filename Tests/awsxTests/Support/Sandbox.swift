import Foundation
import Synchronization

@testable import awsx

/// A project in a temporary folder, with a home of its own, in which a test runs commands.
final class Sandbox: Sendable {
    /// The result of a command.
    struct Outcome {
        let status: awsx.ExitStatus
        let output: String
        let error: String

        var succeeded: Bool { status == .success }
    }

    /// The text that a command has written so far.
    private struct Written {
        var output = ""
        var error = ""
    }

    let folder: String
    private let variables: [String: String]

    /// Creates the folder with a project file.
    init(_ program: String = "name: shop\nruntime: yaml\n", _ variables: [String: String] = [:]) throws {
        let made = FileManager.default.temporaryDirectory.appending(path: "awsx-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        folder = made.path
        self.variables = [
            "HOME": folder, "PULUMI_HOME": folder + "/home", "PULUMI_BACKEND_URL": "file://" + folder,
            "PATH": "/usr/bin:/bin",
        ].merging(variables) { $1 }
        try write(program, "Pulumi.yaml")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs a command; a terminal answers its prompts with `input`, a pipe delivers it as a whole.
    @discardableResult
    func run(
        _ words: String...,
        input: [String] = [],
        isTerminal: Bool = false,
        variables: [String: String] = [:]
    ) async -> Outcome {
        await run(words, input: input, isTerminal: isTerminal, variables: variables)
    }

    @discardableResult
    func run(
        _ words: [String],
        input: [String] = [],
        isTerminal: Bool = false,
        variables: [String: String] = [:]
    ) async -> Outcome {
        let written = Mutex(Written())
        let lines = Mutex(input[...])
        let environment = self.variables.merging(variables) { $1 }
        let console = Console(
            environment: { environment },
            workingFolder: { [folder] in folder },
            readsTerminal: isTerminal,
            writesTerminal: isTerminal,
            write: { text, stream in
                written.withLock { if stream == .output { $0.output += text } else { $0.error += text } }
            },
            readLine: { _ in lines.withLock { $0.popFirst() } },
            readKeys: { _, receive in lines.withLock { Self.press(&$0, receive) } },
            readHiddenLine: { lines.withLock { $0.popFirst() } },
            readAll: { lines.withLock { $0.map { $0 + "\n" }.joined() } }
        )
        let status = await Console.$current.withValue(console) { await CommandLineTool(arguments: words).run() }
        return written.withLock { Outcome(status: status, output: $0.output, error: $0.error) }
    }

    /// Presses the keys of the lines until one answers the question; returns whether one did.
    private static func press(_ lines: inout ArraySlice<String>, _ receive: (Key) -> Bool) -> Bool {
        while let line = lines.popFirst() {
            var bytes = Array((line + "\n").utf8)
            while case .key(let key, let length) = KeyParser.first(of: bytes) {
                bytes.removeFirst(length)
                if receive(key) { return true }
            }
        }
        return false
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    func write(_ text: String, _ name: String) throws {
        let file = URL(filePath: path(name))
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    /// Writes an executable script of the shell.
    ///
    /// Another process writes the file: a child that this one forks meanwhile would keep it busy.
    func script(_ text: String, _ name: String) throws -> String {
        try write("#!/bin/sh\n" + text, name + ".text")
        let install = Process()
        install.executableURL = URL(filePath: "/usr/bin/install")
        install.arguments = ["-m", "755", path(name + ".text"), path(name)]
        try install.run()
        install.waitUntilExit()
        return path(name)
    }
}

extension Sandbox {
    /// The URN of a component of the stack `dev`.
    static func urn(_ name: String) -> String { "urn:pulumi:dev::shop::shop:index:Room::\(name)" }

    /// The environment of a stack with secrets.
    static let passphrase = ["PULUMI_CONFIG_PASSPHRASE": "correct horse"]

    /// A project whose stack `dev` has three components, of which `bath` depends on `hall`, and the output `url`; with
    /// a secret output `token` if the environment has a passphrase.
    static func withResources(_ variables: [String: String] = [:]) async throws -> Sandbox {
        let sandbox = try Sandbox("name: shop\nruntime: yaml\n", variables)
        await sandbox.run("stack", "init", "dev")
        let root = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"
        let mark = "\"4dabf18193072939515e22adb298388d\":\"1b47061264138c4ac30d75fd1eb44270\""
        let token = variables.isEmpty ? "" : ",\"token\":{\(mark),\"plaintext\":\"\\\"hunter2\\\"\"}"
        func room(_ name: String, _ more: String = "") -> String {
            "{\"urn\":\"\(urn(name))\",\"custom\":false,\"type\":\"shop:index:Room\",\"parent\":\"\(root)\"\(more)}"
        }
        let rooms = [room("hall"), room("bath", ",\"dependencies\":[\"\(urn("hall"))\"]"), room("attic")]
        let outputs = "{\"url\":\"http://shop\"\(token)}"
        let stack = "{\"urn\":\"\(root)\",\"custom\":false,\"type\":\"pulumi:pulumi:Stack\",\"outputs\":\(outputs)}"
        let resources = ([stack] + rooms).joined(separator: ",")
        try sandbox.write("{\"version\":3,\"deployment\":{\"resources\":[\(resources)]}}", "state.json")
        await sandbox.run("stack", "import", "--file", sandbox.path("state.json"))
        return sandbox
    }
}
