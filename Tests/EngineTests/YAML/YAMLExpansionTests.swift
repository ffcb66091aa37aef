import Engine
import Testing

@Suite("Expansion of aliases and merges")
struct YAMLExpansionTests {
    private func expand(_ text: String) throws -> YAMLNode? {
        try YAMLDocument(parsing: Array(text.utf8), file: "f.yaml").expandedRoot()
    }

    @Test("An alias means its anchor's node; a merge adds missing keys")
    func full() throws {
        let root = try #require(
            try expand("a: &a {x: 1, y: 2}\nb: *a\nc: {y: 3, <<: *a}\nd: {<<: [*a, {z: 4, x: 5}]}\n")
        )
        #expect(root["b"]?["x"]?.scalar?.text == "1")
        #expect(
            root["c"]?.mapping?.map { "\($0.key.scalar?.text ?? "")\($0.value.scalar?.text ?? "")" } == ["y3", "x1"]
        )
        #expect(root["d"]?["x"]?.scalar?.text == "1" && root["d"]?["z"]?.scalar?.text == "4")
    }

    @Test(
        "What cannot be expanded is refused",
        arguments: [
            ("a: *b", "f.yaml:1:4: unknown anchor 'b' referenced"),
            ("a: &a [*a]", "f.yaml:1:8: unknown anchor 'a' referenced"),
            ("s: &s 1\na: {<<: *s}", "f.yaml:2:9: map merge requires map or sequence of maps as the value"),
        ]
    )
    func refused(_ text: String, _ message: String) {
        let error = #expect(throws: DiagnosticError.self) { try expand(text) }
        #expect(error?.description == message)
    }

    @Test("A few lines that expand to billions of nodes, or to any depth, are refused at once")
    func bombs() {
        var wide = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        var deep = "a0: &a0 [x]\n"
        for index in 1..<2000 {
            if index < 30 {
                let copies = Array(repeating: "*a\(index - 1)", count: 10).joined(separator: ", ")
                wide += "a\(index): &a\(index) [\(copies)]\n"
            }
            deep += "a\(index): &a\(index) [*a\(index - 1)]\n"
        }
        for bomb in [wide, deep] {
            let error = #expect(throws: DiagnosticError.self) { try expand(bomb) }
            #expect(error?.diagnostics.first?.summary == "document contains excessive aliasing")
        }
    }
}
