import PulumiProtocol
import Testing

@testable import Engine
@testable import awsx

@Suite("Differences")
struct DifferenceTextTests {
    private func differences(_ old: PropertyValue?, _ new: PropertyValue?) -> [String] {
        var printer = PropertyPrinter(Sample.terminal)
        var before = PropertyMap()
        var after = PropertyMap()
        before["p"] = old
        after["p"] = new
        printer.differences(before, after, .init(indent: 1))
        return printer.text.textLines
    }

    private static let cases: [(String, PropertyValue?, PropertyValue?, [String])] = [
        ("text", "old", "new", ["  ~ p: \"old\" => \"new\""]),
        ("number", 1, 2.5, ["  ~ p: 1 => 2.5"]),
        ("added", .none, true, ["  + p: true"]),
        ("removed", "x", .none, ["  - p: \"x\""]),
        ("emptied", "x", "", ["  - p: \"x\""]),
        ("another type", "x", 1, ["  ~ p: \"x\" => 1"]),
        ("secret", .secret("a"), .secret("b"), ["  ~ p: [secret] => [secret]"]),
        ("same secret", .secret("a"), .secret("a"), []),
        ("unknown", "x", .unknown, ["  ~ p: \"x\" => [unknown]"]),
        ("escapes", "a\u{1B}[2J", "b\t", ["  ~ p: \"a\\u{1b}[2J\" => \"b\\t\""]),
        ("list", [1, 2], [1, 3, 4], ["  ~ p: [", "      ~ [1]: 2 => 3", "      + [2]: 4", "    ]"]),
        (
            "map", ["a": 1, "b": 2, "c": 3], ["a": 1, "b": 3, "long": 4],
            ["  ~ p: {", "      ~ b   : 2 => 3", "      - c   : 3", "      + long: 4", "    }"]
        ),
        (
            "structure that is new", .none, ["a": [1], "b": ["c": "d"]],
            [
                "  + p: {", "      + a: [", "      +     [0]: 1", "        ]", "      + b: {", "          + c: \"d\"",
                "        }", "    }",
            ]
        ),
        (
            "JSON in text", "{\"a\": 1, \"b\": [1]}", "{\"a\": 2,\"b\":[1]}",
            ["  ~ p: (json) {", "      ~ a: 1 => 2", "    }"]
        ),
        ("JSON in other spacing", "{\"a\": 1}", "{\"a\":1}", ["  ~ p: \"{\\\"a\\\": 1}\" => \"{\\\"a\\\":1}\""]),
        (
            "list in JSON", "[1,{\"a\":1}]", "[1,{\"a\":2}]",
            [
                "  ~ p: (json) [", "      ~ [1]: {", "              ~ a: 1 => 2", "            }", "    ]",
            ]
        ),
        ("YAML in text", "a: 1\nb: x\n", "a: 1\nb: y\n", ["  ~ p: (yaml) {", "      ~ b: \"x\" => \"y\"", "    }"]),
        (
            "lines", "1\n2\n3\n4\n5\n", "1\n2\n3\nnew\n5\n",
            ["  ~ p: ", "        ...", "        2", "        3", "      - 4", "      + new", "        5"]
        ),
        (
            "file", .asset(.init(.path("a.zip"), hash: "0123456789")),
            .asset(.init(.path("a.zip"), hash: "abcdefghij")),
            ["  ~ p: asset(file:0123456->abcdefg) { a.zip }"]
        ),
        (
            "kind of asset", .asset(.init(.path("a"), hash: "1")), .asset(.init(.uri("u"), hash: "2")),
            ["  - p: asset(file:1) { a }", "  + p: asset(uri:2) { u }"]
        ),
    ]

    @Test("each kind of change is shown as Pulumi shows it", arguments: cases.indices)
    func tellsChanges(_ index: Int) {
        let (name, old, new, lines) = Self.cases[index]
        #expect(differences(old, new) == lines, "\(name)")
    }

    @Test("secrets are shown on request")
    func showsSecrets() {
        var printer = PropertyPrinter(Sample.terminal, showsSecrets: true)
        printer.differences(["p": .secret("a")], ["p": .secret("b")], .init(indent: 1))
        #expect(printer.text == "  ~ p: \"a\" => \"b\"\n")
    }

    @Test("a step is shown with its id, its URN and the reasons of its replacement")
    func tellsSteps() {
        let step = Sample.step(.replace, "main", old: ["k": "a"], new: ["k": "b"], keys: ["k"]) {
            $0.id = "main-1"
            $0.isProtected = true
        }
        #expect(
            DifferenceText(step: step, terminal: Sample.terminal, indent: 1).text.textLines == [
                "    +-aws:ecs/cluster:Cluster: (replace) 🔒", "        [id=main-1]",
                "        [urn=urn:pulumi:dev::app::aws:ecs/cluster:Cluster::main]", "        [replaced because of: k]",
                "      ~ k: \"a\" => \"b\"",
            ]
        )
    }

    @Test("the provider's detailed differences are shown at their paths, and no others")
    func followsTheProvider() {
        let step = Sample.step(
            .update,
            "main",
            old: ["a": ["x": 1, "y": [1, 2]], "b": 1],
            new: ["a": ["x": 2, "y": [1, 3]], "b": 2],
            detailed: ["a.y[1]": .init(.update, isOfInputs: true), "c": .init(.add, isOfInputs: true)]
        )
        #expect(
            DifferenceText(step: step, terminal: Sample.terminal).text.textLines.dropFirst(2) == [
                "  ~ a: {", "      ~ y: [", "          ~ [1]: 2 => 3", "        ]", "    }", "  + c: [unknown]",
            ]
        )
    }

    @Test("differences under hideDiff are named and not shown")
    func hides() {
        let step = Sample.step(
            .update,
            "main",
            old: ["a": 1],
            new: ["a": 2],
            detailed: ["a": .init(.update, isOfInputs: true)]
        ) { $0.hideDiff = ["a"] }
        #expect(DifferenceText(step: step, terminal: Sample.terminal).text.hasSuffix("  ~ a (hidden)\n"))
    }

    @Test("drift is shown property by property, of outputs")
    func showsDrift() {
        var step = Sample.step(.update, "main", isRefresh: true)
        step.old?.outputs = ["size": 1]
        step.new?.outputs = ["size": 2]
        #expect(DifferenceText(step: step, terminal: Sample.terminal).text.hasSuffix("  ~ size: 1 => 2\n"))
        #expect(step.changes.text == "[diff: ~size]")
    }

    @Test("the common start and end of two texts is not coloured")
    func coloursCharacters() {
        var printer = PropertyPrinter(Sample.colourful)
        printer.differences(["p": "a-old-z"], ["p": "a-new-z"], .init(indent: 1))
        #expect(printer.text.contains("a-\u{1B}[31mold\u{1B}[0m-z"))
        #expect(printer.text.contains("a-\u{1B}[32mnew\u{1B}[0m-z"))
    }

    @Test("texts too long for a comparison of all lines are still compared at their ends")
    func survivesLongTexts() {
        let old = ["same"] + (0..<3000).map { "o\($0)" } + ["end"]
        let new = ["same"] + (0..<3000).map { "n\($0)" } + ["end"]
        #expect(TextLines.changes(from: old, to: new).count { $0.isSame } == 2)
    }
}
