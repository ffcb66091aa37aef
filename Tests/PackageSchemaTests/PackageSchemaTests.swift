import JSON
import PackageSchema
import Testing

@Suite("Package schema")
struct PackageSchemaTests {
    private let schema: PackageSchema

    init() throws {
        let document: JSON = [
            "name": "aws",
            "version": "7.42.0",
            "config": ["variables": ["region": ["type": "string"]]],
            "types": [
                "aws:ecs/Rule:Rule": [
                    "type": "object", "properties": ["a": ["type": "integer"]], "required": ["a"],
                ],
                "aws:ecs/Kind:Kind": ["type": "string", "enum": [["value": "one"], ["value": "two"]]],
            ],
            "resources": [
                "aws:ecs/cluster:Cluster": [
                    "inputProperties": [
                        "name": ["type": "string", "willReplaceOnChanges": true],
                        "rules": [
                            "type": "array",
                            "plain": true,
                            "items": ["$ref": "#/types/aws:ecs%2FRule:Rule"],
                        ],
                        "other": ["$ref": "/awsx/v1/schema.json#/resources/awsx:x:Y"],
                        "any": ["$ref": "pulumi.json#/Any"],
                        "labels": ["type": "object"],
                        "counts": ["type": "object", "additionalProperties": ["type": "integer"]],
                        "tags": ["type": "object", "additionalProperties": ["type": "string"]],
                    ],
                    "requiredInputs": ["rules"],
                    "properties": ["arn": ["type": "string"]],
                ]
            ],
            "functions": ["aws:ec2/getVpc:getVpc": ["inputs": ["properties": ["id": ["type": "string"]]]]],
        ]
        schema = try PackageSchema(parsing: document.text())
    }

    @Test("says what inputs a resource has, of which type")
    func resource() throws {
        let inputs = try #require(schema.resource("aws:ecs/cluster:Cluster")).inputs
        #expect(inputs.names == ["any", "counts", "labels", "name", "other", "rules", "tags"])
        #expect(inputs.properties.filter(\.isRequired).map(\.name) == ["rules"])
        #expect(inputs["name"]?.type == .string)
        #expect(inputs["name"]?.willReplaceOnChanges == true)
        #expect(inputs["rules"]?.type == .array(.type("aws:ecs/Rule:Rule")))
        #expect(inputs["rules"]?.isPlain == true)
        #expect(inputs["other"]?.type == .resource("awsx:x:Y"))
        #expect(inputs["any"]?.type == .any)
        #expect(inputs["tags"]?.type == .map(.string))
        #expect(inputs["counts"]?.type == .map(.integer))
        #expect(inputs["labels"]?.type == .map(.string))
        #expect(inputs["nam"] == nil)
        #expect(inputs.nearest(to: "nmae") == "name")
    }

    @Test("tells objects and enumerations apart")
    func types() throws {
        guard case .object(let rule)? = schema.type("aws:ecs/Rule:Rule") else {
            Issue.record("no object")
            return
        }
        #expect(rule["a"]?.isRequired == true)
        guard case .enumeration(.string, let values)? = schema.type("aws:ecs/Kind:Kind") else {
            Issue.record("no enumeration")
            return
        }
        #expect(values == ["one", "two"])
        #expect(schema.type("aws:ecs/None:None") == nil)
    }

    @Test(
        "finds the full token of a short one",
        arguments: [
            ("aws:ecs:Cluster", "aws:ecs/cluster:Cluster"),
            ("aws:ecs/cluster:Cluster", "aws:ecs/cluster:Cluster"),
            ("aws:ecs:Clusters", nil),
            ("Cluster", nil),
        ] as [(String, String?)]
    )
    func tokens(_ short: String, _ full: String?) {
        #expect(schema.canonicalResourceToken(short) == full)
    }

    @Test("finds functions and configuration")
    func functions() {
        #expect(schema.canonicalFunctionToken("aws:ec2:getVpc") == "aws:ec2/getVpc:getVpc")
        #expect(schema.function("aws:ec2/getVpc:getVpc")?.inputs["id"]?.type == .string)
        #expect(schema.configuration["region"]?.type == .string)
    }

    @Test("refuses what is no schema", arguments: [JSON.null, [], [:], ["name": 1]])
    func refuses(_ document: JSON) {
        #expect(throws: SchemaError.self) { try PackageSchema(parsing: document.text()) }
    }

    @Test(
        "suggests a name that is near",
        arguments: [
            ("desierdCount", "desiredCount"), ("subnet", "subnets"), ("Listner", "listener"), ("xyz", nil),
            ("desiredCnt", "desiredCount"), ("desirdCunts", nil),
        ] as [(String, String?)]
    )
    func spelling(_ name: String, _ expected: String?) {
        #expect(Spelling.nearest(to: name, among: ["desiredCount", "subnets", "listener", "tags"]) == expected)
    }

    @Test("tells which inputs the package's provider requires")
    func providerInputs() throws {
        let document: JSON = [
            "name": "sim",
            "provider": [
                "inputProperties": ["token": ["type": "string"], "region": ["type": "string"]],
                "requiredInputs": ["token"],
            ],
        ]
        let inputs = try PackageSchema(parsing: document.text()).providerInputs
        #expect(inputs["token"]?.isRequired == true)
        #expect(inputs["region"]?.isRequired == false)
    }
}
