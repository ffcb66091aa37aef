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

    @Test("an instance is launched, changed in place and by a stop, imported and terminated")
    func instance() async throws {
        let vpc = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.0.0.0/16"])
        let subnet = try await stack.create(
            "aws:ec2/subnet:Subnet",
            ["vpcId": .string(vpc.id), "cidrBlock": "10.0.0.0/24"]
        )
        let group = try await stack.create("aws:ec2/securityGroup:SecurityGroup", ["vpcId": .string(vpc.id)])
        let instance = try await stack.create(
            "aws:ec2/instance:Instance",
            [
                "ami": "ami-12c6146b", "instanceType": "t3.micro", "subnetId": .string(subnet.id),
                "vpcSecurityGroupIds": [.string(group.id)], "userData": "#!/bin/sh\necho hello",
                "rootBlockDevice": ["volumeSize": 12], "tags": ["team": "shop"], "volumeTags": ["use": "root"],
            ]
        )
        #expect(instance.outputs["instanceState"] == "running")
        #expect(instance.outputs["userData"] == "#!/bin/sh\necho hello")
        #expect(instance.outputs["rootBlockDevice"]?.map?["volumeSize"] == 12)
        let changed = try await stack.update(
            instance,
            ["instanceType": "t3.small", "disableApiTermination": true, "tags": ["team": "web"]]
        )
        #expect(changed["instanceType"] == "t3.small")
        #expect(changed["instanceState"] == "running")
        #expect(changed["disableApiTermination"] == true)
        #expect(changed["tagsAll"] == ["team": "web"])
        let seen = try await stack.provider.invoke(
            "aws:ec2/getInstance:getInstance",
            ["instanceId": .string(instance.id)]
        )
        #expect(seen["privateIp"] == changed["privateIp"])
        #expect(seen["networkInterfaceId"] == changed["primaryNetworkInterfaceId"])
        #expect(seen["instanceTags"] == ["team": "web"])
        #expect(seen["userData"] == "")
        let open = instance.inputs.merging(["disableApiTermination": false, "instanceType": "t3.small"])
        let request = UpdateRequest(
            id: instance.id,
            urn: instance.urn,
            olds: changed,
            news: open,
            oldInputs: open.merging(["disableApiTermination": true])
        )
        _ = try await stack.provider.update(request, .test)
        #expect(try await stack.imported(instance, as: instance.id)["tags"] == ["team": "shop"])
        try await stack.deleteTwice()
    }

    @Test("a network ACL gets rules and a subnet, which it gives back when it goes")
    func networkAcl() async throws {
        let vpc = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.0.0.0/16"])
        let subnet = try await stack.create(
            "aws:ec2/subnet:Subnet",
            ["vpcId": .string(vpc.id), "cidrBlock": "10.0.0.0/24"]
        )
        let rule: PropertyMap = [
            "action": "allow", "cidrBlock": "0.0.0.0/0", "fromPort": 443, "protocol": "tcp", "ruleNo": 100,
            "toPort": 443,
        ]
        let acl = try await stack.create(
            "aws:ec2/networkAcl:NetworkAcl",
            [
                "vpcId": .string(vpc.id), "subnetIds": [.string(subnet.id)], "ingress": [.map(rule)],
                "tags": ["team": "shop"],
            ]
        )
        #expect(acl.outputs["subnetIds"] == [.string(subnet.id)])
        let changed = try await stack.update(
            acl,
            ["ingress": [.map(rule.merging(["toPort": 444])), .map(rule.merging(["ruleNo": 110]))]]
        )
        #expect(changed["ingress"]?.list?.compactMap { $0.map?["toPort"]?.number } == [444, 443])
        #expect(try await stack.imported(acl, as: acl.id)["vpcId"] == .string(vpc.id))
        let single = try await stack.create(
            "aws:ec2/networkAclRule:NetworkAclRule",
            [
                "networkAclId": .string(acl.id), "ruleNumber": 200, "egress": true, "protocol": "udp",
                "ruleAction": "deny", "cidrBlock": "10.0.0.0/8", "fromPort": 53, "toPort": 53,
            ]
        )
        let found = try await stack.imported(single, as: "\(acl.id):200:udp:true")
        #expect(found["ruleAction"] == "deny")
        #expect(found["egress"] == true)
        try await stack.deleteTwice()
    }

    @Test("a flow log of a VPC is made, tagged, imported and deleted")
    func flowLog() async throws {
        let vpc = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.0.0.0/16"])
        let group = try await stack.create("aws:cloudwatch/logGroup:LogGroup", ["name": "flows"])
        let log = try await stack.create(
            "aws:ec2/flowLog:FlowLog",
            [
                "vpcId": .string(vpc.id), "trafficType": "REJECT", "logDestination": group.outputs["arn"] ?? "",
                "iamRoleArn": "arn:aws:iam::123456789012:role/flows", "tags": ["team": "shop"],
            ]
        )
        #expect(try await stack.update(log, ["tags": ["team": "web"]])["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(log, as: log.id)["vpcId"] == .string(vpc.id))
        try await stack.deleteTwice()
    }

    @Test("the newest image of an owner is found by a filter")
    func image() async throws {
        let filter: PropertyValue = ["name": "name", "values": ["amzn2-ami-*"]]
        let found = try await stack.provider.invoke(
            "aws:ec2/getAmi:getAmi",
            ["mostRecent": true, "owners": ["amazon"], "filters": [filter]]
        )
        #expect(found["id"]?.string?.hasPrefix("ami-") == true)
        #expect(found["name"]?.string?.hasPrefix("amzn2-ami-") == true)
    }

    @Test("an Auto Scaling group launches instances of a template, grows, is imported, and lets them go")
    func autoScalingGroup() async throws {
        let vpc = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.0.0.0/16"])
        let subnet = try await stack.create(
            "aws:ec2/subnet:Subnet",
            ["vpcId": .string(vpc.id), "cidrBlock": "10.0.0.0/24"]
        )
        let template = try await stack.create(
            "aws:ec2/launchTemplate:LaunchTemplate",
            ["imageId": "ami-12c6146b", "instanceType": "t3.micro", "tags": ["team": "shop"]]
        )
        let second = try await stack.update(template, ["instanceType": "t3.small", "updateDefaultVersion": true])
        #expect(second["latestVersion"] == 2)
        #expect(second["defaultVersion"] == 2)
        #expect(try await stack.imported(template, as: template.id)["instanceType"] == "t3.small")
        let group = try await stack.create(
            "aws:autoscaling/group:Group",
            [
                "minSize": 1, "maxSize": 3, "vpcZoneIdentifiers": [.string(subnet.id)],
                "launchTemplate": ["id": .string(template.id), "version": "1"],
                "tags": [["key": "team", "value": "shop", "propagateAtLaunch": true]],
                "enabledMetrics": ["GroupMinSize"], "suspendedProcesses": ["AZRebalance"],
            ]
        )
        #expect(group.outputs["arn"]?.string?.contains(":autoScalingGroup:") == true)
        let changed = try await stack.update(
            group,
            [
                "desiredCapacity": 2, "suspendedProcesses": [],
                "tags": [["key": "team", "value": "web", "propagateAtLaunch": false]],
            ]
        )
        #expect(changed["desiredCapacity"] == 2)
        #expect(changed["tags"] == [["key": "team", "value": "web", "propagateAtLaunch": false]])
        #expect(try await stack.imported(group, as: group.id)["maxSize"] == 3)
        try await stack.deleteTwice()
    }
}
