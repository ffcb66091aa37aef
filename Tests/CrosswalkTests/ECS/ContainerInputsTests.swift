import JSON
import ProviderKit
import PulumiProtocol
import Testing

@Suite("Containers of a task definition")
struct ContainerInputsTests {
    private static let group = PropertyValue.resource(ResourceReference(urn: "urn:tg", id: "tg"))

    private func engine(isPreview: Bool = false, state: PropertyMap = ["arn": "arn:tg", "port": 8080]) -> PlayedEngine {
        PlayedEngine(
            isPreview: isPreview,
            functions: ["pulumi:pulumi:getResource": ["urn": "urn:tg", "id": "tg", "state": .map(state)]]
        )
    }

    /// The definition's containers and the component's outputs.
    private func construct(
        _ inputs: PropertyMap,
        on engine: PlayedEngine
    ) async throws -> (definitions: JSON?, state: PropertyMap) {
        let inputs = inputs.merging(["logGroup": ["skip": true]])
        let answer = try await engine.construct("awsx:ecs:FargateTaskDefinition", "app", inputs)
        let text = engine.registration("TaskDefinition", "app")?.object["containerDefinitions"]?.string
        return (try text.map { try JSON(parsing: Array($0.utf8)) }, answer.state)
    }

    @Test("are named by the keys of the map, and sorted")
    func several() async throws {
        let containers: PropertyValue = ["web": ["image": "a"], "db": ["image": "b"]]
        let (definitions, _) = try await construct(["containers": containers], on: engine())
        #expect(definitions == [["image": "b", "name": "db"], ["image": "a", "name": "web"]])
    }

    @Test("keep a name that is given, and are called container otherwise")
    func names() async throws {
        let (named, _) = try await construct(["container": ["image": "a", "name": "web"]], on: engine())
        #expect(named == [["image": "a", "name": "web"]])
        let (unnamed, _) = try await construct(["container": ["image": "a"]], on: engine())
        #expect(unnamed == [["image": "a", "name": "container"]])
    }

    @Test("take their ports from the target groups, to which they are bound")
    func targetGroup() async throws {
        let mapping: PropertyValue = ["targetGroup": Self.group]
        let inputs: PropertyMap = ["container": ["image": "a", "portMappings": [mapping]]]
        let (definitions, state) = try await construct(inputs, on: engine())
        #expect(definitions?[0]?["portMappings"] == [["containerPort": 8080, "hostPort": 8080]])
        let bound: PropertyValue = [
            ["containerName": "container", "containerPort": 8080, "targetGroupArn": "arn:tg"]
        ]
        #expect(state["loadBalancers"] == bound)
    }

    @Test("are known before the ARNs of their target groups are")
    func previewedTargetGroup() async throws {
        let engine = engine(isPreview: true, state: ["port": 8080])
        let mapping: PropertyValue = ["targetGroup": Self.group]
        let inputs: PropertyMap = ["container": ["image": "a", "portMappings": [mapping]]]
        let (definitions, state) = try await construct(inputs, on: engine)
        #expect(definitions?[0]?["portMappings"] == [["containerPort": 8080, "hostPort": 8080]])
        #expect(state["loadBalancers"] == .unknown)
        let dependencies = engine.registration("TaskDefinition", "app")?.propertyDependencies
        #expect(dependencies?["containerDefinitions"] == ["urn:tg"])
    }

    @Test("bind the only container even if another of its properties is unknown", arguments: [true, false])
    func unknownImage(_ isOnly: Bool) async throws {
        let unknown = PropertyValue.output(Output(.none, dependencies: ["urn:image"]))
        let container: PropertyValue = ["image": unknown, "portMappings": [["targetGroup": Self.group]]]
        let inputs: PropertyMap = isOnly ? ["container": container] : ["containers": ["web": container]]
        let (definitions, state) = try await construct(inputs, on: engine(isPreview: true))
        #expect(definitions == nil)
        #expect((state["loadBalancers"] == .unknown) == !isOnly)
    }

    @Test("are unknown as long as their port mappings are")
    func unknownMappings() async throws {
        let unknown = PropertyValue.output(Output(.none))
        let inputs: PropertyMap = ["container": ["image": "a", "portMappings": unknown]]
        let (definitions, state) = try await construct(inputs, on: engine(isPreview: true))
        #expect(definitions == nil)
        #expect(state["loadBalancers"] == .unknown)
    }

    @Test("of an unknown name are refused")
    func unknownName() async throws {
        let unknown = PropertyValue.output(Output(.none))
        let failure = await #expect(throws: InputFailure.self) {
            try await construct(["container": ["name": unknown]], on: engine(isPreview: true))
        }
        #expect(
            failure?.faults == [
                .init(
                    property: "container.name",
                    reason: "must be text that is known at once, because the family is named after it"
                )
            ]
        )
    }

    @Test("refuse a target group that is no resource")
    func noResource() async throws {
        let failure = await #expect(throws: InputFailure.self) {
            try await construct(
                ["containers": ["web": ["portMappings": [["hostPort": 1], ["targetGroup": "arn:tg"]]]]],
                on: engine()
            )
        }
        #expect(failure?.faults.map(\.property) == ["containers[\"web\"].portMappings[1].targetGroup"])
        #expect(failure?.faults.map(\.reason) == ["must be a resource, not a string"])
    }

    @Test("may have keys that the schema does not know, without a warning")
    func unknownKeys() async throws {
        let engine = engine()
        let (definitions, _) = try await construct(
            ["container": ["image": "a", "versionConsistency": "x"]],
            on: engine
        )
        #expect(definitions?[0]?["versionConsistency"] == "x")
        #expect(engine.log.messages.isEmpty)
    }
}
