import ProviderKit
import PulumiProtocol
import Testing

@testable import Crosswalk

@Suite("Scaling of a service")
struct ServiceScalingTests {
    private static let fargate = "awsx:ecs:FargateService"
    private static let elb = "arn:aws:elasticloadbalancing:us-west-2:123456789012"
    private static let group = "\(elb):targetgroup/web/0123"
    private static let getTargetGroup = "aws:lb/getTargetGroup:getTargetGroup"

    /// The inputs of a service of a cluster, with a scaling.
    private func inputs(_ scaling: PropertyMap, _ others: PropertyMap = [:]) -> PropertyMap {
        let base: PropertyMap = [
            "taskDefinition": "td:1", "cluster": "arn:aws:ecs:us-west-2:123456789012:cluster/shop",
            "networkConfiguration": ["subnets": ["s"]], "scaling": .map(scaling),
        ]
        return base.merging(others)
    }

    private func construct(
        _ scaling: PropertyMap,
        _ others: PropertyMap = [:],
        type: String = fargate,
        on engine: PlayedEngine = PlayedEngine()
    ) async throws -> PlayedEngine {
        _ = try await engine.construct(type, "web", inputs(scaling, others))
        return engine
    }

    @Test(
        "registers the limits of the service, and leaves the number of its tasks to them",
        arguments: [fargate, "awsx:ecs:EC2Service"]
    )
    func target(_ type: String) async throws {
        let engine = try await construct(["minCapacity": 2, "maxCapacity": 10], ["region": "eu-west-1"], type: type)
        let service = try #require(engine.registration("Service", "web"))
        #expect(service.ignoreChanges == ["desiredCount"])
        #expect(service.object["desiredCount"] == 2)
        #expect(service.object["scaling"] == nil)
        let target = try #require(engine.registration("Target", "web"))
        #expect(target.type == "aws:appautoscaling/target:Target")
        #expect(
            target.object == [
                "minCapacity": 2, "maxCapacity": 10, "resourceId": "service/shop/web-1234567",
                "scalableDimension": "ecs:service:DesiredCount", "serviceNamespace": "ecs", "region": "eu-west-1",
            ]
        )
        #expect(target.ignoreChanges.isEmpty)
        #expect(target.dependencies.contains { $0.hasSuffix("aws:ecs/service:Service::web") })
    }

    @Test(
        "starts a new service with the number that is given, or the smallest that can be scaled",
        arguments: [
            (["maxCapacity": 3], [:], 1),
            (["minCapacity": 0, "maxCapacity": 3], [:], 1),
            (["minCapacity": 2, "maxCapacity": 3], [:], 2),
            (["minCapacity": 0, "maxCapacity": 3], ["desiredCount": 0], 0),
            (["minCapacity": 1, "maxCapacity": 3], ["desiredCount": 3], 3),
        ] as [(PropertyMap, PropertyMap, PropertyValue)]
    )
    func initialCount(_ scaling: PropertyMap, _ others: PropertyMap, _ count: PropertyValue) async throws {
        let engine = try await construct(scaling, others)
        #expect(engine.registration("Service", "web")?.object["desiredCount"] == count)
    }

    @Test("the smallest number of tasks is one unless it is given")
    func leastByDefault() async throws {
        let engine = try await construct(["maxCapacity": 3])
        #expect(engine.registration("Target", "web")?.object["minCapacity"] == 1)
    }

    @Test("tracks the utilization of cpu and memory with a policy each")
    func utilization() async throws {
        let engine = try await construct([
            "maxCapacity": 4, "cpuUtilization": 60, "memoryUtilization": 75.5, "scaleInCooldown": 120,
            "scaleOutCooldown": 30, "disableScaleIn": true,
        ])
        let common: PropertyMap = ["disableScaleIn": true, "scaleInCooldown": 120, "scaleOutCooldown": 30]
        let expected: [(String, PropertyValue, PropertyValue)] = [
            ("web-cpu", 60, "ECSServiceAverageCPUUtilization"),
            ("web-memory", 75.5, "ECSServiceAverageMemoryUtilization"),
        ]
        for (name, value, metric) in expected {
            let policy = try #require(engine.registration("Policy", name))
            #expect(
                policy.object == [
                    "policyType": "TargetTrackingScaling", "resourceId": "service/shop/web-1234567",
                    "scalableDimension": "ecs:service:DesiredCount", "serviceNamespace": "ecs",
                    "targetTrackingScalingPolicyConfiguration": .map(
                        common.merging([
                            "targetValue": value, "predefinedMetricSpecification": ["predefinedMetricType": metric],
                        ])
                    ),
                ]
            )
            #expect(policy.dependencies.contains { $0.hasSuffix("aws:appautoscaling/target:Target::web") })
        }
        #expect(engine.log.registrations.filter { $0.type.hasSuffix(":Policy") }.count == 2)
        #expect(engine.log.invokes.isEmpty)
    }

    /// An engine that knows a target group, below a load balancer or none.
    private func engine(below balancer: String?, isPreview: Bool = false) -> PlayedEngine {
        PlayedEngine(
            isPreview: isPreview,
            functions: [
                Self.getTargetGroup: [
                    "arn": .string(Self.group), "arnSuffix": "targetgroup/web/0123",
                    "loadBalancerArns": balancer.map { [.string("\(Self.elb):loadbalancer/\($0)")] } ?? [],
                ]
            ]
        )
    }

    private static let bound: PropertyMap = [
        "loadBalancers": [["targetGroupArn": .string(group), "containerName": "web", "containerPort": 80]]
    ]

    /// The name of load balancer and target group that a policy for requests was registered with.
    private func label(_ engine: PlayedEngine) -> PropertyValue? {
        let policy = engine.registration("Policy", "web-requests")?.object
        let configuration = policy?["targetTrackingScalingPolicyConfiguration"]?.map
        return configuration?["predefinedMetricSpecification"]?.map?["resourceLabel"]
    }

    @Test("counts the requests of the first target group by the names of load balancer and group")
    func requests() async throws {
        let engine = engine(below: "app/front/4567")
        _ = try await construct(["maxCapacity": 4, "requestsPerTarget": 1000], Self.bound, on: engine)
        #expect(label(engine) == "app/front/4567/targetgroup/web/0123")
        #expect(engine.log.invokes.map(\.args) == [["arn": .string(Self.group)]])
    }

    @Test("a preview leaves the name of a load balancer open that is not there yet")
    func requestsInPreview() async throws {
        let engine = engine(below: nil, isPreview: true)
        _ = try await construct(["maxCapacity": 4, "requestsPerTarget": 1000], Self.bound, on: engine)
        #expect(label(engine) == .unknown)
    }

    @Test(
        "requests of a group without an application load balancer cannot be counted",
        arguments: [nil, "net/front/1"]
    )
    func requestsOfNone(_ balancer: String?) async throws {
        let failure = await #expect(throws: InputFailure.self) {
            try await construct(["maxCapacity": 4, "requestsPerTarget": 9], Self.bound, on: engine(below: balancer))
        }
        #expect(failure?.faults.first?.property == "scaling.requestsPerTarget")
    }

    @Test("changes the limits at set times, each by a name")
    func scheduledChanges() async throws {
        let engine = try await construct([
            "maxCapacity": 4,
            "scheduledChanges": [
                "morning": ["schedule": "cron(0 8 * * ? *)", "timezone": "Europe/Berlin", "minCapacity": 3],
                "night": [
                    "schedule": "cron(0 22 * * ? *)", "minCapacity": 1, "maxCapacity": 2,
                    "endTime": "2030-01-01T00:00:00Z",
                ],
            ],
        ])
        let service: PropertyMap = [
            "resourceId": "service/shop/web-1234567", "scalableDimension": "ecs:service:DesiredCount",
            "serviceNamespace": "ecs",
        ]
        #expect(
            engine.registration("ScheduledAction", "web-morning")?.object
                == service.merging([
                    "schedule": "cron(0 8 * * ? *)", "timezone": "Europe/Berlin",
                    "scalableTargetAction": ["minCapacity": 3],
                ])
        )
        #expect(
            engine.registration("ScheduledAction", "web-night")?.object
                == service.merging([
                    "schedule": "cron(0 22 * * ? *)", "endTime": "2030-01-01T00:00:00Z",
                    "scalableTargetAction": ["minCapacity": 1, "maxCapacity": 2],
                ])
        )
    }

    @Test("takes limits that are not known yet")
    func unknownLimits() async throws {
        let engine = PlayedEngine(isPreview: true)
        let unknown = PropertyValue.output(Output(.none, dependencies: ["urn:limits"]))
        _ = try await construct(["minCapacity": unknown, "maxCapacity": unknown], on: engine)
        #expect(engine.registration("Service", "web")?.object["desiredCount"] == .unknown)
        #expect(engine.registration("Target", "web")?.propertyDependencies["maxCapacity"] == ["urn:limits"])
    }

    @Test(
        "refuses what contradicts it, with the property and the remedy",
        arguments: [
            (["maxCapacity": 4], ["desiredCount": 5], "desiredCount", "is more than the largest"),
            (["minCapacity": 2, "maxCapacity": 4], ["desiredCount": 1], "desiredCount", "is less than the smallest"),
            (["maxCapacity": 4], ["schedulingStrategy": "DAEMON"], "schedulingStrategy", "remove scaling"),
            (["maxCapacity": 4, "requestsPerTarget": 9], [:], "scaling.requestsPerTarget", "needs a target group"),
            (
                ["maxCapacity": 4, "requestsPerTarget": 9], ["loadBalancers": []], "scaling.requestsPerTarget",
                "needs a target group"
            ),
        ] as [(PropertyMap, PropertyMap, String, String)]
    )
    func refuses(_ scaling: PropertyMap, _ others: PropertyMap, _ property: String, _ reason: String) async throws {
        let failure = await #expect(throws: InputFailure.self) { try await construct(scaling, others) }
        let fault = try #require(failure?.faults.first)
        #expect(fault.property == property)
        #expect(fault.reason.contains(reason), "\(fault.reason)")
    }
}
