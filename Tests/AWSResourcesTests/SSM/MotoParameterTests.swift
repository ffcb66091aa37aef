import JSON
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

@Suite(
    "Parameters against local AWS",
    .serialized,
    .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
)
struct MotoParameterTests {
    private let stack: TestStack

    init() async throws {
        stack = try await TestStack.onMoto()
    }

    @Test("a parameter is made, changed, imported and deleted")
    func parameter() async throws {
        let parameter = try await stack.create(
            "aws:ssm/parameter:Parameter",
            [
                "name": "/plain/mode", "type": "String", "insecureValue": "slow", "description": "the mode",
                "tags": ["team": "shop"],
            ]
        )
        #expect(parameter.outputs["arn"]?.string?.hasSuffix(":parameter/plain/mode") == true)
        #expect(parameter.outputs["version"] == 1)
        #expect(parameter.outputs["tier"] == "Standard")
        let changed = try await stack.update(parameter, ["insecureValue": "fast", "tags": ["team": "web"]])
        #expect(changed["insecureValue"] == "fast")
        #expect(changed["version"] == 2)
        #expect(changed["description"] == "the mode")
        #expect(changed["tagsAll"] == ["team": "web"])
        #expect(try await stack.update(parameter, ["tags": [:]])["version"] == 2)
        #expect(try await stack.imported(parameter, as: "/plain/mode")["value"]?.plain == "fast")
        let found = try await stack.provider.invoke("aws:ssm/getParameter:getParameter", ["name": "/plain/mode"])
        #expect(found["value"] == .secret("fast"))
        #expect(found["insecureValue"] == "fast")
        try await stack.deleteTwice()
    }

    @Test("a secure parameter is secret in all that the provider tells")
    func secure() async throws {
        let parameter = try await stack.create(
            "aws:ssm/parameter:Parameter",
            ["name": "/plain/password", "type": "SecureString", "value": "swordfish"]
        )
        #expect(parameter.inputs["value"] == .secret("swordfish"))
        #expect(parameter.outputs["value"] == .secret("swordfish"))
        #expect(parameter.outputs["keyId"] == "alias/aws/ssm")
        #expect(parameter.outputs.filter { $0.value.plain == "swordfish" }.keys == ["value"])
        let changed = try await stack.update(parameter, ["value": .secret("herring")])
        #expect(changed["value"] == .secret("herring"))
        #expect(try await stack.imported(parameter, as: "/plain/password")["value"] == .secret("herring"))
        let found = try await stack.provider.invoke("aws:ssm/getParameter:getParameter", ["name": "/plain/password"])
        #expect(found["value"] == .secret("herring"))
        #expect(found["insecureValue"] == "")
        try await stack.deleteTwice()
    }

    @Test("a value that is only sent is in no output, and is sent again when its version changes")
    func writeOnly() async throws {
        let parameter = try await stack.create(
            "aws:ssm/parameter:Parameter",
            ["name": "/plain/token", "type": "SecureString", "valueWo": "swordfish", "valueWoVersion": 1]
        )
        #expect(parameter.outputs["hasValueWo"] == true)
        #expect(!parameter.outputs.contains { $0.value.plain == "swordfish" })
        let news = parameter.inputs.merging(["valueWo": .secret("herring")])
        let request = DiffRequest(
            id: parameter.id,
            urn: parameter.urn,
            olds: parameter.outputs,
            news: news,
            oldInputs: parameter.inputs
        )
        #expect(try await stack.provider.diff(request, .test).diffs == [])
        let update = UpdateRequest(
            id: parameter.id,
            urn: parameter.urn,
            olds: parameter.outputs,
            news: news.merging(["valueWoVersion": 2]),
            oldInputs: parameter.inputs
        )
        #expect(try await stack.provider.update(update, .test).properties["version"] == 2)
        let found = try await stack.provider.invoke("aws:ssm/getParameter:getParameter", ["name": "/plain/token"])
        #expect(found["value"] == .secret("herring"))
        try await stack.deleteTwice()
    }

    @Test("the AMI that AWS recommends for ECS is found by its public parameter")
    func recommendedImage() async throws {
        let name = "/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id"
        let found = try await stack.provider.invoke("aws:ssm/getParameter:getParameter", ["name": .string(name)])
        #expect(found["insecureValue"]?.string?.hasPrefix("ami-") == true)
    }
}
