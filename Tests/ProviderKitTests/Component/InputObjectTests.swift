import ProviderKit
import PulumiProtocol
import Testing

@Suite("Input objects")
struct InputObjectTests {
    private let secretMap = PropertyValue.output(Output(["a": ["b": 1]], isSecret: true))

    private func object(_ properties: PropertyMap) -> InputObject {
        InputObject(owner: "urn:me", properties: properties)
    }

    @Test("know where they stand")
    func paths() throws {
        let inputs = object(["list": [[:], ["x": [:]]], "map": ["k": ["y": 1]]])
        let second = try #require(try inputs.objects("list")).last
        #expect(second?.path == "list[1]")
        #expect(try second?.object("x")?.path == "list[1].x")
        #expect(try inputs.entries("map")?.first?.object.path(of: "y") == "map[\"k\"].y")
        #expect(try inputs.object("none") == nil)
    }

    @Test("inside an output are objects of outputs")
    func spread() throws {
        let inner = try #require(try object(["x": secretMap]).object("x")?.object("a"))
        #expect(inner["b"] == .output(Output(1, isSecret: true)))
    }

    @Test("must be known at once, and be objects")
    func refuses() {
        let unknown = PropertyValue.output(Output(.none))
        let failure = #expect(throws: InputFailure.self) { try object(["x": unknown]).object("x") }
        #expect(failure?.description.hasPrefix("urn:me: property x: decides which resources there are") == true)
        let text = #expect(throws: InputFailure.self) { try object(["x": "y"]).objects("x") }
        #expect(text?.faults == [.init(path: "x", reason: "must be a list, not text")])
    }

    @Test("list their keys as JavaScript does")
    func order() {
        let map: PropertyMap = ["b": 1, "10": 1, "7": 1, "07": 1, "": 1, "4294967295": 1, "Z": 1]
        #expect(map.inECMAScriptOrder.map(\.key) == ["7", "10", "", "07", "4294967295", "Z", "b"])
    }

    @Test(
        "count as given unless null, false, 0 or empty text",
        arguments: [
            (.null, false), (false, false), (0, false), ("", false), ([], true), ([:], true), ("0", true), (1, true),
            (.output(Output(false)), true),
        ] as [(PropertyValue, Bool)]
    )
    func truth(_ value: PropertyValue, _ expected: Bool) {
        #expect(value.isTruthy == expected)
    }
}
