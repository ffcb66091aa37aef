import Foundation
import JSON
import TestKit
import Testing

/// `schema.json` beside the package `pulumi_awsx`, which Pulumi publishes for Python.
@Suite("Package awsx as published")
struct PublishedPackageTests {
    /// What differs on purpose, with the reason.
    private static let intended: [String: String] = [:]

    private func differences(_ schema: JSON) throws -> [String] {
        let bytes = try PythonOracle("published_package.py").answer(Data(schema.bytes()))
        return try JSONDecoder().decode([String].self, from: bytes)
    }

    /// Returns the schema with the value at a path changed.
    private func changed(_ path: [String], _ value: JSON?) throws -> JSON {
        func replace(_ json: JSON, _ rest: ArraySlice<String>) -> JSON? {
            guard let name = rest.first, var object = json.object else { return value }
            object[name] = replace(object[name] ?? [:], rest.dropFirst())
            return .object(object)
        }
        return try #require(replace(try ServedSchemas.awsx(), path[...]))
    }

    @Test("every class, argument and type is here with the same type, and no other")
    func equal() throws {
        #expect(try differences(try ServedSchemas.awsx()).filter { Self.intended[$0] == nil } == [])
    }

    @Test(
        "a difference of any kind is found",
        arguments: [
            (
                "resources awsx:ec2:Vpc inputProperties cidrBlock", nil,
                "awsx:ec2:Vpc.inputs.cidrBlock: absent here, plain string there"
            ),
            (
                "resources awsx:ec2:Vpc inputProperties cidrBlock type", "integer",
                "awsx:ec2:Vpc.inputs.cidrBlock: plain integer here, plain string there"
            ),
            (
                "resources awsx:ec2:Vpc inputProperties tags", ["type": "string"],
                "awsx:ec2:Vpc.inputs.tags: string here, map of string there"
            ),
            (
                "resources awsx:ec2:Vpc inputProperties tags awsx addition", true,
                "awsx:ec2:Vpc.inputs.tags: marked as an addition, and there too"
            ),
            (
                "resources awsx:ecr:Image inputProperties added", ["type": "string"],
                "awsx:ecr:Image.inputs.added: string here, absent there"
            ),
            (
                "resources awsx:ecr:Image requiredInputs", [],
                "awsx:ecr:Image.inputs.repositoryUrl: string here, string, required there"
            ),
            (
                "resources awsx:ecr:Repository required", ["repository"],
                "awsx:ecr:Repository.outputs.url: string here, string, required there"
            ),
            (
                "types awsx:ecr:BuilderVersion enum", [["value": "BuilderV1"]],
                "awsx:ecr:BuilderVersion.values: BuilderV1 here, BuilderV1, BuilderBuildKit there"
            ),
            (
                "types awsx:awsx:Bucket properties acl deprecationMessage", "Use another.",
                "awsx:awsx:Bucket.properties.acl: string, deprecated here, string there"
            ),
        ] as [(String, JSON?, String)]
    )
    func finds(_ path: String, _ value: JSON?, _ difference: String) throws {
        #expect(try differences(try changed(path.split(separator: " ").map(String.init), value)) == [difference])
    }

    @Test("what the schema marks as an addition needs no counterpart")
    func additions() throws {
        let property: JSON = ["type": "string", "awsx": ["addition": true]]
        #expect(
            try differences(try changed(["resources", "awsx:ecr:Image", "inputProperties", "added"], property)) == []
        )
    }

    @Test("the names that AWS is said to have are AWS's")
    func awsNames() throws {
        let text = try ServedSchemas.awsx().text()
        let names = text.matches(of: /AWS calls (?:it|the settings) `([^`]+)`/).map { String($0.output.1) }
        let terms = Set(names).sorted()
        #expect(terms.count > 100)
        let services: JSON = [
            "application-autoscaling", "cloudtrail", "ec2", "ecr", "ecs", "elbv2", "iam", "logs", "s3", "scheduler",
        ]
        let question: JSON = ["ask": "unknown terms", "services": services, "terms": .array(terms.map(JSON.string))]
        let bytes = try PythonOracle("botocore_oracle.py").answer(Data(JSON.array([question]).bytes()))
        #expect(try JSONDecoder().decode([[String]].self, from: bytes) == [[]])
    }
}
