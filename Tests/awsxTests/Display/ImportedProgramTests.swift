import PackageSchema
import PulumiProtocol
import Testing

@testable import Engine
@testable import awsx

@Suite("Program text of imported resources")
struct ImportedProgramTests {
    private func program(_ states: [ResourceState], _ requested: [(type: String, name: String)]) -> String? {
        let requests = requested.map { DeploymentOptions.ImportRequest(type: $0.type, name: $0.name, id: "x") }
        return ImportedProgram(requests, in: Snapshot(resources: states))?.text
    }

    private func state(_ name: String, _ type: String, _ inputs: PropertyMap, parent: String = "") -> ResourceState {
        var state = ResourceState(urn: Sample.urn(name, type), type: type, isCustom: true)
        state.inputs = inputs
        state.parent = parent
        state.isProtected = true
        return state
    }

    @Test("has short types, properties without defaults of the provider, and options; secrets stay hidden")
    func writesResources() {
        let group = "aws:cloudwatch/logGroup:LogGroup"
        let inputs: PropertyMap = [
            "__defaults": [], "name": "/web", "retentionInDays": 7, "skipDestroy": false, "text": "a: ${b}",
            "tags": ["Name": "web", "yes": "1"], "list": ["a", ["b": "c"]], "empty": [:], "key": .secret("hush"),
        ]
        let states = [
            state("web", group, inputs, parent: Sample.urn("shop", "shop:index:Room")), state("other", group, [:]),
        ]
        #expect(
            program(states, [(group, "web")])?.textLines == [
                "resources:", "  web:", "    type: aws:cloudwatch:LogGroup", "    properties:", "      empty: {}",
                "      key:", "        fn::secret: \"[secret]\"", "      list:", "        - a", "        -",
                "          b: c", "      name: \"/web\"", "      retentionInDays: 7", "      skipDestroy: false",
                "      tags:", "        Name: web", "        \"yes\": \"1\"", "      text: \"a: $${b}\"",
                "    options:", "      parent: \"${shop}\"", "      protect: true",
            ]
        )
    }

    @Test("resources of the same name have keys of their own")
    func separatesNames() {
        let types = ["aws:ecs/cluster:Cluster", "aws:ecr/repository:Repository"]
        let text = program(types.map { state("a", $0, [:]) }, types.map { ($0, "a") })
        #expect(text?.contains("  a-Repository:\n    type: aws:ecr:Repository\n    name: a\n") == true)
    }

    @Test("there is none without imported resources")
    func isEmpty() { #expect(program([], [("a:b:C", "x")]) == nil) }
}

@Suite("Short type tokens")
struct ShortTokenTests {
    private static let cluster = "urn:pulumi:dev::app::awsx:x:Y$aws:ecs/cluster:Cluster::main"

    @Test(
        "a URN with short types means the only resource that it fits",
        arguments: [
            ("urn:pulumi:dev::app::awsx:x:Y$aws:ecs:Cluster::main", cluster), (cluster, cluster),
            ("urn:pulumi:dev::app::aws:ecs:Cluster::main", nil), ("main", nil),
        ] as [(String, String?)]
    )
    func expandsURNs(_ argument: String, _ urn: String?) {
        #expect(ShortTokens.urn(argument, among: [Self.cluster, "urn:pulumi:dev::app::a:b:C::d"]) == urn ?? argument)
    }

    private struct OwnSchema: SchemaSource {
        func schema(package: String, version: String?) async throws -> PackageSchema? {
            let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
            return try PackageSchema(parsing: readFile("/\(root)/schema/\(package).json"))
        }
    }

    @Test("a short type means the one that the package's schema has")
    func findsTypes() async {
        let full = await ShortTokens.full(["aws:ecs:Cluster", "aws:no:Such", "no:such:Package"], in: OwnSchema())
        #expect(full == ["aws:ecs:Cluster": "aws:ecs/cluster:Cluster"])
    }

    @Test("state commands take URNs with short types")
    func expandsInState() async throws {
        let sandbox = try Sandbox()
        await sandbox.run("stack", "init", "dev")
        let urn = "urn:pulumi:dev::shop::shop:rooms/room:Room::hall"
        try sandbox.write(
            "{\"version\":3,\"deployment\":{\"resources\":[{\"urn\":\"\(urn)\",\"custom\":false,"
                + "\"type\":\"shop:rooms/room:Room\"}]}}",
            "state.json"
        )
        await sandbox.run("stack", "import", "--file", sandbox.path("state.json"))
        let outcome = await sandbox.run("state", "delete", "--yes", "urn:pulumi:dev::shop::shop:rooms:Room::hall")
        #expect(outcome.output == "Resource deleted\n", "\(outcome.error)")
    }

    @Test("import files may have short types")
    func expandsInFiles() throws {
        var file = try ImportFile(
            parsing: """
                {"resources": [{"type": "aws:ecs:Cluster", "name": "a", "id": "a"},
                    {"type": "aws:ecs:Service", "name": "b", "id": "b", "parent": "a"}]}
                """,
            path: "import.json"
        )
        #expect(file.writtenTypes == ["aws:ecs:Cluster", "aws:ecs:Service"])
        file.types = ["aws:ecs:Cluster": "aws:ecs/cluster:Cluster"]
        let requests = try file.requests(for: StackIdentity(project: "app", stack: "dev"))
        #expect(requests[0].type == "aws:ecs/cluster:Cluster")
        #expect(requests[1].parent == "urn:pulumi:dev::app::aws:ecs/cluster:Cluster::a")
    }
}
