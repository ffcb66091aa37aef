import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

/// The whole life of types of EC2 that are little more than their facts.
@Suite(
    "Types of EC2 against local AWS",
    .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
)
struct MotoEC2Tests {
    private let stack: TestStack

    init() async throws {
        stack = try await TestStack.onMoto()
    }

    @Test("a rule of a security group is made, described, imported and revoked")
    func securityGroupRule() async throws {
        let vpc = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.0.0.0/16"])
        let group = try await stack.create("aws:ec2/securityGroup:SecurityGroup", ["vpcId": .string(vpc.id)])
        let rule = try await stack.create(
            "aws:ec2/securityGroupRule:SecurityGroupRule",
            [
                "securityGroupId": .string(group.id), "type": "ingress", "protocol": "6", "fromPort": 443,
                "toPort": 443, "cidrBlocks": ["10.0.0.0/24", "10.0.1.0/24"],
            ]
        )
        #expect(try await stack.update(rule, ["description": "web"])["description"] == "web")
        let id = "\(group.id)_ingress_tcp_443_443_10.0.0.0/24_10.0.1.0/24"
        #expect(try await stack.imported(rule, as: id)["cidrBlocks"] == ["10.0.0.0/24", "10.0.1.0/24"])
        let open = try await stack.create(
            "aws:ec2/securityGroupRule:SecurityGroupRule",
            [
                "securityGroupId": .string(group.id), "type": "egress", "protocol": "all", "fromPort": 0, "toPort": 0,
                "self": true,
            ]
        )
        #expect(open.outputs["securityGroupRuleId"]?.string?.hasPrefix("sgr-") == true)
        try await stack.deleteTwice()
    }

    @Test(
        "a rule with one source or destination is made, changed, imported and revoked",
        arguments: ["Ingress", "Egress"]
    )
    func singleRule(_ direction: String) async throws {
        let vpc = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.0.0.0/16"])
        let group = try await stack.create("aws:ec2/securityGroup:SecurityGroup", ["vpcId": .string(vpc.id)])
        let type = "aws:vpc/securityGroup\(direction)Rule:SecurityGroup\(direction)Rule"
        let rule = try await stack.create(
            type,
            [
                "securityGroupId": .string(group.id), "ipProtocol": "tcp", "fromPort": 80, "toPort": 80,
                "cidrIpv4": "10.0.0.0/24", "tags": ["team": "shop"],
            ]
        )
        #expect(rule.outputs["arn"]?.string?.hasSuffix(":security-group-rule/\(rule.id)") == true)
        let changed = try await stack.update(rule, ["fromPort": 8080, "toPort": 8081, "tags": ["team": "web"]])
        #expect(changed["toPort"] == 8081)
        #expect(changed["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(rule, as: rule.id)["securityGroupId"] == .string(group.id))
        try await stack.deleteTwice()
    }
}
