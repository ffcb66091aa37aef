import PackageSchema
import ProviderKit
import PulumiProtocol
import RPC
import ResourceKit
import Testing

@Suite("A custom resource of any package")
struct CustomResourceTests {
    private let urn = "urn:pulumi:dev::shop::shelf:index:Box::crate"

    private func check(_ news: PropertyMap, olds: PropertyMap = [:]) throws -> CheckResponse {
        let request = CheckRequest(urn: urn, olds: olds, news: news, randomSeed: [1], name: "crate", type: "")
        return try ShelfProvider().box().check(request, name: "crate").response
    }

    private func diff(
        _ olds: PropertyMap,
        _ news: PropertyMap,
        state: PropertyMap = [:],
        labels: PropertyMap = [:]
    ) throws -> DiffResponse {
        try ShelfProvider(labels: labels).box().diff(DiffRequest(urn: urn, olds: state, news: news, oldInputs: olds))
    }

    @Test("gets a name, the provider's inputs and nested defaults")
    func completed() throws {
        let inputs = try check(["parts": [["kind": "tray", "parts": [["kind": "divider", "size": 2]]]]]).inputs
        #expect(inputs["name"]?.string?.hasPrefix("crate-") == true)
        #expect(inputs["shelf"] == "top")
        #expect(inputs["__defaults"] == ["name"])
        let part = inputs["parts"]?.list?.first?.map
        #expect(part?["size"] == 1)
        #expect(part?["parts"]?.list?.first?.map?["size"] == 2)
    }

    @Test("is warned of what is doubtful, which is not refused")
    func doubts() throws {
        let request = CheckRequest(urn: urn, news: ["lid": "rde", "corners": 4], randomSeed: [1])
        let (response, warnings) = try ShelfProvider().box().check(request, name: "crate")
        #expect(response.failures == [])
        #expect(
            warnings == [
                CheckFailure(property: "lid", reason: "\"rde\" is not a valid value; it must be one of none, hinged.")
            ]
        )
    }

    @Test(
        "is refused with the place and the kind of what is wrong",
        arguments: [
            (["isRound": true, "corners": 4], "corners", "A round box has no corners (isRound: true, corners: 4)."),
            (
                ["corners": 4, "content": "x"], "content",
                "Only one of \"corners\", \"content\" may be given; drop all but one."
            ),
            (
                ["parts": [["kind": "trya"]]], "parts[0].kind",
                "parts[0].kind must be one of tray, divider; did you mean \"tray\"?"
            ),
            (["parts": [[:]]], "parts[0].kind", "Missing required property \"kind\": a string."),
            (["parts": ["x"]], "parts[0]", "parts[0] must be an object; a string was given."),
            (["corners": 1.5], "corners", "corners must be a whole number; a number was given."),
            (["lod": "x"], "lod", "shelf:index:Box has no property \"lod\"; did you mean \"lid\"?"),
        ] as [(PropertyMap, String, String)]
    )
    func refused(_ news: PropertyMap, _ property: String, _ reason: String) throws {
        let failures = try check(news).failures
        #expect(failures.map(\.property) == [property])
        #expect(failures.map(\.reason) == [reason])
    }

    @Test("has secret inputs where its schema says so")
    func secretInputs() throws {
        let inputs = try check(["content": "gold", "code": "4711"]).inputs
        #expect(inputs["code"] == .secret("4711"))
        #expect(inputs["content"] == "gold")
        #expect(try check(["code": .unknown]).inputs["code"] == .unknown)
    }

    @Test("shows no difference in what is only sent, and no output of it")
    func writeOnly() async throws {
        #expect(try diff(["pin": "4711"], ["pin": "4712"]).diffs == [])
        #expect(try diff(["pin": "4711"], [:]).diffs == [])
        let request = CreateRequest(urn: urn, properties: ["pin": .secret("4711"), "lid": "red"], preview: true)
        let outputs = try await ShelfProvider().create(request, .test).properties
        #expect(outputs["lid"] == "red")
        #expect(outputs["pin"] == nil)
    }

    @Test("differs by its rules, its inherited inputs and its derived outputs")
    func differences() throws {
        #expect(try diff(["lid": "RED"], ["lid": "red"]).diffs == [])
        let moved = try diff(["shelf": "top"], ["shelf": "low"])
        #expect(moved.replaces == ["shelf"])
        let state: PropertyMap = ["allLabels": [:]]
        #expect(try diff(["lid": "a"], ["lid": "a"], state: state, labels: ["team": "web"]).diffs == ["allLabels"])
        #expect(try diff(["lid": "a"], ["lid": "a", "shelf": "top"]).diffs == [])
    }

    @Test("names the member of a nested object that changed")
    func nestedDifference() throws {
        let answer = try diff(
            ["parts": [["kind": "tray"]], "labels": ["a": "1"]],
            ["parts": [["kind": "tray"]], "labels": ["a": "2"]]
        )
        #expect(answer.detailedDiff.keys.sorted() == ["labels.a"])
    }

    @Test("is foretold in a preview, with secrets marked and what the provider decides unknown")
    func preview() async throws {
        let request = CreateRequest(
            urn: urn,
            properties: ["code": "1234", "labels": .secret(["a": "1"])],
            preview: true
        )
        let outputs = try await ShelfProvider(labels: ["team": "web"]).create(request, .test).properties
        #expect(outputs["code"] == .secret("1234"))
        #expect(outputs["allLabels"] == .secret(["a": "1", "team": "web"]))
        #expect(outputs["weight"] == .unknown)
        #expect(outputs["lid"] == nil)
    }

    @Test(
        "has unknown outputs in the preview of a change of what they depend on",
        arguments: [("lid", 3), ("content", .unknown)] as [(String, PropertyValue)]
    )
    func changingOutputs(_ input: String, _ weight: PropertyValue) async throws {
        let olds: PropertyMap = ["lid": "red", "content": "gold", "weight": 3]
        let inputs = olds.filter { $0.key != "weight" }
        var request = UpdateRequest(id: "box-1", urn: urn, olds: olds, news: inputs, oldInputs: inputs)
        request.news[input] = "other"
        request.preview = true
        #expect(try await ShelfProvider().update(request, .test).properties["weight"] == weight)
    }

    @Test("is created, read without a difference, changed and deleted")
    func life() async throws {
        let provider = try ShelfProvider()
        let checked = try check(["lid": "red", "parts": [["kind": "tray"]]]).inputs
        let created = try await provider.create(CreateRequest(urn: urn, properties: checked), .test)
        let read = ReadRequest(id: created.id, urn: urn, properties: created.properties, inputs: checked)
        #expect(try await provider.read(read, .test).inputs == checked)
        var wanted = checked
        wanted["lid"] = "blue"
        let update = UpdateRequest(id: created.id, urn: urn, olds: created.properties, news: wanted, oldInputs: checked)
        #expect(try await provider.update(update, .test).properties["lid"] == "blue")
        try await provider.delete(DeleteRequest(id: created.id, urn: urn, properties: [:]), .test)
        #expect(try await provider.read(read, .test).id == "")
    }

    @Test("has the inputs of what it has become, where something else has changed it")
    func drift() throws {
        let box = try ShelfProvider().box()
        let last: PropertyMap = ["lid": "red", "content": "x", "__defaults": ["lid"]]
        let found: PropertyMap = ["lid": "blue", "content": "x", "weight": 3]
        #expect(box.inputs(after: last, outputs: found) == ["lid": "blue", "content": "x", "__defaults": []])
    }

    @Test("that is imported has the inputs that say something")
    func imported() throws {
        let box = try ShelfProvider().box()
        let found: PropertyMap = ["lid": "", "content": "x", "corners": 4, "shelf": "top", "weight": 3]
        #expect(box.inputs(after: [:], outputs: found) == ["corners": 4, "shelf": "top", "__defaults": []])
    }
}
