import Testing

@testable import Engine
@testable import awsx

@Suite("Prompts")
struct PromptTests {
    private static let terminal = ["TERM": "xterm", "NO_COLOR": "1"]
    private static let up = "\u{1B}[A"
    private static let down = "\u{1B}[B"

    @Test(
        "bytes from a terminal are keys",
        arguments: [
            ("a", .character("a")), ("é", .character("é")), ("\r", .enter), ("\n", .enter), ("\u{7F}", .backspace),
            ("\u{1B}[A", .up), ("\u{1B}OB", .down), ("\u{1B}[3~", .delete), ("\u{1B}[1;5C", .other), ("\u{15}", .clear),
        ] as [(String, Key)]
    )
    func parsesKeys(_ bytes: String, _ key: Key) {
        #expect(KeyParser.first(of: bytes.utf8) == .key(key, length: bytes.utf8.count))
    }

    @Test("a sequence that has not arrived as a whole is no key", arguments: ["", "\u{1B}", "\u{1B}[", "\u{1B}[3"])
    func awaitsSequences(_ bytes: String) {
        #expect(KeyParser.first(of: bytes.utf8) == .incomplete)
    }

    @Test("a line can be edited with the arrow keys")
    func editsLines() {
        var editor = LineEditor()
        func press(_ keys: Key...) -> String { keys.map { editor.receive($0) }.joined() }
        #expect(press(.character("p"), .character("r"), .character("d")) == "p\u{1B}[Kr\u{1B}[Kd\u{1B}[K")
        #expect(press(.left) == "\u{1B}[1D")
        #expect(press(.character("o"), .up) == "od\u{1B}[K\u{1B}[1D")
        #expect(editor.text == "prod")
        _ = press(.home, .delete, .end, .backspace)
        #expect(editor.text == "ro")
        #expect(press(.clear) == "\u{1B}[2D\u{1B}[K" && editor.text.isEmpty)
    }

    @Test("a list marks the highlighted option, moves around its ends, and shows what contains the typed letters")
    func movesInLists() {
        var list = ChoiceList(["dev", "prod", "test"], initial: 1)
        func press(_ keys: Key...) -> Bool { keys.map { list.receive($0) }.contains(true) }
        func shown() -> [String] {
            Array(list.lines("Which?", terminal: Sample.terminal, size: .init(columns: 60, rows: 24)).dropFirst())
        }
        #expect(shown() == ["  dev", "> prod", "  test"])
        #expect(!press(.down, .down) && shown().first == "> dev")
        #expect(!press(.character("t")) && shown() == ["> test"])
        #expect(!press(.character("x"), .enter) && shown() == ["  no option contains \"tx\""])
        #expect(!press(.backspace) && press(.enter) && list.selected == 2)
    }

    @Test("a long list shows the options around the highlighted one", arguments: [0, 50, 99])
    func scrollsLists(_ initial: Int) {
        let list = ChoiceList((0..<100).map { "option \($0) of a hundred" }, initial: initial)
        let lines = list.lines("Which of them?", terminal: Sample.terminal, size: .init(columns: 20, rows: 10))
        #expect(lines.count < 10 && lines.allSatisfy { $0.columns < 20 })
        #expect(lines.contains { $0.hasPrefix("> option \(initial)") })
    }

    private func withStacks() async throws -> Sandbox {
        let sandbox = try Sandbox()
        for name in ["dev", "prod", "test"] { await sandbox.run("stack", "init", name) }
        await sandbox.run("stack", "unselect")
        return sandbox
    }

    private func selected(_ sandbox: Sandbox) async -> String {
        await sandbox.run("stack", "--show-name").output
    }

    @Test("stack select without a name asks with a list")
    func selectsFromList() async throws {
        let sandbox = try await withStacks()
        let outcome = await sandbox.run(
            "stack",
            "select",
            input: [Self.down],
            isTerminal: true,
            variables: Self.terminal
        )
        #expect(outcome.succeeded && outcome.output.contains("> dev\n  prod\n  test\n  <create a new stack>\n"))
        #expect(await selected(sandbox) == "prod\n")
    }

    @Test("stack select can create the stack")
    func createsFromList() async throws {
        let sandbox = try await withStacks()
        let outcome = await sandbox.run(
            "stack",
            "select",
            input: [Self.up, "qa"],
            isTerminal: true,
            variables: Self.terminal
        )
        #expect(outcome.output.contains("Created stack 'qa'"))
        #expect(await selected(sandbox) == "qa\n")
    }

    @Test("a terminal without cursor movement takes typed answers")
    func selectsByTyping() async throws {
        let sandbox = try await withStacks()
        #expect(await sandbox.run("stack", "select", input: ["test"], isTerminal: true).succeeded)
        #expect(await selected(sandbox) == "test\n")
    }

    @Test("stack init without a name asks for it", arguments: [("", "dev"), ("prod", "prod")])
    func asksForName(_ answer: String, _ name: String) async throws {
        let sandbox = try Sandbox()
        let outcome = await sandbox.run("stack", "init", input: [answer], isTerminal: true)
        #expect(outcome.output == "Stack name (dev): Created stack '\(name)'\n")
    }

    @Test("a command without a selected stack asks for one, and up offers a new one", arguments: ["up", "config"])
    func asksForStack(_ command: String) async throws {
        let sandbox = try await withStacks()
        let outcome = await sandbox.run(
            command,
            input: ["dev", "yes"],
            isTerminal: true,
            variables: Self.terminal
        )
        #expect(outcome.succeeded)
        #expect(outcome.output.contains("<create a new stack>") == (command == "up"))
        #expect(await selected(sandbox) == "dev\n")
    }

    @Test(
        "where nobody can be asked, the command says what is missing",
        arguments: [
            (["stack", "select"], "missing stack name"), (["stack", "init"], "missing stack name"),
            (["up", "--yes"], "no stack selected"), (["state", "delete", "--stack", "dev"], "missing URN"),
        ]
    )
    func refusesWithoutTerminal(_ words: [String], _ text: String) async throws {
        let sandbox = try await withStacks()
        for outcome in [
            await sandbox.run(words), await sandbox.run(words + ["--non-interactive"], isTerminal: true),
        ] {
            #expect(!outcome.succeeded && outcome.error.contains(text))
        }
    }

    @Test(
        "state commands without a URN ask for the resource",
        arguments: [
            ("delete", "Resource deleted"), ("protect", "1 resources protected"), ("taint", "1 resources tainted"),
        ]
    )
    func asksForResource(_ command: String, _ text: String) async throws {
        let sandbox = try await Sandbox.withResources()
        let outcome = await sandbox.run(
            "state",
            command,
            input: ["attic", "yes"],
            isTerminal: true,
            variables: Self.terminal
        )
        #expect(outcome.succeeded && outcome.output.hasSuffix(text + "\n"))
    }

    @Test("state rename asks for the resource and its new name")
    func asksForNewName() async throws {
        let sandbox = try await Sandbox.withResources()
        await sandbox.run(
            "state",
            "rename",
            input: ["attic", "loft", "yes"],
            isTerminal: true,
            variables: Self.terminal
        )
        #expect(await sandbox.run("stack", "--show-urns").output.contains(Sandbox.urn("loft")))
    }

    @Test("an update is confirmed with the arrow keys", arguments: [(up, true), ("", false), (down, false)])
    func confirmsWithArrows(_ keys: String, _ isConfirmed: Bool) async throws {
        let sandbox = try Sandbox("name: shop\nruntime: yaml\noutputs:\n  url: here\n")
        let outcome = await sandbox.run("up", input: [keys], isTerminal: true, variables: Self.terminal)
        #expect(outcome.output.contains("Do you want to perform this update?"))
        #expect(outcome.succeeded == isConfirmed)
    }
}
