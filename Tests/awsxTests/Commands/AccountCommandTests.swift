import Testing

@testable import awsx

@Suite("Account commands")
struct AccountCommandTests {
    /// A sandbox whose backend is the one of the login.
    private func sandbox() throws -> Sandbox { try Sandbox("name: shop\nruntime: yaml\n", ["PULUMI_BACKEND_URL": ""]) }

    @Test("login selects the backend of projects that configure none")
    func logsIn() async throws {
        let sandbox = try sandbox()
        let url = "file://" + sandbox.path("state")
        try sandbox.write("", "state/empty")
        let outcome = await sandbox.run("login", url)
        #expect(
            outcome.output.hasPrefix("Logged in to ") && outcome.output.hasSuffix(" (\(url))\n"),
            "\(outcome.error)"
        )
        await sandbox.run("stack", "init", "dev")
        #expect(sandbox.exists("state/.pulumi/stacks/shop/dev.json"))
        #expect(await sandbox.run("whoami", "--verbose").output.contains("Backend URL: \(url)\n"))
    }

    @Test("logout deselects the backend")
    func logsOut() async throws {
        let sandbox = try sandbox()
        let url = "file://" + sandbox.folder
        await sandbox.run("login", url)
        #expect(await sandbox.run("logout").output == "Logged out of \(url)\n")
        #expect(await sandbox.run("logout").output == "Not logged in\n")
        #expect(await sandbox.run("whoami", "--json").output.contains("\"url\": \"file://~\""))
    }

    @Test("login refuses a backend that is not a folder")
    func refusesOtherBackends() async throws {
        let outcome = await (try sandbox()).run("login", "s3://bucket")
        #expect(outcome.status == .failure && outcome.error.contains("state is stored in folders only"))
    }

    @Test("whoami prints the user's name on a line")
    func printsTheUser() async throws {
        let outcome = await (try sandbox()).run("whoami")
        #expect(outcome.output.textLines.count == 1 && outcome.output.count > 1)
    }
}

@Suite("Command line tool")
struct CommandLineToolTests {
    @Test(
        "the version is printed",
        arguments: [(["--version"], "\(CommandLineTool.version)\n"), (["version"], "v\(CommandLineTool.version)\n")]
    )
    func printsTheVersion(_ words: [String], _ output: String) async throws {
        #expect(await (try Sandbox()).run(words).output == output)
    }

    @Test("a group without subcommand prints its help")
    func printsHelp() async throws {
        let outcome = await (try Sandbox()).run("state")
        #expect(outcome.succeeded)
        #expect(outcome.output.hasPrefix("Edit the stack's state\n\nUsage: awsx state COMMAND\n"), "\(outcome.output)")
        #expect(outcome.output.contains("\n  protect "))
    }

    @Test(
        "an invalid command line is refused with a suggestion",
        arguments: [
            (["pu"], "unknown command \"pu\"; did you mean up?"), (["--cwd", "/nowhere", "stack"], "--cwd /nowhere:"),
            (["config", "get"], "an argument is missing; usage: awsx config get KEY [flags]"),
            (["version", "now"], "unexpected argument \"now\"; usage: awsx version"),
            (["up", "--yse"], "unknown flag --yse; did you mean --yes?"),
            (["up", "--message"], "--message needs a value"),
            (["up", "-Z"], "unknown flag -Z"), (["up", "--yes=maybe"], "--yes must be true or false, not \"maybe\""),
        ]
    )
    func refuses(_ words: [String], _ message: String) async throws {
        let outcome = await (try Sandbox()).run(words)
        #expect(outcome.status == .usage && outcome.output.isEmpty)
        #expect(outcome.error.hasPrefix("awsx: " + message), "\(outcome.error)")
    }

    @Test("a folder without a project is an error")
    func needsAProject() async throws {
        let sandbox = try Sandbox("name: [\n")
        let outcome = await sandbox.run("stack", "ls")
        #expect(outcome.status == .failure && outcome.error.hasPrefix("error: Pulumi.yaml:"), "\(outcome.error)")
    }
}

@Suite("Help")
struct HelpTextTests {
    private struct Page: CustomTestStringConvertible, Sendable {
        let command: awsx.Command
        let path: [String]
        var testDescription: String { path.joined(separator: " ") }
    }

    private static let pages = pages(of: .root, [])

    private static func pages(of command: awsx.Command, _ path: [String]) -> [Page] {
        [Page(command: command, path: path)] + command.subcommands.flatMap { pages(of: $0, path + [$0.name]) }
    }

    @Test("descriptions start with a capital letter and end without a full stop", arguments: pages.dropFirst())
    private func describes(_ page: Page) {
        let flags = page.command.flags.filter { !$0.help.isEmpty && $0.help.first != "K" }
        for text in [page.command.summary] + flags.map(\.help) {
            #expect(text.first?.isUppercase == true && text.last != ".", "\(text)")
        }
    }

    @Test("help lists the usage, the subcommands and the flags", arguments: pages)
    private func lists(_ page: Page) {
        let text = HelpText(command: page.command, path: page.path).text
        #expect(text.contains("\nUsage: awsx" + page.path.map { " " + $0 }.joined()))
        for command in page.command.subcommands { #expect(text.contains("  \(command.name) ")) }
        for flag in page.command.ownFlags + page.command.globalFlags {
            #expect(text.contains("  \(flag.spelling) ") && text.contains(flag.help))
        }
        #expect(text.textLines.allSatisfy { $0.count <= 120 }, "\(text)")
    }
}
