import ProviderKit
import PulumiProtocol
import Testing

/// A view as `scripts/generate-types` writes it.
private struct SampleInputs: ForwardedInputs {
    static let forwardedNames = ["plain", "size"]
    static let defaults: PropertyMap = ["size": 3]

    let object: InputObject

    var plain: Input<PropertyValue> { input("plain") }
    var other: Input<PropertyValue> { input("other") }
    var nested: Input<SampleInputs> { input("nested") }
    var list: Input<[SampleInputs]> { input("list") }
    var map: Input<[String: SampleInputs]> { input("map") }
}

@Suite("Inputs")
struct InputTests {
    private let secretMap = PropertyValue.output(Output(["nested": ["plain": 1]], isSecret: true))

    private func inputs(_ properties: PropertyMap) -> SampleInputs {
        SampleInputs(object: InputObject(owner: "urn:me", properties: properties))
    }

    @Test("know their paths")
    func paths() throws {
        let inputs = inputs(["list": [[:], ["nested": [:]]], "map": ["k": ["plain": 1]]])
        let second = try #require(try inputs.list.views()?.last)
        #expect(second.object.path == "list[1]")
        #expect(second.nested.path == "list[1].nested")
        #expect(try second.nested.view()?.plain.path == "list[1].nested.plain")
        #expect(try inputs.map.views()?.first?.view.plain.path == "map[\"k\"].plain")
        #expect(inputs.list.elements()?.map(\.path) == ["list[0]", "list[1]"])
    }

    @Test(
        "that are absent or null have no view",
        arguments: [[:], ["nested": nil, "list": nil, "map": nil]] as [PropertyMap]
    )
    func absent(_ properties: PropertyMap) throws {
        let inputs = inputs(properties)
        #expect(try inputs.nested.view() == nil)
        #expect(try inputs.list.views() == nil)
        #expect(try inputs.map.views() == nil)
        #expect(inputs.list.elements() == nil)
    }

    @Test("inside an output are outputs")
    func outputs() throws {
        let inner = try #require(try inputs(["nested": secretMap]).nested.view()?.nested.view())
        #expect(inner.plain.value == .output(Output(1, isSecret: true)))
    }

    @Test("that hold objects must be known at once")
    func refusesUnknown() {
        let unknown = PropertyValue.output(Output(.none))
        let inputs = inputs(["nested": unknown, "list": unknown, "map": unknown])
        let failure = #expect(throws: InputFailure.self) { try inputs.nested.view() }
        #expect(failure?.description.hasPrefix("urn:me: property nested: decides which resources there are") == true)
        #expect(throws: InputFailure.self) { try inputs.list.views() }
        #expect(throws: InputFailure.self) { try inputs.map.views() }
        #expect(inputs.nested.viewIfKnown() == nil)
    }

    @Test("that hold objects refuse other values")
    func refusesOthers() {
        func fault(_ body: () throws -> Void) -> CheckFailure? {
            #expect(throws: InputFailure.self, performing: body)?.faults.first
        }
        let texts = inputs(["nested": "x", "list": "x", "map": "x"])
        #expect(fault { _ = try texts.nested.view() }?.reason == "must be an object, not a string")
        #expect(fault { _ = try texts.list.views() }?.reason == "must be a list, not a string")
        #expect(fault { _ = try texts.map.views() }?.reason == "must be an object, not a string")
        let nulls = inputs(["list": [nil], "map": ["k": nil]])
        #expect(
            fault { _ = try nulls.list.views() } == .init(property: "list[0]", reason: "must be an object, not null")
        )
        #expect(fault { _ = try nulls.map.views() }?.property == "map[\"k\"]")
    }

    @Test("are forwarded over the defaults, without those that the child does not have")
    func forwarded() {
        #expect(inputs(["plain": 1, "other": 2]).forwarded == ["plain": 1, "size": 3])
        #expect(inputs(["size": nil]).forwarded == ["size": nil])
    }

    @Test("exclude each other, unless one is null")
    func exclusion() {
        let both = inputs(["plain": 1, "other": 2])
        let failure = #expect(throws: InputFailure.self) { try both.plain.exclude(both.other) }
        #expect(
            failure?.description
                == "urn:me: property other: cannot be given together with plain; remove one of them"
        )
        for one in [inputs(["plain": 1, "other": .null]), inputs(["plain": .null, "other": 2])] {
            #expect(throws: Never.self) { try one.plain.exclude(one.other) }
        }
    }

    @Test("are chosen from several if only one is given")
    func onlyOne() throws {
        func chosen(_ properties: PropertyMap) throws -> String? {
            let inputs = inputs(properties)
            return try Input.onlyOne(of: [inputs.plain, inputs.other], remedy: "give one")?.name
        }
        #expect(try chosen(["other": 1]) == "other")
        #expect(try chosen(["plain": nil]) == nil)
        let failure = #expect(throws: InputFailure.self) { try chosen(["plain": 1, "other": 1]) }
        #expect(failure?.faults == [.init(property: "other", reason: "cannot be given together with plain; give one")])
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
        #expect(inputs(["plain": value]).plain.isTruthy == expected)
    }
}
