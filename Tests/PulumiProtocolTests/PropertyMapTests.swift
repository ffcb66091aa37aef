import PulumiProtocol
import Testing

@Suite("Property maps")
struct PropertyMapTests {
    @Test("an absent property is not a null one")
    func absence() {
        let map: PropertyMap = ["null": nil]
        #expect(map["null"] == .some(.null))
        #expect(map["absent"] == .none)
        #expect(map["absent", default: 1] == 1)
    }

    @Test("names stand in the order of their bytes, and the last value stays")
    func order() {
        let map = PropertyMap([("b", 1), ("é", 2), ("a", 3), ("B", 4), ("b", 5), ("e\u{301}", 6)])
        #expect(map.keys == ["B", "a", "b", "e\u{301}", "é"])
        #expect(map["b"] == 5)
        #expect(map["é"] == 2)
        #expect(PropertyMap([("é", 1)]) != PropertyMap([("e\u{301}", 1)]))
    }

    @Test("setting and removing")
    func changes() {
        var map: PropertyMap = ["a": 1, "c": 3]
        map["b"] = 2
        map["a"] = .some(.null)
        map["c"] = .none
        #expect(map == ["a": nil, "b": 2])
    }

    @Test("merging takes the other's value, filtering and mapping keep the names")
    func derived() {
        let map: PropertyMap = ["a": 1, "b": 2]
        #expect(map.merging(["b": 3, "c": 4]) == ["a": 1, "b": 3, "c": 4])
        #expect(map.filter { $0.key == "a" } == ["a": 1])
        #expect(map.mapValues { _ in "x" } == ["a": "x", "b": "x"])
    }

    @Test("secrets and unknowns are found at every level, and plain values have neither mark")
    func marks() {
        let map: PropertyMap = ["a": [["b": .secret(1)]], "c": .output(Output(.none))]
        #expect(map.containsSecrets)
        #expect(map.containsUnknowns)
        #expect(map.plain == ["a": [["b": 1]], "c": .unknown])
    }
}
