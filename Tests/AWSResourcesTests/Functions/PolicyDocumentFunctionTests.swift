import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("The function getPolicyDocument")
struct PolicyDocumentFunctionTests {
    private func invoke(_ arguments: PropertyMap) async throws -> PropertyMap {
        let request = InvokeRequest(tok: "aws:iam/getPolicyDocument:getPolicyDocument", args: arguments)
        let response = try await AWSProvider.scripted(ScriptedAWS()).invoke(request, .test)
        #expect(response.failures == [])
        return response.return
    }

    private func document(_ arguments: PropertyMap) async throws -> String? {
        try await invoke(arguments)["minifiedJson"]?.string
    }

    @Test("writes the members of the grammar in its order, one element as itself and several in descending order")
    func statement() async throws {
        let statement: PropertyValue = [
            "sid": "Read", "resources": ["arn:aws:s3:::b"], "actions": ["s3:Get*", "s3:List*", "s3:Head*"],
            "principals": [
                ["type": "Service", "identifiers": ["ecs.amazonaws.com"]], ["type": "AWS", "identifiers": ["2", "1"]],
                ["type": "AWS", "identifiers": ["3"]],
            ],
            "conditions": [
                ["test": "StringLike", "variable": "s3:prefix", "values": ["home/&{aws:username}/*", "a"]],
                ["test": "Bool", "variable": "aws:SecureTransport", "values": ["true"]],
            ],
        ]
        let wanted = #"""
            {"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"Read","Effect":"Allow",\#
            "Action":["s3:List*","s3:Head*","s3:Get*"],"Resource":"arn:aws:s3:::b",\#
            "Principal":{"AWS":["2","1","3"],"Service":"ecs.amazonaws.com"},\#
            "Condition":{"Bool":{"aws:SecureTransport":"true"},\#
            "StringLike":{"s3:prefix":["home/${aws:username}/*","a"]}}}]}
            """#
        let text = try await document(["policyId": "x", "statements": [statement]])
        #expect(text == wanted)
    }

    @Test(
        "tells everybody apart from every account",
        arguments: [("*", #""*""#), ("AWS", #"{"AWS":"*"}"#)]
    )
    func everybody(_ type: String, _ principal: String) async throws {
        let who: PropertyValue = [["type": .string(type), "identifiers": ["*"]]]
        let text = try await document(["statements": [["effect": "Deny", "notPrincipals": who]]])
        let statement = #"{"Effect":"Deny","NotPrincipal":\#(principal)}"#
        #expect(text == #"{"Version":"2012-10-17","Statement":[\#(statement)]}"#)
    }

    @Test("puts its statements after those of sources, and those of overrides in the place of those of the same sid")
    func merging() async throws {
        let source = #"{"Version":"2008-10-17","Id":"s","Statement":{"Sid":"A","Effect":"Allow","Action":"a:*"}}"#
        let override = #"{"Statement":[{"Sid":"B","Effect":"Deny","Action":["b:*"]},{"Effect":"Deny","Action":"c:*"}]}"#
        let text = try await document([
            "sourcePolicyDocuments": [.string(source)], "overridePolicyDocuments": [.string(override)],
            "statements": [["sid": "B", "actions": ["b:Get"], "resources": ["*"]]],
        ])
        let statements = [
            #"{"Sid":"A","Effect":"Allow","Action":"a:*"}"#, #"{"Sid":"B","Effect":"Deny","Action":["b:*"]}"#,
            #"{"Effect":"Deny","Action":"c:*"}"#,
        ]
        let wanted = #"{"Version":"2012-10-17","Id":"s","Statement":[\#(statements.joined(separator: ","))]}"#
        #expect(text == wanted)
    }

    @Test("tells the text with lines too, the number of that text as the id, and the arguments")
    func results() async throws {
        let result = try await invoke(["statements": [["actions": ["a:<b"], "resources": ["*"]]]])
        let lines = #"""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": "a:\u003cb",
                  "Resource": "*"
                }
              ]
            }
            """#
        #expect(result["json"]?.string == lines)
        #expect(result["id"]?.string == "\(CRC32.checksum(lines))")
        #expect(result["version"] == "2012-10-17")
        #expect(result["statements"]?.list?.count == 1)
    }

    @Test(
        "refuses what cannot be one policy",
        arguments: [
            (["sourcePolicyDocuments": [#"{"Statement":[{"Sid":"A"},{"Sid":"A"}]}"#]], "sourcePolicyDocuments"),
            (["version": "2008-10-17", "statements": [["resources": ["&{aws:username}"]]]], "2012-10-17"),
        ] as [(PropertyMap, String)]
    )
    func refusals(_ arguments: PropertyMap, _ words: String) async throws {
        let failure = await #expect(throws: StatusError.self) { try await invoke(arguments) }
        #expect(failure?.message.contains(words) == true)
    }
}
