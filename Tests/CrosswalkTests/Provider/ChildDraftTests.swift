import ProviderKit
import PulumiProtocol
import Testing

@testable import Crosswalk

/// Rules that find fault with one property of one type of child, or only warn of it.
private struct OneFault: ChildRules {
    let type: String
    let path: String
    var isWarning = false

    func judge(_ draft: ChildDraft) -> ChildDraft.Judgement {
        let isMeant =
            draft.type.hasSuffix(":\(type)") && (!path.hasPrefix("bindings") || draft.neighbours["bindings"] != nil)
        let findings = isMeant ? [CheckFailure(property: path, reason: "no")] : []
        return isWarning ? .init(warnings: findings) : .init(faults: findings)
    }
}

@Suite("A fault in a child's inputs")
struct ChildDraftTests {
    private static let alb = "awsx:lb:ApplicationLoadBalancer"
    private static let nlb = "awsx:lb:NetworkLoadBalancer"
    private static let task = "awsx:ecs:FargateTaskDefinition"
    private static let service = "awsx:ecs:FargateService"
    private static let container: PropertyValue = ["image": "nginx", "portMappings": [["containerPort": 80]]]
    private static let nested: PropertyMap = ["assignPublicIp": true, "taskDefinitionArgs": ["container": container]]
    private static let scaled = nested.merging([
        "scaling": [
            "maxCapacity": 2, "cpuUtilization": 50, "scheduledChanges": ["night": ["schedule": "rate(1 day)"]],
        ]
    ])
    private static let vpc = "awsx:ec2:Vpc"
    private static let specs: PropertyValue = [["type": "Private", "size": 4096], ["type": "Public", "cidrMask": 20]]
    private static let blocks: PropertyValue = [
        ["type": "Private", "cidrBlocks": ["10.0.0.0/24", "10.0.1.0/24"]],
        ["type": "Public", "cidrBlocks": ["10.0.2.0/24", "10.0.3.0/24"]],
    ]
    private static let policies: PropertyValue = ["args": ["policyArns": ["arn:a", "arn:b"]]]

    @Test(
        "is told with the component's own input, and nothing is registered",
        arguments: [
            (service, nested, "Service", "propagateTags", ["propagateTags"]),
            (service, nested, "TaskDefinition", "networkMode", ["taskDefinitionArgs.networkMode"]),
            (
                service, nested, "TaskDefinition", "containerDefinitions[0].portMappings[0].protocol",
                ["taskDefinitionArgs.container.portMappings[0].protocol"]
            ),
            (task, ["containers": ["web": container]], "TaskDefinition", "containerDefinitions", ["containers"]),
            (task, ["container": container], "TaskDefinition", "containerDefinitions", ["container"]),
            (service, scaled, "Target", "minCapacity", ["scaling.minCapacity"]),
            (
                service, scaled, "Policy", "targetTrackingScalingPolicyConfiguration.targetValue",
                ["scaling.cpuUtilization"]
            ),
            (
                service, scaled, "Policy", "targetTrackingScalingPolicyConfiguration.scaleInCooldown",
                ["scaling.scaleInCooldown"]
            ),
            (service, scaled, "ScheduledAction", "schedule", ["scaling.scheduledChanges[\"night\"].schedule"]),
            (
                service, scaled, "ScheduledAction", "scalableTargetAction.maxCapacity",
                ["scaling.scheduledChanges[\"night\"].maxCapacity"]
            ),
            (
                task, ["containers": ["web": container]], "TaskDefinition", "containerDefinitions[0].image",
                ["containers[\"web\"].image"]
            ),
            (
                task, ["container": container, "taskRole": ["args": ["path": "x"]]], "Role", "path",
                ["taskRole.args.path"]
            ),
            (
                task, ["container": container, "taskRole": ["roleArn": "x"]], "TaskDefinition", "taskRoleArn",
                ["taskRole.roleArn"]
            ),
            (
                task, ["container": container, "executionRole": policies], "RolePolicyAttachment", "policyArn",
                ["executionRole.args.policyArns[0]", "executionRole.args.policyArns[1]"]
            ),
            (
                task, ["container": container, "logGroup": ["args": ["retentionInDays": 2]]], "LogGroup",
                "retentionInDays", ["logGroup.args.retentionInDays"]
            ),
            ("awsx:ecs:EC2TaskDefinition", ["container": container], "TaskDefinition", "tags", ["tags"]),
            (
                "awsx:ecs:EC2Service", ["taskDefinition": "web:1", "loadBalancers": [[:]]], "Service",
                "loadBalancers[0].containerPort", ["loadBalancers[0].containerPort"]
            ),
            (alb, [:], "LoadBalancer", "ipAddressType", ["ipAddressType"]),
            (alb, ["subnetIds": ["a"]], "LoadBalancer", "subnets", ["subnetIds"]),
            (alb, ["listener": ["port": 0]], "Listener", "port", ["listener.port"]),
            (
                alb, ["listeners": [["port": 1], ["port": 2]]], "Listener", "defaultActions[0].type",
                ["listeners[0].defaultActions[0].type", "listeners[1].defaultActions[0].type"]
            ),
            (alb, [:], "TargetGroup", "healthCheck.timeout", ["defaultTargetGroup.healthCheck.timeout"]),
            (alb, ["defaultTargetGroupPort": 0], "TargetGroup", "port", ["defaultTargetGroupPort"]),
            (alb, ["listener": ["protocol": "x"]], "TargetGroup", "protocol", ["listener.protocol"]),
            (
                alb, ["defaultSecurityGroup": ["args": [:]]], "SecurityGroup", "ingress[0].fromPort",
                ["defaultSecurityGroup.args.ingress[0].fromPort"]
            ),
            (nlb, ["listener": ["port": 0]], "Listener", "port", ["listener.port"]),
            (
                "awsx:lb:TargetGroupAttachment", ["targetGroupArn": "a", "lambdaArn": "b"], "TargetGroupAttachment",
                "targetGroupArn", ["targetGroupArn"]
            ),
            (
                "awsx:lb:TargetGroupAttachment", ["targetGroupArn": "a", "lambdaArn": "b"], "TargetGroupAttachment",
                "targetId", ["lambdaArn"]
            ),
            (vpc, [:], "Vpc", "cidrBlock", ["cidrBlock"]),
            (vpc, ["tags": ["a": "b"]], "Vpc", "tags[\"a\"]", ["tags[\"a\"]"]),
            (vpc, [:], "Subnet", "cidrBlock", ["cidrBlock"]),
            (
                vpc, ["subnetStrategy": "Auto", "subnetSpecs": specs], "Subnet", "cidrBlock",
                ["subnetSpecs[1].cidrMask", "subnetSpecs[0].size"]
            ),
            (
                vpc, ["subnetStrategy": "Auto", "subnetSpecs": blocks, "numberOfAvailabilityZones": 2], "Subnet",
                "cidrBlock",
                [
                    "subnetSpecs[1].cidrBlocks[0]", "subnetSpecs[0].cidrBlocks[0]", "subnetSpecs[1].cidrBlocks[1]",
                    "subnetSpecs[0].cidrBlocks[1]",
                ]
            ),
            (
                vpc, ["subnetStrategy": "Auto", "subnetSpecs": specs], "Subnet", "tags[\"a\"]",
                ["subnetSpecs[1].tags[\"a\"]", "subnetSpecs[0].tags[\"a\"]"]
            ),
            (
                vpc, ["natGateways": ["strategy": "Single", "elasticIpAllocationIds": ["x"]]], "NatGateway",
                "allocationId", ["natGateways.elasticIpAllocationIds[0]"]
            ),
            (
                vpc, ["vpcEndpointSpecs": [["serviceName": "s3"]]], "VpcEndpoint", "policy",
                ["vpcEndpointSpecs[0].policy"]
            ),
        ] as [(String, PropertyMap, String, String, [String])]
    )
    func paths(_ type: String, _ inputs: PropertyMap, _ child: String, _ path: String, _ wanted: [String]) async throws
    {
        let engine = PlayedEngine()
        let provider = CrosswalkProvider(childRules: OneFault(type: child, path: path))
        let failure = await #expect(throws: InputFailure.self) {
            try await engine.construct(type, "web", inputs, in: provider)
        }
        #expect(failure?.faults.map(\.property) == wanted)
        #expect(engine.log.registrations.map(\.type) == [type])
    }

    @Test("is told with the reference to a target group, once the group is found and before the task is registered")
    func targetGroups() async throws {
        let group: PropertyMap = ["urn": "urn:tg", "id": "tg", "state": ["port": 8080, "targetType": "ip"]]
        let engine = PlayedEngine(functions: ["pulumi:pulumi:getResource": group])
        let reference = PropertyValue.resource(ResourceReference(urn: "urn:tg", id: "tg"))
        let mapping: PropertyValue = ["containerPort": 80, "targetGroup": reference]
        let containers: PropertyValue = ["containers": ["web": ["image": "a", "portMappings": [mapping]]]]
        let inputs: PropertyMap = ["assignPublicIp": true, "taskDefinitionArgs": containers]
        let provider = CrosswalkProvider(childRules: OneFault(type: "Service", path: "bindings[0].port"))
        let failure = await #expect(throws: InputFailure.self) {
            try await engine.construct(Self.service, "web", inputs, in: provider)
        }
        #expect(
            failure?.faults.map(\.property) == [
                "taskDefinitionArgs.containers[\"web\"].portMappings[0].targetGroup.port"
            ]
        )
        #expect(engine.registration("TaskDefinition", "web") == nil)
    }

    @Test("that only warns is told, and the children are registered")
    func warnings() async throws {
        let engine = PlayedEngine()
        let rules = OneFault(type: "TaskDefinition", path: "networkMode", isWarning: true)
        let provider = CrosswalkProvider(childRules: rules)
        _ = try await engine.construct(Self.task, "web", ["container": Self.container], in: provider)
        #expect(engine.log.messages == ["property networkMode: no"])
        #expect(engine.registration("TaskDefinition", "web") != nil)
    }

    @Test(
        "of the component itself comes before any child as well",
        arguments: [
            (task, ["container": ["image": "a", "cpu": 40000]], "", "the containers need"),
            (
                task, ["container": ["image": "a"], "taskRole": ["args": [:], "roleArn": "x"]], "taskRole.roleArn",
                "an existing role keeps its own settings"
            ),
            (
                task, ["container": ["image": "a"], "logGroup": ["existing": ["arn": "x"]]], "logGroup.existing.arn",
                "must be the ARN of a log group"
            ),
            (alb, ["subnetIds": ["a"], "subnetMappings": [["subnetId": "b"]]], "subnetMappings", "cannot be given"),
            (
                service, ["taskDefinitionArgs": ["container": ["image": "a", "memory": 900_000]]],
                "taskDefinitionArgs", "the containers need"
            ),
        ] as [(String, PropertyMap, String, String)]
    )
    func order(_ type: String, _ inputs: PropertyMap, _ path: String, _ words: String) async throws {
        let engine = PlayedEngine()
        let failure = await #expect(throws: InputFailure.self) { try await engine.construct(type, "web", inputs) }
        #expect(failure?.faults.map(\.property) == [path])
        #expect(failure?.faults.first?.reason.contains(words) == true)
        #expect(engine.log.registrations.map(\.type) == [type])
    }
}
