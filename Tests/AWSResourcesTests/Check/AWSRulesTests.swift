import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("The rules for resources that a component plans")
struct AWSRulesTests {
    private static let service = "aws:ecs/service:Service"
    private static let task = "aws:ecs/taskDefinition:TaskDefinition"
    private static let group = "aws:lb/targetGroup:TargetGroup"
    private static let listener = "aws:lb/listener:Listener"
    private static let definition: PropertyMap = [
        "definition": ["containers": [["name": "web", "portMappings": [["containerPort": 80]]]]]
    ]
    private static let forward: PropertyValue = [["type": "forward", "targetGroupArn": .unknown]]

    private static func bound(_ name: PropertyValue, _ port: PropertyValue) -> PropertyMap {
        [
            "taskDefinition": .unknown,
            "loadBalancers": [["containerName": name, "containerPort": port, "targetGroupArn": .unknown]],
        ]
    }

    private static func listening(_ kind: String, _ name: PropertyValue) -> PropertyMap {
        let arn: PropertyValue = .string("arn:aws:elasticloadbalancing:::loadbalancer/\(kind)/web/0")
        return ["loadBalancerArn": arn, "port": 80, "protocol": name, "defaultActions": forward]
    }

    private static func containers(_ containers: PropertyValue...) -> PropertyMap {
        [
            "family": .unknown, "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": .unknown,
            "memory": .unknown, "containerDefinitions": .list(containers),
        ]
    }

    @Test(
        "find what Check would, as far as everything is known",
        arguments: [
            (service, bound("web", 80), definition, []),
            (
                service, bound("app", 80), definition,
                ["loadBalancers[0].containerName", "loadBalancers[0].containerPort"]
            ),
            (service, bound("web", 81), definition, ["loadBalancers[0].containerPort"]),
            (service, bound(.unknown, 81), definition, []),
            (service, bound("web", 81), [:], []),
            (service, ["taskDefinition": .unknown, "healthCheckGracePeriodSeconds": 60], [:], ["loadBalancers"]),
            (
                service, ["taskDefinition": .unknown, "healthCheckGracePeriodSeconds": 60, "loadBalancers": .unknown],
                [:], []
            ),
            (group, ["vpcId": .unknown, "port": 80, "protocol": "TCP"], [:], []),
            (
                group, ["vpcId": .unknown, "port": 80, "protocol": "TCP"],
                ["loadBalancer": ["loadBalancerType": "application"]], ["protocol"]
            ),
            (listener, listening("app", "HTTP"), [:], []), (listener, listening("net", "HTTP"), [:], ["protocol"]),
            (task, containers(["name": "a", "image": .unknown]), [:], []),
            (
                task, containers(["name": "a", "image": .unknown, "secrets": [["name": "A"]]]), [:],
                ["containerDefinitions[0].secrets[0].valueFrom"]
            ),
            (
                task, containers(["name": "a", "image": "b", "mountPoints": [["sourceVolume": "data"]]]), [:],
                ["containerDefinitions[0].mountPoints[0].sourceVolume"]
            ),
            ("aws:sns/topic:Topic", ["name": "?"], [:], []),
        ] as [(String, PropertyMap, PropertyMap, [String])]
    )
    func faults(_ type: String, _ properties: PropertyMap, _ neighbours: PropertyMap, _ paths: [String]) {
        let draft = ChildDraft(type, "web", properties, neighbours: neighbours, origins: [])
        #expect(AWSRules().judge(draft).faults.map(\.property) == paths)
    }

    @Test("leave to the resource what Construct has always taken")
    func unlikePorts() async throws {
        let mapping: PropertyValue = ["containerPort": 80, "hostPort": 8080]
        let inputs = Self.containers(["name": "a", "image": "b", "portMappings": [mapping]])
        #expect(AWSRules().judge(ChildDraft(Self.task, "web", inputs, origins: [])).faults.isEmpty)
        let provider = try await AWSProvider.scripted()
        let failures = try await provider.check(CheckRequest(urn: urn(Self.task), news: inputs), .test).failures
        #expect(failures.map(\.property) == ["containerDefinitions[0].portMappings[0].hostPort"])
    }
}
