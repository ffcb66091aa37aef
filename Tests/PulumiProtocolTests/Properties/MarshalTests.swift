import PulumiProtocol
import Testing

@Suite("Marshalling")
struct MarshalTests {
    private static let reference = PropertyValue.resource(ResourceReference(urn: "urn:r", id: "r-1"))
    private static let known = PropertyValue.output(Output("x", dependencies: ["urn:a"]))
    private static let secret = PropertyValue.output(Output("x", isSecret: true))
    private static let unknownSecret = PropertyValue.output(Output(nil, isSecret: true))

    struct Case: Sendable {
        let value: PropertyValue
        let options: MarshalOptions
        let sent: PropertyValue

        init(_ value: PropertyValue, _ options: MarshalOptions, _ sent: PropertyValue) {
            (self.value, self.options, self.sent) = (value, options, sent)
        }
    }

    static let cases: [Case] = [
        Case(["a": [known]], .engine, ["a": ["x"]]),
        Case(secret, .engine, .secret("x")),
        Case(secret, .plain, "x"),
        Case(.output(Output(.secret("x"), isSecret: true)), .engine, .secret("x")),
        Case(unknownSecret, .engine, .secret(.unknown)),
        Case(unknownSecret, MarshalOptions(), .unknown),
        Case(.output(Output(nil)), .engine, .unknown),
        Case(["r": reference], .engine, ["r": reference]),
        Case(["r": reference], MarshalOptions(keepsResources: false), ["r": "r-1"]),
        Case(.resource(ResourceReference(urn: "urn:c")), MarshalOptions(keepsResources: false), "urn:c"),
        Case(["a": [.null], "b": .null], .engine, ["a": [.null], "b": .null]),
        Case(["a": [.null], "b": .null, "c": .secret(.null)], .program(), ["a": [.null]]),
        Case(["a": known], .program(keepsOutputs: true), ["a": known]),
        Case(.secret("x"), .program(keepsOutputs: true), secret),
        Case(.unknown, .program(keepsOutputs: true), .output(Output(nil))),
        Case(.output(Output("x")), .program(keepsOutputs: true), "x"),
    ]

    @Test("sends each kind in the form that the receiver takes", arguments: cases)
    func form(_ example: Case) {
        #expect(example.value.marshalled(example.options) == example.sent)
    }

    @Test("of properties keeps their names, also of null ones, and tells what each depends on")
    func properties() {
        let properties: PropertyMap = [
            "a": Self.known, "b": [Self.reference], "c": .null, "d": .output(Output(.null, isSecret: true)),
        ]
        let sent = MarshalledProperties(properties, .program())
        #expect(sent.object == ["a": "x", "b": [Self.reference], "c": .null, "d": .null])
        #expect(sent.dependencies == ["a": ["urn:a"], "b": ["urn:r"], "c": [], "d": []])
        #expect(sent.allDependencies == ["urn:a", "urn:r"])
    }

    @Test("adds a referenced resource's URN to the dependencies, and not what that one depends on")
    func reference() {
        let urn = PropertyValue.resource(ResourceReference(urn: "urn:r", id: .output(Output("i", dependencies: ["u"]))))
        #expect(MarshalledProperties(["r": urn], .engine).dependencies == ["r": ["urn:r"]])
        #expect(Output(gathering: urn).dependencies == ["urn:r"])
    }
}

@Suite("Functions of known values")
struct MapKnownTests {
    @Test("are called with values as they are where none is marked")
    func plain() async throws {
        let reference = PropertyValue.resource(ResourceReference(urn: "urn:r"))
        #expect(try await PropertyValue.mapKnown([1, reference]) { $0[1] } == reference)
    }

    @Test("give their result the marks of the values and of the result")
    func marks() async throws {
        let value = PropertyValue.output(Output("a", dependencies: ["urn:a"]))
        let result = try await PropertyValue.mapKnown([value, .secret("b")]) { values in
            #expect(values == ["a", "b"])
            return .output(Output(.list(values), dependencies: ["urn:c"]))
        }
        #expect(result == .output(Output(["a", "b"], isSecret: true, dependencies: ["urn:a", "urn:c"])))
    }

    @Test("are not called while a value is unknown")
    func unknown() async throws {
        let result = try await PropertyValue.mapKnown([.unknown, .secret("b")]) { _ in
            Issue.record("called")
            return 1
        }
        #expect(result == .output(Output(nil, isSecret: true)))
    }
}
