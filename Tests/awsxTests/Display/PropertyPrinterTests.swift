import PulumiProtocol
import Testing

@testable import Engine
@testable import awsx

@Suite("Property printer")
struct PropertyPrinterTests {
    private static let values: [(String, PropertyValue, [String])] = [
        ("null", .null, ["    p: <null>"]), ("bool", false, ["    p: false"]), ("integer", 3, ["    p: 3"]),
        ("fraction", 2.5, ["    p: 2.5"]), ("text", "a\"b\\c\r\u{202E}", ["    p: \"a\\\"b\\\\c\\r\\u{202e}\""]),
        ("secret", .secret("x"), ["    p: [secret]"]), ("unknown", .unknown, ["    p: [unknown]"]),
        ("known output", .output(.init("x")), ["    p: \"x\""]),
        ("secret output", .output(.init("x", isSecret: true)), ["    p: [secret]"]),
        ("unknown output", .output(.init(.none)), ["    p: [unknown]"]),
        ("resource", .resource(.init(urn: "urn:x")), ["    p: \"urn:x\""]), ("no elements", [], ["    p: []"]),
        ("no members", [:], ["    p: {}"]), ("list", [1], ["    p: [", "        [0]: 1", "    ]"]),
        ("map", ["a": 1, "__b": 2], ["    p: {", "        a: 1", "    }"]),
        ("JSON", "[1]", ["    p: (json) [", "        [0]: 1", "    ]"]),
        ("YAML", "a: 1\nb: 2\n", ["    p: (yaml) {", "        a: 1", "        b: 2", "    }"]),
        ("file", .asset(.init(.path("a"), hash: "0123456789")), ["    p: asset(file:0123456) { a }"]),
        ("remote file", .asset(.init(.uri("u"), hash: "1")), ["    p: asset(uri:1) { u }"]),
        (
            "text file", .asset(.init(.text("x\ny"), hash: "1")),
            ["    p: asset(text:1) {", "        x", "        y", "    }"]
        ),
        ("packed archive", .archive(.init(.path("a"), hash: "1")), ["    p: archive(file:1) { a }"]),
        ("remote archive", .archive(.init(.uri("u"), hash: "1")), ["    p: archive(uri:1) { u }"]),
        (
            "archive of assets", .archive(.init(.members(["m": .asset(.init(.path("a"), hash: "2"))]), hash: "1")),
            ["    p: archive(assets:1) {", "        \"m\": asset(file:2) { a }", "    }"]
        ),
    ]

    @Test("each kind of value is printed as Pulumi prints it", arguments: values.indices)
    func prints(_ index: Int) {
        let (name, value, lines) = Self.values[index]
        var printer = PropertyPrinter(Sample.terminal)
        printer.properties(["p": value], .init(indent: 1))
        #expect(printer.text.textLines == lines, "\(name)")
    }

    @Test("secrets are printed on request, also inside outputs")
    func revealsSecrets() {
        var printer = PropertyPrinter(Sample.terminal, showsSecrets: true)
        printer.properties(["a": .secret("x"), "b": .output(.init("y", isSecret: true))], .init(indent: 0))
        #expect(printer.text == "a: \"x\"\nb: \"y\"\n")
    }

    private static let archives: [(PropertyValue, PropertyValue, [String])] = [
        (
            .archive(.init(.path("a"), hash: "1")), .archive(.init(.path("b"), hash: "2")),
            ["  ~ p: archive(file:1->2) { a->b }"]
        ),
        (
            .archive(.init(.uri("u"), hash: "1")), .archive(.init(.uri("u"), hash: "2")),
            ["  ~ p: archive(uri:1->2) { u }"]
        ),
        (
            .archive(.init(.path("a"), hash: "1")), .archive(.init(.uri("u"), hash: "2")),
            ["  - p: archive(file:1) { a }", "  + p: archive(uri:2) { u }"]
        ),
        (
            .archive(.init(.members(["m": .asset(.init(.path("a"), hash: "3"))]), hash: "1")),
            .archive(.init(.members(["m": .asset(.init(.path("a"), hash: "4"))]), hash: "2")),
            ["  ~ p: archive(assets:1->2) {", "      ~ m: asset(file:3->4) { a }", "    }"]
        ),
        (
            .asset(.init(.uri("u"), hash: "1")), .asset(.init(.uri("v"), hash: "2")),
            ["  ~ p: asset(uri:1->2) { u->v }"]
        ),
        (
            .asset(.init(.text("x\ny"), hash: "1")), .asset(.init(.text("x\nz"), hash: "2")),
            ["  ~ p: asset(text:1->2) {", "", "        x", "      - y", "      + z", "    }"]
        ),
    ]

    @Test("changed assets and archives show their hashes and sources", arguments: archives.indices)
    func printsArchives(_ index: Int) {
        let (old, new, lines) = Self.archives[index]
        var printer = PropertyPrinter(Sample.terminal)
        printer.differences(["p": old], ["p": new], .init(indent: 1))
        #expect(printer.text.textLines == lines)
    }
}

@Suite("Steps with differences")
struct StepDifferenceTests {
    private func text(_ step: EngineEvent.Step) -> [String] {
        DifferenceText(step: step, terminal: Sample.terminal).text.textLines
    }

    @Test("a create shows its inputs, and a delete the ones that go")
    func showsProperties() {
        #expect(text(Sample.step(.create, "a", new: ["x": 1])).last == "    x: 1")
        #expect(text(Sample.step(.delete, "a", old: ["x": 1])).last == "    x: 1")
        #expect(text(Sample.step(.same, "a", old: ["x": 1], new: ["x": 1])).count == 2)
    }

    @Test("protection, retention and replacement are in the heading")
    func showsMarks() {
        var step = Sample.step(.replace, "a", keys: ["x", "y"])
        step.old?.retainOnDelete = true
        step.old?.isProtected = true
        step.old?.id = "i-1"
        let lines = text(step)
        #expect(lines[0] == "+-aws:ecs/cluster:Cluster: (replace[retain]) 🔓", "\(lines)")
        #expect(lines.contains("    [id=i-1]") && lines.contains("    [replaced because of: x, y]"), "\(lines)")
    }

    @Test("an explicit provider is named, and a default one is not")
    func namesProviders() {
        func provider(_ name: String) -> String { "urn:pulumi:dev::app::pulumi:providers:aws::\(name)::1" }
        var step = Sample.step(.create, "a")
        step.provider = provider("default_1_2_3")
        #expect(!text(step).contains { $0.contains("provider") })
        step.provider = provider("eu")
        #expect(text(step).contains("    [provider=\(provider("eu"))]"))
        var change = Sample.step(.update, "a")
        change.provider = provider("eu")
        change.old?.provider = provider("us")
        change.new?.provider = provider("eu")
        #expect(text(change).contains("    [provider: \(provider("us")) => \(provider("eu"))]"))
        #expect(change.changes.text == "[diff: ~provider]")
    }

    @Test("outputs are listed after a create, and their differences after an update")
    func showsOutputs() {
        var created = Sample.step(.create, "a", new: ["x": 1])
        created.new?.outputs = ["x": 1, "id": "i-1", "empty": ""]
        let outputs = DifferenceText(step: created, terminal: Sample.terminal).outputs
        #expect(outputs == "    --outputs:--\n    id: \"i-1\"\n", "\(outputs)")
        var updated = Sample.step(.update, "a")
        updated.old?.outputs = ["version": 1, "arn": "a"]
        updated.new?.outputs = ["version": 2, "arn": "a"]
        let changed = DifferenceText(step: updated, terminal: Sample.terminal).outputs
        #expect(changed == "    --outputs:--\n  ~ version: 1 => 2\n", "\(changed)")
        #expect(DifferenceText(step: Sample.step(.delete, "a"), terminal: Sample.terminal).outputs.isEmpty)
    }

    @Test("detailed differences are summarized by top-level property")
    func summarizes() {
        let step = Sample.step(
            .update,
            "a",
            detailed: [
                "a": .init(.add, isOfInputs: true), "b": .init(.deleteReplace, isOfInputs: true),
                "c.d[0]": .init(.delete, isOfInputs: true), "e": .init(.update, isOfInputs: true),
            ]
        )
        #expect(step.changes.text == "[diff: +a-b~c,e]")
    }

    @Test("added and removed properties are summarized with their signs")
    func summarizesInputs() {
        var step = Sample.step(.update, "a", old: ["a": 1, "b": 1], new: ["b": 2, "c": 1])
        step.new?.isProtected = true
        #expect(step.changes.text == "[diff: +c-a~b,protect]")
        #expect(Sample.step(.same, "a", old: ["a": 1], new: ["a": 2]).changes.isEmpty)
    }

    @Test("added and removed parts of a property are shown at their paths")
    func showsParts() {
        let step = Sample.step(
            .update,
            "a",
            old: ["gone": ["x": 1], "secret": .secret("a"), "list": [1]],
            new: ["added": ["y": 2], "secret": .secret("b"), "list": [1, 2]],
            detailed: [
                "gone.x": .init(.delete, isOfInputs: true), "added.y": .init(.add, isOfInputs: true),
                "secret.deep": .init(.update, isOfInputs: true), "list[1]": .init(.add, isOfInputs: true),
            ]
        )
        let lines = text(step).dropFirst(2)
        #expect(
            lines == [
                "  + added : {", "      + y: 2", "    }", "  - gone  : {", "      - x: 1", "    }", "  ~ list  : [",
                "      + [1]: 2", "    ]", "  ~ secret: {", "      ~ deep: [secret] => [secret]", "    }",
            ]
        )
    }
}
