import JSON
import PackageSchema
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources
@testable import ResourceKit

@Suite("What the facts say")
struct FactsTests {
    private let endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint"
    private let target = "aws:appautoscaling/target:Target"
    private static let target: PropertyMap = [
        "serviceNamespace": "ecs", "resourceId": "x-1", "scalableDimension": "ecs:service:DesiredCount",
    ]

    @Test("of names is a pattern that can be read")
    func patterns() throws {
        for type in AWSSchema.shared.package.resourceTokens {
            guard let pattern = try #require(AWSSchema.shared.resource(type)).nameRule?.pattern else { continue }
            #expect(TextPattern(pattern) != nil, "\(type)")
        }
    }

    @Test(
        "of names is refused with what is wrong",
        arguments: [
            ("aws:ecs/capacityProvider:CapacityProvider", "fargate-x", "must not begin with \"fargate\""),
            ("aws:ecr/repository:Repository", "Web", "is not of the form that AWS accepts"),
            ("aws:lb/loadBalancer:LoadBalancer", "internal-x", "must not begin with \"internal-\""),
        ]
    )
    func names(_ type: String, _ name: String, _ problem: String) throws {
        let rule = try #require(AWSSchema.shared.resource(type)?.nameRule)
        #expect(rule.problem(with: name)?.contains(problem) == true)
    }

    @Test("of inputs that ask for another one, or forbid it, is checked")
    func implications() async throws {
        let provider = try await AWSProvider.scripted()
        let type = "aws:ecs/capacityProvider:CapacityProvider"
        func faults(_ news: PropertyMap) async throws -> [String] {
            try await provider.check(CheckRequest(urn: urn(type), news: news), .test).failures.map(\.property)
        }
        let group: PropertyValue = ["autoScalingGroupArn": "arn:aws:autoscaling:::group"]
        let instances: PropertyValue = [
            "infrastructureRoleArn": "arn:aws:iam:::role",
            "instanceLaunchTemplate": [
                "ec2InstanceProfileArn": "arn:aws:iam:::profile",
                "networkConfiguration": ["subnets": ["subnet-1"]],
            ],
        ]
        #expect(try await faults(["autoScalingGroupProvider": group]) == [])
        #expect(try await faults(["autoScalingGroupProvider": group, "cluster": "web"]) == ["cluster"])
        #expect(try await faults(["managedInstancesProvider": instances]) == ["cluster"])
        #expect(try await faults(["managedInstancesProvider": instances, "cluster": "web"]) == [])
    }

    @Test("of repeated creates is one token for every try, and another one for the next create")
    func tokens() async throws {
        let aws = ScriptedAWS()
        let message = "Unable to assume the service linked role."
        aws.on(
            "ecs.CreateService",
            { _ in throw AWSFailure(code: "InvalidParameterException", message: message) },
            { _ in ["service": ["serviceArn": "arn:web"]] }
        )
        aws.on(
            "ecs.DescribeServices",
            { _ in ["services": []] },
            { _ in ["services": [["serviceArn": "arn:web", "status": "ACTIVE"]]] }
        )
        let provider = try await AWSProvider.scripted(aws)
        let request = CreateRequest(urn: urn("aws:ecs/service:Service"), properties: ["name": "web"])
        _ = try await provider.create(request, .test)
        aws.on("ecs.DescribeServices", { _ in ["services": []] }, { _ in ["services": [["status": "ACTIVE"]]] })
        _ = try await provider.create(request, .test)
        let tokens = aws.inputs(of: "ecs.CreateService").map { $0["clientToken"]?.string ?? "" }
        #expect(tokens.count == 3)
        #expect(tokens[0] == tokens[1])
        #expect(tokens[1] != tokens[2])
    }

    @Test("of lists that change by addition and removal is sent so, with the other changes")
    func lists() async throws {
        let aws = ScriptedAWS()
        aws.on("ec2.DescribeVpcEndpoints", ["VpcEndpoints": [["VpcEndpointId": "vpce-1", "State": "available"]]])
        let provider = try await AWSProvider.scripted(aws)
        let olds: PropertyMap = ["vpcId": "vpc-1", "serviceName": "s", "subnetIds": ["subnet-1", "subnet-2"]]
        let news = olds.merging(["subnetIds": ["subnet-2", "subnet-3"], "privateDnsEnabled": true, "policy": ""])
        _ = try await provider.update(
            UpdateRequest(id: "vpce-1", urn: urn(endpoint), news: news, oldInputs: olds.merging(["policy": "{}"])),
            .test
        )
        #expect(
            aws.inputs(of: "ec2.ModifyVpcEndpoint") == [
                [
                    "VpcEndpointId": "vpce-1", "PrivateDnsEnabled": true, "AddSubnetIds": ["subnet-3"],
                    "RemoveSubnetIds": ["subnet-1"], "ResetPolicy": true,
                ]
            ]
        )
    }

    @Test(
        "of absence makes a thing that AWS still shows gone",
        arguments: [
            (
                "aws:ec2/natGateway:NatGateway", "ec2.DescribeNatGateways",
                ["NatGateways": [["NatGatewayId": "x-1", "State": "deleted"]]]
            ),
            (
                "aws:ec2/vpcEndpoint:VpcEndpoint", "ec2.DescribeVpcEndpoints",
                ["VpcEndpoints": [["VpcEndpointId": "x-1", "State": "deleting"]]]
            ),
            (
                "aws:ecs/capacityProvider:CapacityProvider", "ecs.DescribeCapacityProviders",
                ["capacityProviders": [["name": "other"]], "failures": [["reason": "MISSING"]]]
            ),
            (
                "aws:appautoscaling/target:Target", "application-autoscaling.DescribeScalableTargets",
                ["ScalableTargets": []]
            ),
            ("aws:ec2/vpc:Vpc", "ec2.DescribeVpcs", ["Vpcs": [["VpcId": "x-2"]]]),
        ] as [(String, String, JSON)]
    )
    func absence(_ type: String, _ operation: String, _ answer: JSON) async throws {
        let aws = ScriptedAWS()
        aws.on(operation, answer)
        let provider = try await AWSProvider.scripted(aws)
        let request = ReadRequest(id: "x-1", urn: urn(type), properties: ["id": "x-1"], inputs: Self.target)
        #expect(try await provider.read(request, .test).id == "")
    }

    @Test("of failures in a successful answer is an error")
    func partialFailures() async throws {
        let aws = ScriptedAWS()
        aws.on("ec2.DescribeVpcEndpoints", ["VpcEndpoints": [["VpcEndpointId": "vpce-1", "State": "available"]]])
        aws.on("ec2.DeleteVpcEndpoints") { _ in
            ["Unsuccessful": [["ResourceId": "vpce-1", "Error": ["Code": "OperationNotPermitted", "Message": "no"]]]]
        }
        let provider = try await AWSProvider.scripted(aws)
        let error = await #expect(throws: (any Error).self) {
            try await provider.delete(DeleteRequest(id: "vpce-1", urn: urn(endpoint)), .test)
        }
        #expect("\(String(describing: error))".contains("OperationNotPermitted"))
    }

    @Test("of an import finds the properties in the id")
    func importing() async throws {
        let aws = ScriptedAWS()
        aws.on(
            "application-autoscaling.DescribeScalableTargets",
            ["ScalableTargets": [["ResourceId": "service/shop/web", "MinCapacity": 1]]]
        )
        let provider = try await AWSProvider.scripted(aws)
        let id = "ecs/service/shop/web/ecs:service:DesiredCount"
        #expect(try await provider.read(ReadRequest(id: id, urn: urn(target)), .test).id == "service/shop/web")
        #expect(
            aws.inputs(of: "application-autoscaling.DescribeScalableTargets").first == [
                "ServiceNamespace": "ecs", "ResourceIds": ["service/shop/web"],
                "ScalableDimension": "ecs:service:DesiredCount",
            ]
        )
    }

    @Test("of an import refuses an id of another kind")
    func foreignID() async throws {
        let provider = try await AWSProvider.scripted()
        let error = await #expect(throws: (any Error).self) {
            try await provider.read(ReadRequest(id: "i-1", urn: urn("aws:ec2/vpc:Vpc")), .test)
        }
        #expect("\(String(describing: error))".contains("import it by vpc-"))
    }

    @Test(
        "of replacements that depend on values decides them",
        arguments: [
            ("dedicated", "default", []), ("default", "dedicated", ["instanceTenancy"]),
        ] as [(String, String, [String])]
    )
    func replacements(_ old: String, _ new: String, _ replaces: [String]) async throws {
        let provider = try await AWSProvider.scripted()
        let olds: PropertyMap = ["cidrBlock": "10.0.0.0/16", "instanceTenancy": .string(old)]
        let request = DiffRequest(
            urn: urn("aws:ec2/vpc:Vpc"),
            olds: olds,
            news: olds.merging(["instanceTenancy": .string(new)]),
            oldInputs: olds
        )
        let answer = try await provider.diff(request, .test)
        #expect(answer.diffs == ["instanceTenancy"])
        #expect(answer.replaces == replaces)
    }

    @Test(
        "of texts that mean the same shows no difference",
        arguments: [
            ("aws:ecs/service:Service", "propagateTags", "NONE", "", true),
            ("aws:ecs/service:Service", "propagateTags", "NONE", "SERVICE", false),
            ("aws:lb/targetGroup:TargetGroup", "protocolVersion", "HTTP1", "http1", true),
        ] as [(String, String, String, String, Bool)]
    )
    func equivalence(_ type: String, _ name: String, _ old: String, _ new: String, _ isSame: Bool) throws {
        let schema = try #require(AWSSchema.shared.resource(type))
        let equality = try #require(AWSSchema.shared.facts(schema).differences.equality[name])
        #expect(equality(.string(old), .string(new), ["protocol": "HTTP"]) == isSame)
    }

    @Test("of lifecycle policies compares rules by priority, and tags without order")
    func lifecyclePolicies() {
        let a = #"{"rules":[{"rulePriority":2},{"rulePriority":1,"selection":{"tagPrefixList":["a","b"]}}]}"#
        let b = #"{"rules":[{"selection":{"tagPrefixList":["b","a"]},"rulePriority":1},{"rulePriority":2}]}"#
        #expect(LifecyclePolicyText.areEquivalent(a, b))
        #expect(!LifecyclePolicyText.areEquivalent(a, #"{"rules":[{"rulePriority":2}]}"#))
    }
}
