import ProviderKit
import PulumiProtocol
import Testing

@Suite("Inputs of a Construct")
struct ConstructInputsTests {
    private static let output = PropertyValue.output(Output("x", dependencies: ["urn:a"]))
    private static let reference = PropertyValue.resource(ResourceReference(urn: "urn:r", id: "i"))

    /// As sent, its dependencies, and as decoded in an update.
    private static let table: [(PropertyValue, [String], PropertyValue?)] = [
        (1, [], 1),
        (.null, [], .null),
        (["a": output], ["urn:a"], ["a": output]),
        (["a": "b"], ["urn:a"], .output(Output(["a": "b"], dependencies: ["urn:a"]))),
        (.secret("s"), [], .output(Output("s", isSecret: true))),
        (["a": .secret("s")], [], .output(Output(["a": "s"], isSecret: true))),
        (reference, ["urn:r"], reference),
        (reference, ["urn:r", "urn:a"], .output(Output(reference, dependencies: ["urn:a", "urn:r"]))),
        (.unknown, [], .none),
        (.output(Output(.none)), [], .none),
        ([1, .unknown], [], [1, .null]),
        (["a": .unknown, "b": 1], [], ["b": 1]),
    ]

    private func decoded(_ value: PropertyValue, _ dependencies: [String], preview: Bool) -> PropertyValue? {
        ConstructInputs.decoded(
            ConstructRequest(dryRun: preview, inputs: ["x": value], inputDependencies: ["x": dependencies])
        )["x"]
    }

    @Test("are plain where they can be, and outputs where they must be", arguments: table.indices)
    func update(_ index: Int) {
        let (sent, dependencies, expected) = Self.table[index]
        #expect(decoded(sent, dependencies, preview: false) == expected)
    }

    @Test("keep in a preview that they are unknown")
    func preview() {
        let unknown = PropertyValue.output(Output(.none))
        #expect(decoded(.unknown, [], preview: true) == unknown)
        #expect(decoded(["a": .unknown], [], preview: true) == ["a": unknown])
        #expect(
            decoded(.unknown, ["urn:a"], preview: true)
                == .output(Output(.none, dependencies: ["urn:a"]))
        )
    }
}
