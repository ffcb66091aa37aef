import JSON
import PackageSchema
import ProviderKit
import PulumiProtocol
import Testing

@Suite("Input check")
struct InputCheckTests {
    private let schema: PackageSchema

    init() throws {
        let document: JSON = [
            "name": "p",
            "types": [
                "p:m:Inner": ["type": "object", "properties": ["port": ["type": "integer"]]],
                "p:m:Kind": ["type": "string", "enum": [["value": "http"], ["value": "grpc"]]],
            ],
            "resources": [
                "p:m:R": [
                    "inputProperties": [
                        "flag": ["type": "boolean"],
                        "inner": ["$ref": "#/types/p:m:Inner"],
                        "inners": ["type": "array", "items": ["$ref": "#/types/p:m:Inner"]],
                        "kind": ["$ref": "#/types/p:m:Kind"],
                        "named": ["type": "object", "additionalProperties": ["type": "number"]],
                        "text": ["type": "string"],
                    ]
                ]
            ],
        ]
        schema = try PackageSchema(parsing: document.text())
    }

    private func check(_ inputs: PropertyMap) throws -> InputCheck {
        InputCheck(inputs, against: try #require(schema.resource("p:m:R")).inputs, of: schema)
    }

    @Test(
        "names the place and the kind of what is wrong",
        arguments: [
            (["flag": 1], "flag", "must be a boolean, not a number"),
            (["inner": "x"], "inner", "must be an object, not a string"),
            (["inners": [["port": "eighty"]]], "inners[0].port", "must be a whole number, not a string"),
            (["inners": [:]], "inners", "must be a list, not an object"),
            (["kind": "htp"], "kind", "\"htp\" is none of http, grpc; did you mean \"http\"?"),
            (["named": ["a": true]], "named[\"a\"]", "must be a number, not a boolean"),
            (["text": ["x"]], "text", "must be a string, not a list"),
            (["inner": .output(Output(["port": []]))], "inner.port", "must be a whole number, not a list"),
        ] as [(PropertyMap, String, String)]
    )
    func faults(_ inputs: PropertyMap, _ path: String, _ reason: String) throws {
        #expect(try check(inputs).faults == [.init(property: path, reason: reason)])
    }

    @Test(
        "takes what may be meant, and what is not known yet",
        arguments: [
            ["flag": "true"], ["inner": ["port": "80"]], ["text": 5], ["flag": .null], ["inner": .unknown],
            ["inners": .output(Output(.none))],
        ] as [PropertyMap]
    )
    func fine(_ inputs: PropertyMap) throws {
        #expect(try check(inputs).faults.isEmpty)
        #expect(try check(inputs).warnings.isEmpty)
    }

    @Test("warns of names that do not exist")
    func warnings() throws {
        let warnings = try check(["inner": ["prot": 1], "zzz": 1]).warnings
        #expect(warnings.map(\.property) == ["inner.prot", "zzz"])
        #expect(
            warnings.map(\.reason) == [
                "there is no such property; did you mean \"port\"?", "there is no such property",
            ]
        )
    }

    @Test("takes the values of some enumerations in any case")
    func caseless() throws {
        let expected = try #require(schema.resource("p:m:R")).inputs
        for (text, isTaken) in [("HTTP", true), ("Grpc", true), ("htp", false)] {
            let inputs = PropertyMap([("kind", .string(text))])
            let check = InputCheck(inputs, against: expected, of: schema, ignoringCaseOf: ["p:m:Kind"])
            #expect(check.faults.isEmpty == isTaken)
        }
        #expect(try check(["kind": "HTTP"]).faults.count == 1)
    }
}
