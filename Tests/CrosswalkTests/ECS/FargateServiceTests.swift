import ProviderKit
import PulumiProtocol
import RPC
import Testing

@Suite("FargateService")
struct FargateServiceTests {
    private static let type = "awsx:ecs:FargateService"
    private static let task: PropertyValue = ["container": ["image": "nginx", "cpu": 128, "memory": 512]]

    @Test("registers the tree that upstream registers")
    func tree() async throws {
        let engine = PlayedEngine()
        let answer = try await engine.construct(
            Self.type,
            "svc",
            ["taskDefinitionArgs": Self.task, "assignPublicIp": true]
        )

        let tree = Set(engine.log.registrations.map { "\($0.type) \($0.name) < \(URN($0.parent)?.type ?? "")" })
        #expect(
            tree == [
                "awsx:ecs:FargateService svc < pulumi:pulumi:Stack",
                "awsx:ecs:FargateTaskDefinition svc < awsx:ecs:FargateService",
                "aws:cloudwatch/logGroup:LogGroup svc < awsx:ecs:FargateTaskDefinition",
                "aws:iam/role:Role svc-task < awsx:ecs:FargateTaskDefinition",
                "aws:iam/role:Role svc-execution < awsx:ecs:FargateTaskDefinition",
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment svc-execution-9a42f520 < "
                    + "awsx:ecs:FargateTaskDefinition",
                "aws:ecs/taskDefinition:TaskDefinition svc < awsx:ecs:FargateTaskDefinition",
                "aws:ec2/securityGroup:SecurityGroup svc-sg < awsx:ecs:FargateService",
                "aws:ecs/service:Service svc < awsx:ecs:FargateService",
            ]
        )
        #expect(answer.urn == "urn:pulumi:dev::shop::awsx:ecs:FargateService::svc")
        #expect(Set(answer.state.keys) == ["service", "taskDefinition"])
        #expect(engine.log.completed.map(\.outputs) == [[:], [:]])
    }

    @Test("fills in what the inputs leave out")
    func defaults() async throws {
        let engine = PlayedEngine()
        _ = try await engine.construct(Self.type, "svc", ["taskDefinitionArgs": Self.task, "assignPublicIp": true])
        let service = try #require(engine.registration("Service", "svc"))
        let group = "urn:pulumi:dev::shop::awsx:ecs:FargateService$aws:ec2/securityGroup:SecurityGroup::svc-sg"
        #expect(
            service.object == [
                "desiredCount": 1, "launchType": "FARGATE", "loadBalancers": [], "waitForSteadyState": true,
                "taskDefinition": "arn:svc",
                "networkConfiguration": [
                    "assignPublicIp": true, "subnets": ["subnet-public"], "securityGroups": ["id:svc-sg"],
                ],
            ]
        )
        #expect(service.propertyDependencies["networkConfiguration"] == [group])
        #expect(service.version == "7.42.0")
    }

    @Test("takes over what it is given")
    func passes() async throws {
        let engine = PlayedEngine()
        let inputs: PropertyMap = [
            "taskDefinition": "td:1", "desiredCount": 0, "capacityProviderStrategies": [],
            "networkConfiguration": ["subnets": ["s"]], "continueBeforeSteadyState": true, "enableExecuteCommand": true,
            "unheardOf": 1,
        ]
        let answer = try await engine.construct(Self.type, "svc", inputs)
        #expect(
            engine.registration("Service", "svc")?.object == [
                "taskDefinition": "td:1", "desiredCount": 0, "capacityProviderStrategies": [],
                "networkConfiguration": ["subnets": ["s"]], "waitForSteadyState": false, "enableExecuteCommand": true,
            ]
        )
        #expect(Set(answer.state.keys) == ["service"])
        #expect(engine.log.messages == ["property unheardOf: there is no such property; it is ignored"])
    }

    @Test("uses private subnets unless addresses are to be public")
    func privateSubnets() async throws {
        let engine = PlayedEngine()
        _ = try await engine.construct(Self.type, "svc", ["taskDefinition": "td:1"])
        let network = engine.registration("Service", "svc")?.object["networkConfiguration"]?.map
        #expect(network?["subnets"] == ["subnet-private"])
        #expect(network?["assignPublicIp"] == false)
    }

    @Test("carries unknown, secret and dependencies from a container to the task definition")
    func marks() async throws {
        let engine = PlayedEngine(isPreview: true)
        let secret = PropertyValue.output(Output("x", isSecret: true, dependencies: ["urn:db"]))
        let unknown = PropertyValue.output(Output(.none, dependencies: ["urn:cluster"]))
        let container: PropertyValue = ["image": "nginx", "environment": [["name": "A", "value": secret]]]
        _ = try await engine.construct(
            Self.type,
            "svc",
            [
                "cluster": unknown, "networkConfiguration": ["subnets": ["s"]],
                "taskDefinitionArgs": ["container": container, "logGroup": ["skip": true]],
            ]
        )
        let definition = try #require(engine.registration("TaskDefinition", "svc")?.object)
        #expect(definition["family"]?.containsSecrets == true)
        #expect(definition["cpu"] == .secret("256"))
        let service = try #require(engine.registration("Service", "svc"))
        #expect(service.object["cluster"] == .unknown)
        #expect(service.object["taskDefinition"] == .unknown)
        #expect(service.propertyDependencies["cluster"] == ["urn:cluster"])
        #expect(
            engine.registration("TaskDefinition", "svc")?.propertyDependencies["containerDefinitions"] == ["urn:db"]
        )
    }

    @Test("an engine without secrets gets plain values")
    func noSecrets() async throws {
        let engine = PlayedEngine(features: ["aliasSpecs"])
        let secret = PropertyValue.output(Output("td:1", isSecret: true))
        _ = try await engine.construct(Self.type, "svc", ["taskDefinition": secret, "assignPublicIp": true])
        #expect(engine.registration("Service", "svc")?.object["taskDefinition"] == "td:1")
    }

    @Test("children inherit provider and protection, and nothing else")
    func inheritance() async throws {
        let engine = PlayedEngine()
        _ = try await engine.construct(Self.type, "svc", ["taskDefinitionArgs": Self.task, "assignPublicIp": true]) {
            $0.protect = true
            $0.providers = ["aws": "urn:provider::id"]
            $0.ignoreChanges = ["tags"]
            $0.dependencies = ["urn:x"]
        }
        let log = engine.log
        let component = try #require(log.registrations.first { $0.type == Self.type })
        #expect(component.object == [:])
        #expect(component.ignoreChanges == ["tags"])
        #expect(component.dependencies == ["urn:x"])
        #expect(component.providers == ["aws": "urn:provider::id"])
        for child in log.registrations where child.custom {
            #expect(child.provider == "urn:provider::id")
            #expect(child.protect == true)
            #expect(child.ignoreChanges.isEmpty)
        }
        #expect(log.invokes.allSatisfy { $0.provider == "urn:provider::id" && $0.version == "7.42.0" })
    }

    @Test("the time that is given to the component is that of the service, and of no other child")
    func timeouts() async throws {
        let engine = PlayedEngine()
        _ = try await engine.construct(Self.type, "svc", ["taskDefinitionArgs": Self.task, "assignPublicIp": true]) {
            $0.customTimeouts = .init(create: "30m", update: "20m", delete: "10m")
        }
        let custom = engine.log.registrations.filter(\.custom)
        let given = custom.filter { $0.customTimeouts != nil }
        #expect(custom.count > 1 && given.map(\.type) == ["aws:ecs/service:Service"])
        #expect(given.first?.customTimeouts == .init(create: "30m", update: "20m", delete: "10m"))
    }

    @Test("asks the state for the ARN of a cluster that is given as a resource")
    func clusterResource() async throws {
        let cluster = ResourceReference(urn: "urn:cluster", id: "c")
        let engine = PlayedEngine(functions: [
            "pulumi:pulumi:getResource": ["urn": "urn:cluster", "id": "c", "state": ["arn": "arn:c"]]
        ])
        _ = try await engine.construct(
            Self.type,
            "svc",
            [
                "taskDefinition": "t", "cluster": .resource(cluster),
                "assignPublicIp": true,
            ]
        )
        let service = engine.registration("Service", "svc")
        #expect(service?.object["cluster"] == "arn:c")
        #expect(service?.propertyDependencies["cluster"] == ["urn:cluster"])
    }

    private static let refused: [(PropertyMap, String)] = [
        (
            ["taskDefinition": "t", "taskDefinitionArgs": task],
            "property taskDefinitionArgs: cannot be given together with taskDefinition; "
                + "use an existing task definition or describe one"
        ),
        (
            [:],
            "property taskDefinitionArgs: is missing; describe the task definition here, "
                + "or name an existing one in taskDefinition"
        ),
        (
            ["taskDefinition": "t", "networkConfiguration": [:], "assignPublicIp": false],
            "property assignPublicIp: cannot be given together with networkConfiguration; "
                + "set assignPublicIp inside networkConfiguration instead"
        ),
        (
            [
                "taskDefinition": "t", "capacityProviderStrategies": [],
                "useClusterDefaultCapacityProviderStrategy": true,
            ],
            "property useClusterDefaultCapacityProviderStrategy: cannot be given together with "
                + "capacityProviderStrategies; remove one of them"
        ),
        (
            ["taskDefinitionArgs": ["container": ["image": "a"], "containers": [:]]],
            "property taskDefinitionArgs.containers: cannot be given together with taskDefinitionArgs.container; "
                + "put every container into one of them"
        ),
        (
            ["taskDefinitionArgs": [:]],
            "property taskDefinitionArgs.container: is missing; give one container or several containers"
        ),
        (["taskDefinitionArgs": "nginx"], "property taskDefinitionArgs: must be an object, not a string"),
        (
            ["taskDefinitionArgs": ["container": ["image": "a", "portMappings": [["appProtocol": "http3"]]]]],
            "property taskDefinitionArgs.container.portMappings[0].appProtocol: "
                + "\"http3\" is none of http, http2, grpc; did you mean \"http\"?"
        ),
        (
            ["taskDefinitionArgs": ["container": ["cpu": 40000]], "networkConfiguration": [:]],
            "property taskDefinitionArgs: the containers need 39.0625 vCPU and 0.0 GB of memory together, but a Fargate "
                + "task has at most 32 vCPU and 244 GB; ask for less, or spread the containers over several services"
        ),
    ]

    @Test("names the component, the property and the remedy", arguments: refused.indices)
    func refuses(_ index: Int) async throws {
        let (inputs, expected) = Self.refused[index]
        let failure = await #expect(throws: InputFailure.self) {
            try await PlayedEngine().construct(Self.type, "svc", inputs)
        }
        let message = try #require(failure).description
        let urn = "urn:pulumi:dev::shop::awsx:ecs:FargateService"
        #expect(message.hasPrefix(urn))
        #expect(message.hasSuffix(expected), "\(message)")
    }

    @Test("says what to do where the default VPC has no private subnets")
    func noPrivateSubnets() async throws {
        let engine = PlayedEngine(functions: ["aws:ec2/getSubnets:getSubnets": ["ids": ["subnet-public"]]])
        let failure = await #expect(throws: InputFailure.self) {
            try await engine.construct(Self.type, "svc", ["taskDefinition": "t"])
        }
        #expect(failure?.faults.first?.property == "networkConfiguration")
        #expect(failure?.description.contains("set assignPublicIp to true to use its public subnets") == true)
    }
}
