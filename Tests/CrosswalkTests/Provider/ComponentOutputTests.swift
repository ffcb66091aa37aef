import PackageSchema
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import Crosswalk

/// Programs in typed languages wait for ever for an output that is not of its declared type.
@Suite("The outputs of every component")
struct ComponentOutputTests {
    private static let types = ComponentDescriptor.all.keys.sorted()
    private static let container: PropertyValue = [
        "image": "nginx", "memory": 512, "portMappings": [["containerPort": 80]],
    ]
    private static let host: PropertyValue = "123456789012.dkr.ecr.us-west-2.amazonaws.com/shop"

    /// The least inputs of each component, with those that make it register all that it can.
    private static let inputs: [String: PropertyMap] = [
        "awsx:cloudtrail:Trail": ["cloudWatchLogsGroup": ["enable": true]],
        "awsx:ec2:DefaultVpc": [:],
        "awsx:ec2:Vpc": ["vpcEndpointSpecs": [["serviceName": "com.amazonaws.us-west-2.s3"]]],
        "awsx:ecr:Image": ["repositoryUrl": host],
        "awsx:ecr:RegistryImage": ["repositoryUrl": host, "sourceImage": "shop"],
        "awsx:ecr:Repository": [:],
        "awsx:ecs:EC2Service": ["taskDefinitionArgs": ["container": container], "scaling": ["maxCapacity": 2]],
        "awsx:ecs:EC2TaskDefinition": ["container": container],
        "awsx:ecs:FargateService": ["taskDefinitionArgs": ["container": container], "assignPublicIp": true],
        "awsx:ecs:FargateTaskDefinition": ["container": container],
        "awsx:ecs:ScheduledTask": [
            "cluster": "arn:aws:ecs:us-west-2:123456789012:cluster/shop", "scheduleExpression": "rate(1 day)",
            "assignPublicIp": true, "taskDefinitionArgs": ["container": container],
        ],
        "awsx:lb:ApplicationLoadBalancer": ["domain": ["name": "shop.example", "hostedZoneId": "Z1"]],
        "awsx:lb:NetworkLoadBalancer": [:],
        "awsx:lb:TargetGroupAttachment": ["targetGroupArn": "arn:tg", "lambdaArn": "arn:f"],
    ]

    private static let functions: [String: PropertyMap] = [
        "aws:ecr/getAuthorizationToken:getAuthorizationToken": [
            "userName": "AWS", "password": "p", "proxyEndpoint": "https://host",
        ],
        "aws:lb/getTargetGroup:getTargetGroup": ["targetType": "lambda"],
        "docker:index/getRemoteImage:getRemoteImage": ["id": "sha256:i"],
    ]

    /// What the children are answered with: an output of each that the schema declares, or none that is not an input.
    private static let answers: [[String: PropertyMap]] = [
        [:],
        Dictionary(
            uniqueKeysWithValues: [
                "acm/certificate:Certificate", "ec2/vpc:Vpc", "ecr/repository:Repository", "ecs/service:Service",
                "lb/loadBalancer:LoadBalancer", "lb/targetGroup:TargetGroup", "route53/record:Record",
            ].map { ("aws:\($0)", ChildSchema.outputs(of: "aws:\($0)")) }
        ),
    ]

    @Test("are of the types that the schema declares", arguments: types, [true, false])
    func declared(_ type: String, isPreview: Bool) async throws {
        let inputs = try #require(Self.inputs[type], "inputs of \(type) are missing here")
        let schema = try CrosswalkProvider.schema()
        let declared = try #require(schema.resource(type)).outputs
        for outputs in Self.answers {
            let engine = PlayedEngine(isPreview: isPreview, functions: Self.functions, outputs: outputs)
            let answer = try await engine.construct(type, "shop", inputs)
            #expect(schema.mismatches(answer.state, declared) == [])
            let kept = engine.log.completed.filter { $0.urn == answer.urn }.map(\.outputs)
            #expect(kept.flatMap { schema.mismatches($0, declared) } == [])
        }
    }
}
