import Foundation
import Testing

@testable import awsx

@Suite("Help")
struct HelpCommandTests {
    @Test("help prints the help of a command, as its --help does", arguments: [["up"], ["stack", "init"], ["state"]])
    func printsTheHelpOfACommand(_ path: [String]) async throws {
        let outcome = await (try Sandbox()).run(["help"] + path)
        #expect(outcome.succeeded)
        #expect(outcome.output.contains("Usage: awsx \(path.joined(separator: " "))"), "\(outcome.output)")
        #expect(await (try Sandbox()).run(path + ["--help"]).output == outcome.output)
    }

    @Test("help without a command lists all commands")
    func listsCommands() async throws {
        let output = await (try Sandbox()).run("help").output
        for command in Command.root.subcommands { #expect(output.contains("\n  \(command.name) "), "\(command.name)") }
    }

    @Test("help of an unknown command names the nearest one")
    func refusesUnknownCommands() async throws {
        let outcome = await (try Sandbox()).run("help", "stack", "inti")
        #expect(outcome.status == .usage && outcome.error == "awsx: unknown command \"inti\"; did you mean init?\n")
    }

    @Test("help of an alias shows the command's own name")
    func resolvesAliases() async throws {
        #expect(await (try Sandbox()).run("update", "--help").output.contains("Usage: awsx up [flags]"))
    }

    @Test("no flag is listed twice", arguments: Command.root.tree.map(\.path))
    func listsFlagsOnce(_ path: [String]) async throws {
        let output = await (try Sandbox()).run(["help"] + path).output
        let names = output.split(separator: "\n").compactMap { line in
            line.wholeMatch(of: #/  (?:-\w, |    )(--[\w-]+).*/#)?.output.1
        }
        #expect(names.contains("--cwd"))
        #expect(Set(names).count == names.count, "\(names)")
    }

    @Test("every command has a guide, and every guide a command")
    func guidesAreComplete() {
        #expect(Set(CommandGuide.all.keys) == Set(Command.root.tree.map { $0.path.joined(separator: " ") }))
    }

    @Test("every argument of the usage line is explained", arguments: Command.root.tree.map(\.path))
    func argumentsAreExplained(_ path: [String]) throws {
        let command = try path.reduce(Command.root) { try $0.subcommand($1) }
        let guide = try #require(CommandGuide.all[path.joined(separator: " ")])
        let words = command.operands.split(separator: " ").map { $0.filter { !"[]…".contains($0) } }
            .filter { $0 != "--" }
        #expect(guide.arguments.map(\.0) == (command.subcommands.isEmpty ? words : []))
    }

    @Test("every example is a valid command line of its command", arguments: CommandGuide.all.keys.sorted())
    func examplesAreValid(_ path: String) throws {
        let examples = try #require(CommandGuide.all[path]).examples
        #expect((1...3).contains(examples.count))
        for (line, _) in examples {
            let command = try #require(line.firstMatch(of: /awsx ([^|>)]*)/)).output.1
            let words = command.split(separator: " ").map { String($0.filter { $0 != "'" }) }
            let outcome = try ArgumentParser(root: .root).parse(words)
            guard case .run(_, let arguments) = outcome else {
                Issue.record("\(line) prints a help")
                continue
            }
            let isGroup = path.isEmpty || path == "local" || path == "state" || path == "stack tag"
            #expect(isGroup || arguments.path.joined(separator: " ") == path, "\(line)")
        }
    }

    @Test("docs/commands.md is what `awsx gen-markdown` prints")
    func referenceIsCurrent() async throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/commands.md")
        let written = try String(contentsOf: file.standardized, encoding: .utf8)
        let printed = await (try Sandbox()).run("gen-markdown").output
        #expect(written == printed, "run `awsx gen-markdown > docs/commands.md`")
    }
}

@Suite("Completion")
struct CompletionScriptTests {
    /// Returns what bash offers for the last word of a command line.
    private func completions(_ words: [String]) throws -> [String] {
        let quoted = words.map { ShellWord($0).quoted }.joined(separator: " ")
        let script =
            CompletionScript(.root).text(for: .bash) + """
                COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count - 1)
                _awsx
                printf '%s\\n' "${COMPREPLY[@]}"
                """
        let bash = Process()
        bash.executableURL = URL(filePath: "/bin/bash")
        bash.arguments = ["-c", script]
        let pipe = Pipe()
        bash.standardOutput = pipe
        try bash.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        bash.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(
        "bash completes commands, flags and choices",
        arguments: [
            (["awsx", "pre"], ["preview"]), (["awsx", "stack", "in"], ["init"]),
            (["awsx", "--cwd", "app", "stack", "tag", "g"], ["get"]),
            (["awsx", "update", "--skip-p"], ["--skip-preview"]),
            (["awsx", "gen-completion", ""], ["bash", "zsh", "fish"]), (["awsx", "help", "stack", "ini"], ["init"]),
            (["awsx", "up", "--stack", ""], []),
        ]
    )
    func bashCompletes(_ words: [String], _ expected: [String]) throws {
        let offered = try completions(words)
        #expect(expected.allSatisfy(offered.contains) && (offered.count == expected.count || words[1] == "update"))
    }

    @Test("every command and flag is in every script", arguments: CompletionScript.Shell.allCases)
    func scriptsAreComplete(_ shell: CompletionScript.Shell) async throws {
        let script = await (try Sandbox()).run("gen-completion", shell.rawValue).output
        for (path, command) in Command.root.tree {
            #expect(script.contains("'\(path.map { "/\($0)" }.joined())'"), "\(path)")
            for flag in command.ownFlags {
                #expect(script.contains(shell == .fish ? "-l \(flag.name)" : "--\(flag.name)"), "\(flag.name)")
            }
        }
    }

    @Test("another shell is refused")
    func refusesOtherShells() async throws {
        let outcome = await (try Sandbox()).run("gen-completion", "tcsh")
        #expect(outcome.status == .usage && outcome.error.contains("must be bash, zsh or fish"))
    }
}
