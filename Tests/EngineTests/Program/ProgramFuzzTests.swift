import Engine
import PulumiProtocol
import TestKit
import Testing

@Suite("Extreme programs")
struct ProgramFuzzTests {
    private static let sample = """
        name: t
        runtime: {name: yaml, options: {}}
        config:
          size: {type: integer, default: 3}
          tags: {type: array, items: {type: string}, default: [a, "b"]}
        configuration: {Old: {type: List<Number>, default: [1, 2.5]}}
        variables:
          text: &anchor "say ${size} $${not} ${tags[0]}"
          deep: {a: [1, {b: ~, "c d": !!str 5}], <<: {x: 1}}
          secret: {fn::secret: {fn::join: ["-", [x, "${text}"]]}}
          block: |
            line ${deep.a[1].b}
            ${["deep"].a}
          folded: >-
            one
            two
        resources:
          r: {type: sim:Thing, properties: {value: "${secret}", list: ["${deep}"]}, options: {protect: true, parent: "${p}"}}
          p: {type: "pulumi:providers:sim", defaultProvider: true, get: {id: x, state: {a: 1}}}
          i: {type: sim:Thing, properties: {value: {fn::invoke: {function: sim:get, arguments: {a: 1}, return: r}}}}
        outputs:
          all: ["${r.value}", "${r.id}", {fn::select: [0, "${tags}"]}, {fn::toJSON: "${deep}"}, {fn::split: [",", "a,b"]}]
          asset: {fn::assetArchive: {x: {fn::stringAsset: y}, z: {fn::fileAsset: ./none}}}
          numbers: [0x1f, 0o17, 1_000, -.inf, .nan, 1e999, 2024-01-01, 007]
          "${key}": ${pulumi.stack}
        """

    private static let tokens: [[UInt8]] =
        [
            "${", "}", "[", "]", "{", "}", ": ", ", ", "\n", "\n  ", "- ", "&a ", "*a", "<<: ", "!!int ", "fn::join",
            "fn::", "\"",
            "'", "|\n", "#", "\t", "---\n", "...\n", "%YAML 1.1\n", "? ", "\\", "$$", ".a", "[0]", "[-1]", "~", "\r\n",
            "\u{FEFF}",
            "\u{85}", "\u{2028}", "é", "pulumi", "name", "options:",
        ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xFE, 0xFF]]

    private static func mutant(_ seed: Int) -> [UInt8] {
        var numbers = SeededNumbers(seed: UInt64(seed))
        var bytes = Array(sample.utf8)
        for _ in 0..<Int.random(in: 1...6, using: &numbers) {
            guard !bytes.isEmpty else { break }
            let place = Int.random(in: 0..<bytes.count, using: &numbers)
            let end = min(bytes.count, place + Int.random(in: 1...40, using: &numbers))
            switch Int.random(in: 0..<7, using: &numbers) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &numbers))
            case 4: bytes.removeSubrange(end...)
            default: bytes.insert(contentsOf: tokens.randomElement(using: &numbers) ?? [], at: place)
            }
        }
        return bytes
    }

    @Test("Mutants of a program are run or refused, and nothing else", arguments: 0..<16)
    func mutants(_ part: Int) async {
        for seed in 0..<20 {
            let bytes = Self.mutant(part * 20 + seed)
            _ = try? Project(parsing: bytes, file: "/t/Pulumi.yaml")
            let text = String(decoding: bytes, as: UTF8.self)
            let outcome = await ProgramBench().run(text)
            #expect(outcome.errors.isEmpty || outcome.outputs.isEmpty)
            _ = try? YAMLDocument(parsing: bytes, file: "f").expandedRoot()
        }
    }

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static func joined(_ count: Int, _ piece: (Int) -> String) -> String {
        (0..<count).map(piece).joined(separator: ", ")
    }

    private static let extremes: [String: String] = [
        "nested brackets": repeated("[", 50_000),
        "nested braces": repeated("{a: ", 20_000),
        "nested blocks": (0..<3000).map { repeated(" ", $0) + "a:\n" }.joined(),
        "dashes on one line": "outputs: " + repeated("- ", 50_000),
        "a long text": "outputs: {a: \"" + repeated("x$${", 300_000) + "\"}",
        "a long reference": "outputs: {a: \"${" + repeated("a.", 200_000) + "}\"}",
        "many references": "variables: {v: 1}\noutputs: {a: \"" + repeated("${v}", 50_000) + "\"}",
        "many missing names": "variables: {" + joined(3000) { "a\($0): \"${b\($0)}\"" } + "}",
        "many keys": "outputs: {" + joined(20_000) { "k\(($0 * 7919) % 20_000): 1" } + "}",
        "many keys of an object": "outputs: {a: {" + joined(20_000) { "k\(($0 * 7919) % 20_000): 1" } + "}}",
        "many equal keys": "outputs: {" + repeated("a: 1, ", 20_000) + "}",
        "many lines of nothing": repeated("\n", 300_000),
        "many escapes": "outputs: {a: \"" + repeated("\\/", 20_000) + "\"}",
        "many escapes on many lines": "outputs: [" + repeated("\"\\/\",\n ", 10_000) + "]",
        "many question marks": "outputs: [" + repeated("a?b, ", 20_000) + "]",
        "a long tag": "outputs: {a: !<" + repeated("x", 300_000) + "> 1}",
    ]

    /// No measure of speed: without an end, the run of the tests would have none either.
    @Test(
        "Depth, length and number are unlimited, or have limits that are reported",
        .serialized,
        .timeLimit(.minutes(5)),
        arguments: extremes.keys.sorted()
    )
    func limits(_ name: String) async throws {
        let outcome = await ProgramBench().run(try #require(Self.extremes[name]))
        #expect(outcome.errors.isEmpty != outcome.outputs.isEmpty)
    }
}
