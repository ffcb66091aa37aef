import Engine
import Testing

@Suite("YAML documents")
struct YAMLDocumentTests {
    private func parse(_ text: String) throws -> YAMLDocument {
        try YAMLDocument(parsing: Array(text.utf8), file: "Pulumi.yaml")
    }

    private func faults(_ text: String) -> [String] {
        do {
            _ = try parse(text)
            return []
        } catch let error as DiagnosticError {
            return error.diagnostics.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("Keys keep their order, and every node its position")
    func places() throws {
        let root = try #require(try parse("b: 1\na:\n  - x\n  - {k: ü, l: 'v'}\n").root)
        #expect(root.mapping?.compactMap(\.key.string) == ["b", "a"])
        let list = try #require(root["a"])
        #expect(list.start == TextPosition(line: 3, column: 3))
        #expect(list.sequence?[1]["l"]?.start == TextPosition(line: 4, column: 15))
        #expect(root["b"]?.scalar?.number == 1)
    }

    @Test(
        "A range ends where Pulumi says it does",
        arguments: [
            ("a: [b, c]", TextPosition(line: 1, column: 9)),
            ("a: \"text ${good\"", TextPosition(line: 1, column: 15)),
            ("a: {}", TextPosition(line: 1, column: 4)),
            ("a: |\n  one\n  two\n", TextPosition(line: 3, column: 4)),
        ]
    )
    func ends(_ text: String, _ end: TextPosition) throws {
        #expect(try parse(text).root?["a"]?.range.end == end)
    }

    @Test(
        "What is not YAML is refused with its place",
        arguments: [
            (
                "outputs:\n\ta: 1\n",
                "Pulumi.yaml:2:1: found character that cannot start any token (indent with blanks, not with tabs; while scanning for the next token)"
            ),
            (
                "a: @b\n",
                "Pulumi.yaml:1:4: found character that cannot start any token (quote text that starts with @; while scanning for the next token)"
            ),
            (
                "a: [1\nb: 2\n",
                "Pulumi.yaml:2:2: did not find expected ',' or ']' (a bracket may not be closed; the cause may stand on line 1)"
            ),
            (
                "a: 1\nb:\n  c: 1\n  d: [2\n  e: 3\n",
                "Pulumi.yaml:5:4: did not find expected ',' or ']' (a bracket may not be closed; while parsing a flow sequence that starts on line 4: look from line 3 on)"
            ),
            (
                "a:\n  b: \"never closed\n  c: 1\n",
                "Pulumi.yaml:2:6: found unexpected end of stream (a quote that opens here is never closed; while scanning a quoted scalar)"
            ),
            (
                "a:\n  b: 1\n  c\n  d: 1\n",
                "Pulumi.yaml:3:3: could not find expected ':' (each line of an object is a key, a colon and a value; while scanning a simple key)"
            ),
            (
                "a: 1\nb: [why?]\n",
                "Pulumi.yaml:2:8: found a question mark between brackets or braces: quote text that contains one (while parsing a flow sequence that starts on line 2: look from line 1 on)"
            ),
            (
                "a: {<<: 1}\n",
                "Pulumi.yaml:1:9: map merge requires map or sequence of maps as the value (quote \"<<\" if it is an ordinary key)"
            ),
            ("a: 1\n\"b\": \"\\/x\"\n", "Pulumi.yaml:2:7: found unknown escape character (write / for \\/)"),
            ("%YAML 1.2\n---\na: 1\n", "Pulumi.yaml:1:1: found incompatible YAML document (remove the %YAML line)"),
            (
                "a: 1\nb: {x: 1, x: 2}\n",
                "Pulumi.yaml:2:11: mapping key \"x\" already defined at line 2 (remove or rename one of the two)"
            ),
        ]
    )
    func refused(_ text: String, _ message: String) {
        #expect(faults(text) == [message])
    }

    @Test("Every duplicate key is reported")
    func duplicates() {
        #expect(faults("a: 1\na: 2\na: 3\nb: {\"1\": x, 1: y}\n").count == 3)
    }

    @Test("A byte that is not UTF-8 is named by line and column")
    func invalidBytes() throws {
        let bytes = Array("a: é\nb: ".utf8) + [0xFF, 0x0A]
        let error = #expect(throws: DiagnosticError.self) { try YAMLDocument(parsing: bytes, file: "f") }
        #expect(error?.diagnostics.first?.range?.start == TextPosition(line: 2, column: 4))
    }

    @Test("Collections nested too deeply are refused without a crash", arguments: [300, 100_000])
    func depth(_ levels: Int) {
        let text = String(repeating: "[", count: levels)
        #expect(faults(text).count == 1)
        #expect(faults("a: " + String(repeating: "- ", count: levels)).count == 1)
    }

    @Test("The second document is ignored, whatever it contains", arguments: ["b: 2\n", "\t: [", ""])
    func secondDocument(_ second: String) throws {
        let document = try parse("a: 1\n---\n" + second)
        #expect(document.root?["a"]?.scalar?.number == 1)
    }

    @Test("Aliases and anchors are kept in the tree")
    func aliases() throws {
        let root = try parse("a: &x 1\nb: *x\n").root
        #expect(root?["a"]?.anchor == "x")
        #expect(root?["b"]?.content == .alias("x"))
    }

    @Test("An empty file has no root", arguments: ["", "# only a comment\n", "---\n...\n"])
    func empty(_ text: String) throws {
        let root = try parse(text).root
        #expect(root?.isNull ?? true)
    }
}
