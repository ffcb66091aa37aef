import Testing

@testable import awsx

@Suite("Command line")
struct ArgumentParserTests {
    private let parser = ArgumentParser(
        root: Command(
            name: "awsx",
            summary: "",
            subcommands: [
                Command(name: "up", summary: "", flags: Flag.changing) { _ in .success },
                Command(
                    name: "stack",
                    summary: "",
                    subcommands: [
                        Command(name: "init", summary: "", operands: "[NAME]", operandCount: 0...1) { _ in .success }
                    ]
                ),
            ]
        )
    )

    private func parsed(_ words: String...) throws -> ParsedArguments {
        guard case .run(_, let arguments) = try parser.parse(words) else {
            throw UsageError("not a command: \(words)")
        }
        return arguments
    }

    @Test(
        "a value follows its flag, or an equals sign",
        arguments: [["--stack", "dev"], ["--stack=dev"], ["-s", "dev"], ["-s=dev"], ["-sdev"]]
    )
    func readsValues(_ words: [String]) throws {
        guard case .run(_, let arguments) = try parser.parse(["up"] + words) else { return #expect(Bool(false)) }
        #expect(arguments.value("stack") == "dev")
    }

    @Test("short flags may be combined")
    func readsClusters() throws {
        let arguments = try parsed("up", "-yf", "-p", "8")
        #expect(arguments.has("yes"))
        #expect(arguments.has("skip-preview"))
        #expect(try arguments.number("parallel") == 8)
    }

    @Test("a list flag may be repeated, and its values may contain commas")
    func readsLists() throws {
        #expect(try parsed("up", "--target", "a,b", "-t", "c").list("target") == ["a,b", "c"])
    }

    @Test("global flags may come before the command")
    func readsGlobalFlagsAnywhere() throws {
        let arguments = try parsed("--cwd", "/app", "stack", "init", "dev")
        #expect(arguments.value("cwd") == "/app")
        #expect(arguments.path == ["stack", "init"])
        #expect(arguments.operands == ["dev"])
    }

    @Test(
        "a wrong word is answered with the nearest right one",
        arguments: [
            (["upp"], "unknown command \"upp\"; did you mean up?"),
            (["up", "--paralel", "3"], "unknown flag --paralel; did you mean --parallel?"),
            (["up", "--yes=perhaps"], "--yes must be true or false, not \"perhaps\""),
            (["up", "--stack"], "--stack needs a value"),
            (["stack", "init", "a", "b"], "unexpected argument \"b\"; usage: awsx stack init [NAME]"),
        ]
    )
    func refusesWrongWords(_ words: [String], _ message: String) {
        #expect { try parser.parse(words) } throws: { "\($0)" == message }
    }

    @Test("a number out of range is refused")
    func refusesNumbers() throws {
        let arguments = try parsed("up", "--parallel", "0")
        #expect(throws: UsageError.self) { try arguments.number("parallel") }
    }

    @Test("no command has two flags of the same name or letter")
    func separatesFlags() {
        func check(_ command: Command, _ path: String) {
            let flags =
                command.flags + Flag.global.filter { global in !command.flags.contains { $0.name == global.name } }
            let names = flags.map(\.name)
            let letters = command.flags.compactMap(\.short)
            #expect(Set(names).count == names.count && Set(letters).count == letters.count, "\(path)")
            for child in command.subcommands { check(child, path + " " + child.name) }
        }
        check(.root, "awsx")
    }

    @Test("-f of import is the file")
    func readsImportFile() throws {
        guard case .run(_, let arguments) = try ArgumentParser(root: .root).parse(["import", "-f", "list.json"]) else {
            Issue.record("no command")
            return
        }
        #expect(arguments.value("file") == "list.json" && !arguments.has("skip-preview"))
    }
}
