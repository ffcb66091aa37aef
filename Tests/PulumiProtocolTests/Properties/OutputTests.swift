import PulumiProtocol
import Testing

@Suite("Output")
struct OutputTests {
    private let known = Output<PropertyValue>("a", dependencies: ["urn:a"])
    private let secret = Output<PropertyValue>("b", isSecret: true, dependencies: ["urn:b"])
    private let unknown = Output<PropertyValue>(.none, dependencies: ["urn:c"])

    @Test("of two is secret if either is, with the dependencies of both")
    func combines() {
        let both = known.and(secret).map { "\($0.0.string ?? "")\($0.1.string ?? "")" }
        #expect(both.value == "ab")
        #expect(both.isSecret)
        #expect(both.dependencies == ["urn:a", "urn:b"])
    }

    @Test("of an unknown value is not computed")
    func unknownStays() {
        let both = known.and(unknown).map { _ in
            Issue.record("computed")
            return 1
        }
        #expect(both.value == nil)
        #expect(both.dependencies == ["urn:a", "urn:c"])
    }

    @Test("gathers the marks inside a value")
    func gathers() {
        let value: PropertyValue = ["list": [known.property, secret.property], "plain": 1, "none": .null]
        let gathered = Output(gathering: value)
        #expect(gathered.value == ["list": ["a", "b"], "plain": 1, "none": .null])
        #expect(gathered.isSecret)
        #expect(gathered.dependencies == ["urn:a", "urn:b"])
        #expect(Output(gathering: ["x": [unknown.property]]).value == nil)
        #expect(Output(gathering: .resource(ResourceReference(urn: "urn:r"))).dependencies == ["urn:r"])
    }

    @Test("that has nothing to say is a plain property")
    func plain() {
        #expect(Output<PropertyValue>(1).property == 1)
        #expect(known.property == .output(Output("a", dependencies: ["urn:a"])))
    }
}
