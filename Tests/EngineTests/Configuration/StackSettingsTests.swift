import JSON
import PulumiProtocol
import Testing

@testable import Engine

@Suite("A stack's settings file")
struct StackSettingsTests {
    // swift-format-ignore: NeverUseForceTry
    private let folder = try! TemporaryFolder()
    private let secrets = PassphraseSecrets(salt: nil, source: PassphraseSource("x"))

    private func settings(_ text: String?) throws -> StackSettings {
        if let text { try folder.write("Pulumi.dev.yaml", Array(text.utf8)) }
        let project = try Project(parsing: Array("name: p\nruntime: yaml".utf8), file: "\(folder.path)/Pulumi.yaml")
        return try StackSettings(of: project, stack: "dev")
    }

    private var text: String { get throws { try folder.text("Pulumi.dev.yaml") } }

    @Test(
        "of the real engine is read, decrypted, and noted in the history as it notes it",
        arguments: SharedStack.folders
    )
    func recorded(_ source: String) throws {
        let shared = try SharedStack(source)
        let settings = try StackSettings(of: shared.project, stack: "dev")
        let values = try settings.values(try settings.secrets(PassphraseSource(SharedStack.passphrase)))
        #expect(values["\(shared.project.name):password"] == .secret("hunter2-planted"))
        #expect(values["aws:region"] == .text("us-west-2"))
        let latest = try #require(try shared.backend.history(shared.stack).first)
        #expect(try settings.stored().text() == latest.configuration.text())
    }

    @Test("is read as Pulumi reads it: keys without a namespace, aliases, merged objects, dates, empty text for null")
    func reading() throws {
        let settings = try settings(
            """
            shared: &shared {a: 1, b: 2}
            config:
              plain: hello
              p:empty:
              p:copy: *shared
              p:more: {<<: *shared, b: 3}
              p:dates: [2024-01-01]
              p:big: 1e6
              q:config:old: x
            """
        )
        #expect(
            try settings.values(secrets) == [
                "p:plain": .text("hello"), "p:empty": .text(""), "p:copy": .object(["a": 1, "b": 2]),
                "p:more": .object(["a": 1, "b": 3]), "p:dates": .object(["2024-01-01 00:00:00 +0000 UTC"]),
                "p:big": .text("1000000"), "q:old": .text("x"),
            ]
        )
    }

    @Test(
        "is refused with the place of what is wrong",
        arguments: [
            ("[1]", "Pulumi.dev.yaml:1:1: expected the stack's settings to be an object"),
            (
                "config: {a:b:c: 1}",
                "Pulumi.dev.yaml:1:10: could not parse a:b:c as a configuration key (keys are of the form NAMESPACE:NAME)"
            ),
            ("config: {p:a: .inf}", "Pulumi.dev.yaml:1:15: a configuration value cannot be .inf (write it in quotes)"),
            ("config: {p:a: *b}", "Pulumi.dev.yaml:1:15: unknown anchor 'b' referenced"),
        ]
    )
    func refused(_ text: String, _ message: String) throws {
        let error = #expect(throws: DiagnosticError.self) { try self.settings(text).values(secrets) }
        #expect(error?.description == message)
    }

    @Test("is written as Pulumi writes it")
    func writing() throws {
        let settings = try settings(nil)
        for (key, value) in [("p:size", "4"), ("aws:region", "us-west-2"), ("p:on", "true"), ("p:text", "a: b #c")] {
            try settings.set(key, value, isSecret: false, secrets)
        }
        #expect(
            try text == "config:\n  p:size: \"4\"\n  aws:region: us-west-2\n  p:on: \"true\"\n  p:text: 'a: b #c'\n"
        )
        try settings.set("p:size", "5", isSecret: false, secrets)
        #expect(try text.hasPrefix("config:\n  p:size: \"5\"\n  aws:region"))
    }

    @Test("keeps comments, order and unknown keys")
    func comments() throws {
        let settings = try settings(
            "# top\nconfig:\n    # of a\n    p:a: 1 # one\n\n    # of list\n    p:list:\n    - x\n    - y\n    # end\nother:\n  k: v\n"
        )
        try settings.set("p:list", "z", isSecret: false, secrets)
        try settings.set("p:new", "n", isSecret: false, secrets)
        #expect(try settings.remove("p:a"))
        let expected =
            "# top\nconfig:\n    # of a\n\n    # of list\n    p:list: z\n    p:new: \"n\"\n    # end\nother:\n  k: v\n"
        #expect(try text == expected)
        #expect(try settings.remove("p:none") == false)
    }

    @Test("sets, gets and removes places inside values")
    func paths() throws {
        let settings = try settings(nil)
        func set(_ key: String, _ value: String, isSecret: Bool = false) throws {
            try settings.set(key, value, isSecret: isSecret, isPath: true, secrets)
        }
        try set("p:servers[0].port", "80")
        try set("p:servers[0].name", "007")
        try set("p:servers[1].key", "hidden", isSecret: true)
        try set("p:flags.on", "true")
        let values = try settings.values(secrets)
        #expect(values["p:servers"] == .object([["port": 80, "name": "007"], ["key": .secret("hidden")]]))
        #expect(values["p:flags"] == .object(["on": true]))
        #expect(try !text.contains("hidden"))
        #expect(try settings.value("p:servers[1].key", isPath: true, secrets) == .secret("hidden"))
        #expect(try settings.value("p:servers[2]", isPath: true, secrets) == nil)
        #expect(try settings.remove("p:servers[0]", isPath: true))
        #expect(try settings.value("p:servers[0].key", isPath: true, secrets) == .secret("hidden"))
        #expect(throws: StateError.self) { try set("p:servers[9]", "gap") }
        #expect(throws: StateError.self) { try set("p:flags[0]", "not a list") }
        #expect(throws: StateError.self) { try set("p:only.secure", "looks like a secret") }
    }

    @Test("reads back every text that was set")
    func everyText() throws {
        let settings = try settings(nil)
        let texts = [
            "", " ", "a", "4", "1e3", "true", "null", "~", "yes", "2026-01-01", "- x", "a: b", "a #b", "x:", "{}", "[",
            "'q'", "\"q\"",
            "line\nline", "\ttab", "é😀", "*a", "&a", "!a", "%a", "@a", "`a", "0x1", "1:20", "a\\b", "\u{2028}", "<<",
            "=", "|", "?", "? a", "-", "a,b", "a]", "it's", " lead", "trail ", "a\tb", "a: ", "two  blanks", "\nfirst",
            "last\n", "last\n\n", "\n", "  in\nout", "a \nb", "bell\u{7}", "\u{85}", "\u{FEFF}x", "1_000", "0o7",
            ".inf",
            "v1:AAAA:BB==", "--- a", "# no", "a#b", "r\rn", "on", "Off", "NaN", "+.5", "12:30:45.6",
        ]
        for (index, text) in texts.enumerated() { try settings.set("p:k\(index)", text, isSecret: false, secrets) }
        let values = try self.settings(nil).values(secrets)
        for (index, text) in texts.enumerated() { #expect(values["p:k\(index)"] == .text(text)) }
        for text in texts {
            let settings = try self.settings("config: {p:l: [x]}\n")
            try settings.set("p:l[1]", text + "!", isSecret: false, isPath: true, secrets)
            #expect(try self.settings(nil).value("p:l[1]", isPath: true, secrets) == .text(text + "!"))
        }
    }
}
