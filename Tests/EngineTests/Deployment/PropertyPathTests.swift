import PulumiProtocol
import Testing

@testable import Engine

@Suite("Property path")
struct PropertyPathTests {
    @Test(
        "is read from its text",
        arguments: [
            ("a", [PropertyPath.Element.key("a")]),
            ("a.b", [.key("a"), .key("b")]),
            ("a[0].b", [.key("a"), .index(0), .key("b")]),
            ("a[\"odd.key\"]", [.key("a"), .key("odd.key")]),
            ("[\"root\"].*", [.key("root"), .any]),
            ("a[*]", [.key("a"), .any]),
            ("*", [.any]),
        ] as [(String, [PropertyPath.Element])]
    )
    func parses(_ text: String, _ elements: [PropertyPath.Element]) {
        #expect(PropertyPath(text)?.elements == elements)
    }

    @Test("is refused if it is none", arguments: ["", "a[", "a[x]", "a[\"b", "a..b", "a[-1]"])
    func refuses(_ text: String) {
        #expect(PropertyPath(text) == nil)
    }

    @Test("contains itself and what is inside")
    func contains() throws {
        let path = try #require(PropertyPath("map.*"))
        #expect(path.contains(try #require(PropertyPath("map.x"))))
        #expect(path.contains(try #require(PropertyPath("map.x.y"))))
        #expect(!path.contains(try #require(PropertyPath("map"))))
    }

    @Test(
        "restores what can be, and says where it cannot",
        arguments: [
            (["list[0]", "map.x"], ["list": [1, 4], "map": .secret(["x": 1, "y": 2])], []),
            (["map.y"], ["list": [3, 4], "map": .secret(["x": 2])], []),
            (["list[2]", "gone", "map.z.deep"], ["list": [3, 4], "map": .secret(["x": 2, "y": 2])], []),
            (["list[*]", "map.*"], ["list": [1, 2], "map": .secret(["x": 1])], []),
            (["*"], ["list": [1, 2], "map": ["x": 1], "hush": .secret(["a": 1])], []),
            (["hush"], ["list": [3, 4], "map": .secret(["x": 2, "y": 2]), "hush": .secret(["a": 1])], []),
            (["hush.a"], ["list": [3, 4], "map": .secret(["x": 2, "y": 2])], ["hush.a"]),
        ] as [([String], PropertyMap, [String])]
    )
    func restores(_ paths: [String], _ expected: PropertyMap, _ missing: [String]) {
        let old: PropertyMap = ["list": [1, 2], "map": ["x": 1], "hush": .secret(["a": 1])]
        let new: PropertyMap = ["list": [3, 4], "map": .secret(["x": 2, "y": 2])]
        let restored = IgnoredChanges.restore(paths, in: new, from: old)
        #expect(restored.inputs == expected)
        #expect(restored.missing == missing)
    }

    @Test("keeps the length of a list")
    func keepsLength() {
        let restored = IgnoredChanges.restore(["list[1]", "list[*]"], in: ["list": [3]], from: ["list": [1, 2]])
        #expect(restored.inputs == ["list": [1]])
        #expect(restored.missing == ["list[1]", "list[*]"])
    }

    @Test("URN patterns: one star stays within a part, two do not")
    func patterns() {
        let urn = "urn:pulumi:dev::t::sim:index:Thing::a"
        #expect(URNPatterns(["**::a"]).contains(urn))
        #expect(URNPatterns(["urn:pulumi:dev::t::sim:index:*::a"]).contains(urn))
        #expect(!URNPatterns(["urn:pulumi:*::a"]).contains(urn))
    }

    @Test("durations in Go's notation", arguments: [("5m", 300), ("90s", 90), ("1h30m", 5400), ("1.5s", 1.5)])
    func durations(_ text: String, _ seconds: Double) {
        #expect(TimeText.seconds(text) == seconds)
        #expect(TimeText.seconds("soon") == nil)
    }

    @Test("moments in RFC 3339, without zeros at the end of the fraction")
    func moments() {
        #expect(TimeText.text(seconds: 0, nanoseconds: 0) == "1970-01-01T00:00:00Z")
        #expect(TimeText.text(seconds: 1_700_000_000, nanoseconds: 120_000_000) == "2023-11-14T22:13:20.12Z")
    }
}
