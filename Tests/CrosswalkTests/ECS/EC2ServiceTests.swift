import PulumiProtocol
import Testing

@Suite("EC2Service")
struct EC2ServiceTests {
    private static let type = "awsx:ecs:EC2Service"

    private func construct(_ inputs: PropertyMap) async throws -> PlayedEngine {
        let engine = PlayedEngine()
        _ = try await engine.construct(Self.type, "svc", inputs)
        return engine
    }

    @Test("takes over what it is given, and adds a launch type and a wait")
    func given() async throws {
        let engine = try await construct([
            "taskDefinition": "td:1", "cluster": "c", "orderedPlacementStrategies": [["type": "spread"]],
            "loadBalancers": [["containerName": "web"]],
        ])
        #expect(
            engine.registration("Service", "svc")?.object == [
                "taskDefinition": "td:1", "cluster": "c", "orderedPlacementStrategies": [["type": "spread"]],
                "loadBalancers": [["containerName": "web"]], "launchType": "EC2", "waitForSteadyState": true,
            ]
        )
        #expect(engine.log.invokes.isEmpty)
    }

    @Test("registers a task definition for container instances, with the network mode that is given")
    func nested() async throws {
        let engine = try await construct([
            "taskDefinitionArgs": ["container": ["image": "a", "memory": 64], "networkMode": "host"]
        ])
        #expect(engine.log.registrations.contains { $0.type == "awsx:ecs:EC2TaskDefinition" && $0.name == "svc" })
        let definition = engine.registration("TaskDefinition", "svc")?.object
        #expect(definition?["requiresCompatibilities"] == ["EC2"])
        #expect(definition?["networkMode"] == "host")
        #expect(definition?.keys.contains("memory") == false)
        #expect(engine.registration("Service", "svc")?.object["taskDefinition"] == "arn:svc")
    }

    @Test(
        "leaves the launch type to a capacity provider strategy",
        arguments: [
            ["capacityProviderStrategies": [["capacityProvider": "FARGATE_SPOT"]]],
            ["useClusterDefaultCapacityProviderStrategy": true],
        ] as [PropertyMap]
    )
    func strategy(_ inputs: PropertyMap) async throws {
        let engine = try await construct(inputs.merging(["taskDefinition": "td:1"]))
        let service = engine.registration("Service", "svc")?.object
        #expect(service?.keys.contains("launchType") == false)
        #expect(service?["capacityProviderStrategies"] == inputs["capacityProviderStrategies"])
    }

    @Test(
        "waits for a steady state unless told otherwise",
        arguments: [(nil, true), (false, true), (true, false)] as [(PropertyValue, PropertyValue)]
    )
    func steadyState(_ goOn: PropertyValue, _ expected: PropertyValue) async throws {
        let engine = try await construct(["taskDefinition": "td:1", "continueBeforeSteadyState": goOn])
        #expect(engine.registration("Service", "svc")?.object["waitForSteadyState"] == expected)
    }

    @Test("keeps a desired count that is null")
    func nullCount() async throws {
        let engine = try await construct(["taskDefinition": "td:1", "desiredCount": nil])
        #expect(engine.registration("Service", "svc")?.object["desiredCount"] == .some(.null))
    }
}
