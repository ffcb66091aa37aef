import JSON
import Testing

@testable import AWSClient

@Suite("Pages")
struct PaginationTests {
    @Test("are merged into one answer without a token")
    func merged() async throws {
        let transport = ScriptedTransport([
            .json(200, ["logGroups": [["arn": "a"], ["arn": "b"]], "nextToken": "2"]),
            .json(200, ["logGroups": [], "nextToken": "3"]),
            .json(200, ["logGroups": [["arn": "c"]], "nextToken": ""]),
        ])
        let output = try await AWSClient.scripted(transport).pages("logs.DescribeLogGroups", ["limit": 2])
        #expect(output == ["logGroups": [["arn": "a"], ["arn": "b"], ["arn": "c"]]])
        let tokens = try transport.requests.map { try JSON(parsing: $0.body)["nextToken"] }
        #expect(tokens == [nil, "2", "3"])
    }

    @Test("that lead in a circle end with an error")
    func circle() async {
        let transport = ScriptedTransport([.json(200, ["logGroups": [["arn": "a"]], "nextToken": "2"])])
        let failed = await error { try await AWSClient.scripted(transport).pages("logs.DescribeLogGroups") }
        #expect(failed?.kind == .unreadable)
        #expect(transport.requests.count == 2)
    }

    @Test("of an operation without any are refused")
    func none() async {
        let failed = await error { try await AWSClient.scripted(ScriptedTransport([])).pages("ecs.CreateCluster") }
        #expect(failed?.message.contains("has no pages") == true)
    }

    @Test("end where the answer says that it is the last, whatever its token")
    func notTruncated() async throws {
        func page(_ name: String, _ isTruncated: Bool) -> ScriptedTransport.Outcome {
            let names = "<PolicyNames><member>\(name)</member></PolicyNames>"
            let result = "\(names)<IsTruncated>\(isTruncated)</IsTruncated><Marker>m-\(name)</Marker>"
            let wrapped = "<ListRolePoliciesResult>\(result)</ListRolePoliciesResult>"
            return .text(200, "<ListRolePoliciesResponse>\(wrapped)</ListRolePoliciesResponse>")
        }
        let transport = ScriptedTransport([page("a", true), page("b", false)])
        let output = try await AWSClient.scripted(transport).pages("iam.ListRolePolicies", ["RoleName": "r"])
        #expect(output["PolicyNames"] == ["a", "b"])
        #expect(output["Marker"] == nil)
        #expect(transport.requests.count == 2)
    }

    @Test("of all models name members of the input and of the output")
    func all() throws {
        var count = 0
        for service in TestModels.services {
            let file = try TestModels.file(service)
            for name in file.names(.paginators) {
                let operation = AWSOperation(service: service, name: name)
                let model = try ModelStore.shared.model(operation)
                let entry = try #require(file.entry(.paginators, name))
                let inputs = try names(entry["input_token"]), outputs = try names(entry["output_token"])
                #expect(inputs.isSubset(of: members(model, model.input)), "\(operation)")
                #expect(outputs.isSubset(of: members(model, model.output)), "\(operation)")
                count += 1
            }
        }
        #expect(count > 20)
    }

    private func names(_ value: JSON?) throws -> Set<String> {
        let texts = try #require(value).array?.compactMap(\.string) ?? [value?.string].compactMap(\.self)
        return Set(texts)
    }

    private func members(_ model: OperationModel, _ shape: Int?) -> Set<String> {
        Set(shape.map { model.shapes[$0].members.map(\.name) } ?? [])
    }
}
