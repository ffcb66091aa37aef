import JSON
import PulumiProtocol
import Testing

@testable import Engine

@Suite("Changes of a settings file")
struct SettingsChangeTests {
    // swift-format-ignore: NeverUseForceTry
    private let folder = try! TemporaryFolder()
    private let secrets = PassphraseSecrets(salt: nil, source: PassphraseSource("x"))

    private func settings(_ text: String? = nil, stack: String = "dev") throws -> StackSettings {
        if let text { try folder.write("Pulumi.\(stack).yaml", Array(text.utf8)) }
        let project = try Project(parsing: Array("name: p\nruntime: yaml".utf8), file: "\(folder.path)/Pulumi.yaml")
        return try StackSettings(of: project, stack: stack)
    }

    private var text: String { get throws { try folder.text("Pulumi.dev.yaml") } }

    @Test(
        "touch only what they must, whichever way the file is written",
        arguments: [
            ("config: {'p:a': 1, p:b: [x, 'y']}\n", "p:a", "2", "config: {'p:a': \"2\", 'p:b': [x, \"y\"]}\n"),
            ("{config: {p:a: 1}}\n", "p:b", "2", "config:\n  p:a: 1\n  p:b: \"2\"\n"),
            ("config:\n  p:a: 1 # one\n  p:b: 2\n", "p:a", "x", "config:\n  p:a: x # one\n  p:b: 2\n"),
            ("config:\n  p:a: 'it''s' # two\n", "p:a", "x", "config:\n  p:a: x # two\n"),
            (
                "config:\n  p:a: |\n    # text\n    more\n  # of b\n  p:b: 1\n", "p:a", "x",
                "config:\n  p:a: x\n  # of b\n  p:b: 1\n"
            ),
            ("config:\n  p:a:\n    secure: v1:x\n  p:b: 1\n", "p:a", "x", "config:\n  p:a: x\n  p:b: 1\n"),
            ("# only a remark\n", "p:a", "x", "# only a remark\nconfig:\n  p:a: x\n"),
            ("config:\nencryptionsalt: s\n", "p:a", "x", "config:\n  p:a: x\nencryptionsalt: s\n"),
            ("config:\n  a: 1\n", "p:a", "x", "config:\n  a: x\n"),
            ("config:\r\n  p:a: 1\r\n", "p:b", "x", "config:\r\n  p:a: 1\r\n  p:b: x\n"),
            ("\u{FEFF}config:\n  p:a: 1\n", "p:a", "x", "config:\n  p:a: x\n"),
            ("config:\n  p:a: x\n", "p:b", "one\ntwo\n", "config:\n  p:a: x\n  p:b: |\n    one\n    two\n"),
        ]
    )
    func setting(_ before: String, _ key: String, _ value: String, _ after: String) throws {
        try settings(before).set(key, value, isSecret: false, secrets)
        #expect(try text == after)
        #expect(try settings().value(key, secrets) == .text(value))
    }

    @Test(
        "touch only the place that a path names",
        arguments: [
            (
                "config:\n  p:a:\n    # first\n    - x # one\n    # second\n    - y\n", "p:a[0]", "z",
                "config:\n  p:a:\n    # first\n    - z # one\n    # second\n    - y\n"
            ),
            (
                "config:\n  p:a:\n    - k: 1 # keep\n      l: 2\n    - k: 3\n", "p:a[1].l", "4",
                "config:\n  p:a:\n    - k: 1 # keep\n      l: 2\n    - k: 3\n      l: 4\n"
            ),
            (
                "config:\n  p:a:\n    b: # of b\n      c: 1\n    d: 2\n", "p:a.b.e", "true",
                "config:\n  p:a:\n    b: # of b\n      c: 1\n      e: true\n    d: 2\n"
            ),
            ("config:\n  p:a: {b: [1, 2]}\n", "p:a.b[2]", "3", "config:\n  p:a: {b: [1, 2, 3]}\n"),
            ("config:\n  p:a: text\n", "p:a.b", "1", "config:\n  p:a:\n    b: 1\n"),
            ("config:\n  p:a:\n    - x\n", "p:a[1]", "y", "config:\n  p:a:\n    - x\n    - \"y\"\n"),
            ("config:\n  p:a:\n  - x\n  p:b: 1\n", "p:a[1]", "z", "config:\n  p:a:\n  - x\n  - z\n  p:b: 1\n"),
        ]
    )
    func settingPaths(_ before: String, _ key: String, _ value: String, _ after: String) throws {
        try settings(before).set(key, value, isSecret: false, isPath: true, secrets)
        #expect(try text == after)
    }

    @Test(
        "remove keys and places, and nothing else",
        arguments: [
            ("config:\n  # of a\n  p:a: 1\n  # of b\n  p:b: 2\n", "p:a", "config:\n  # of a\n  # of b\n  p:b: 2\n"),
            ("encryptionsalt: s\nconfig:\n  p:a: 1\n", "p:a", "encryptionsalt: s\n"),
            ("config: {p:a: 1, p:b: 2}\n", "p:a", "config: {'p:b': 2}\n"),
            ("config:\n  p:a:\n    - k: 1\n      l: 2\n", "p:a[0].k", "config:\n  p:a:\n    - l: 2\n"),
            ("config:\n  p:a:\n    - x\n    - y # two\n", "p:a[0]", "config:\n  p:a:\n    - y # two\n"),
            ("config:\n  p:a:\n    b: 1\n", "p:a.b", "config:\n  p:a: {}\n"),
            ("config:\n  p:a: 1\n", "p:z", "config:\n  p:a: 1\n"),
        ]
    )
    func removing(_ before: String, _ key: String, _ after: String) throws {
        try settings(before).remove(key, isPath: true)
        #expect(try text == after)
    }

    @Test("give values the requested type")
    func types() throws {
        let settings = try settings()
        for (key, value, type) in [
            ("p:a", "4", StackSettings.ValueType.int), ("p:b", "T", .bool), ("p:c", "1.50", .float),
            ("p:d", "4", .string),
        ] {
            try settings.set(key, value, isSecret: false, type: type, secrets)
        }
        #expect(try text == "config:\n  p:a: 4\n  p:b: true\n  p:c: 1.5\n  p:d: \"4\"\n")
        #expect(throws: StateError.self) { try settings.set("p:a", "x", isSecret: false, type: .int, secrets) }
    }

    @Test("are made all together or not at all")
    func batch() throws {
        let before = "config:\n  p:a: 1\n"
        let settings = try settings(before)
        #expect(throws: StateError.self) {
            try settings.batch {
                try settings.set("p:a", "2", isSecret: false, secrets)
                try settings.set("a:b:c:d", "2", isSecret: false, secrets)
            }
        }
        #expect(try text == before)
        #expect(try settings.value("p:a", secrets) == .text("1"))
    }

    @Test("restore the configuration of a deployment, without touching equal values")
    func refreshing() throws {
        let settings = try settings("config:\n  p:same: \"4\" # kept\n  p:gone: 1\n  p:new: old\n")
        try settings.replace(by: ["p:same": "4", "p:new": "new", "q:list": [1, ["secure": "v1:x"], "a"]])
        let list = "  q:list:\n    - 1\n    - secure: v1:x\n    - a\n"
        #expect(try text == "config:\n  p:same: \"4\" # kept\n  p:new: new\n" + list)
    }

    @Test("copy values with re-encrypted secrets, which an independent reader decrypts")
    func copying() throws {
        let source = try settings()
        let reading = try source.secrets(PassphraseSource("x"))
        try source.set("p:list[0].key", "hidden é", isSecret: true, isPath: true, reading)
        try source.set("p:plain", "seen", isSecret: false, reading)
        let other = try settings(stack: "prod")
        let writing = try other.secrets(PassphraseSource("other"))
        try other.copy(nil, isPath: false, from: source, reading, writing)
        #expect(try other.values(writing) == source.values(reading))
        #expect(try other.stored() != source.stored())
        let file = "\(folder.path)/Pulumi.prod.yaml"
        #expect(try PythonReader.read(file, passphrase: "other") == ["hidden é"])

        let new = PassphraseSecrets(salt: nil, source: PassphraseSource("third"))
        try new.establish()
        try other.reencrypt(from: writing, to: new)
        #expect(try other.salt() == new.salt)
        #expect(try PythonReader.read(file, passphrase: "third") == ["hidden é"])
    }

    @Test(
        "name keys as Pulumi does",
        arguments: [
            ("a", false, "p:a"), ("q:a", false, "q:a"), ("q:config:a", false, "q:a"), ("a:b:c", false, nil),
            ("a.b:c", true, "p:a.b:c"), ("q:a.b:c", true, "q:a.b:c"), ("a.b", false, "p:a.b"),
        ]
    )
    func keys(_ text: String, _ isPath: Bool, _ key: String?) {
        #expect((try? ConfigurationKey(text, isPath: isPath, project: "p"))?.description == key)
    }

    @Test(
        "write text in the style that Pulumi's writer picks",
        arguments: [
            ("plain", "plain"), ("", "\"\""), ("4", "\"4\""), ("yes", "\"yes\""), ("a: b", "'a: b'"),
            ("it's", "it's"), ("'q'", "\u{27}\u{27}\u{27}q\u{27}\u{27}\u{27}"), ("#x", "'#x'"), ("a\tb", "\"a\\tb\""),
            ("😀", "\"\\U0001F600\""), ("é", "é"), ("[1]", "'[1]'"), ("1:20", "\"1:20\""), (" x", "' x'"),
            ("~", "\"~\""), ("2026-01-01", "\"2026-01-01\""), ("v1:a+/=:b==", "v1:a+/=:b=="), ("@x", "'@x'"),
            ("-", "'-'"), ("-x", "-x"), ("a\u{7}", "\"a\\a\""),
        ]
    )
    func styles(_ text: String, _ written: String) {
        #expect(ScalarText(text).line() == written)
    }
}
