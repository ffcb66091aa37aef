import JSON
import PackageSchema
import Testing

@Suite("Opening a package schema")
struct PackageSchemaOpeningTests {
    private static let document: JSON = [
        "name": "sim",
        "version": "1.2.3",
        "provider": ["inputProperties": ["token": ["type": "string", "secret": true]]],
        "types": [
            "sim:index:Rule": [
                "type": "object",
                "properties": ["rules": ["type": "array", "items": ["$ref": "#/types/sim:index:Rule"]]],
            ]
        ],
        "resources": [
            "sim:index:Thing": [
                "inputProperties": ["rule": ["$ref": "#/types/sim:index:Rule", "sim": ["set": true]]],
                "sim": ["waits": 3],
            ]
        ],
    ]

    @Test("takes any layout", arguments: [[], .indented, .indentedByTwo, .sortedKeys] as [JSON.WritingOptions])
    func layouts(_ layout: JSON.WritingOptions) throws {
        let schema = try PackageSchema(parsing: Self.document.text(layout))
        #expect(schema.name == "sim")
        #expect(schema.version == "1.2.3")
        #expect(schema.resourceTokens == ["sim:index:Thing"])
        #expect(schema.resource("sim:index:Thing")?.inputs.names == ["rule"])
        #expect(schema.providerInputs["token"]?.isSecret == true)
    }

    @Test("reads bytes of the process where they lie")
    func embedded() throws {
        let text: StaticString = #"{"name": "e", "resources": {"e:index:R": {}}}"#
        let schema = try PackageSchema {
            UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        }
        #expect(schema.resource("e:index:R")?.inputs.names == [])
        #expect(schema.text == text.description)
    }

    @Test("a type may contain itself")
    func recursion() throws {
        let schema = try PackageSchema(parsing: Self.document.text())
        var type = try #require(schema.resource("sim:index:Thing")?.inputs["rule"]?.type)
        for _ in 0..<3 {
            let rule = try #require(schema.object(type))
            guard case .array(let element)? = rule["rules"]?.type else {
                Issue.record("no list")
                return
            }
            type = element
        }
        #expect(type == .type("sim:index:Rule"))
    }

    @Test("passes on what a package says beyond the format, under its own name")
    func extras() throws {
        let thing = try #require(try PackageSchema(parsing: Self.document.text()).resource("sim:index:Thing"))
        #expect(thing.extras["waits"]?.int == 3)
        #expect(thing.inputs["rule"]?.extras["set"]?.bool == true)
        #expect(thing.inputs["rule"]?.extras["computed"] == nil)
    }

    @Test("an entry that is broken counts as absent, and does no harm to the others")
    func broken() throws {
        let schema = try PackageSchema(parsing: #"{"name":"b","resources":{"b:a:A":{"x" 1},"b:b:B":{}}}"#)
        #expect(schema.resource("b:a:A") == nil)
        #expect(schema.resource("b:b:B") != nil)
    }

    @Test(
        "refuses text that is cut off or followed by more",
        arguments: [#"{"name":"b""#, #"{"name":"b"}}"#, #"{"name":"b","types":{"#, ""]
    )
    func cut(_ text: String) {
        #expect(throws: SchemaError.self) { try PackageSchema(parsing: text) }
    }
}
