import AWSClient
import ProviderKit
import PulumiProtocol
import RPC
import TestKit
import Testing

@testable import AWSResources

/// The whole life of resources against local AWS: made, found unchanged, changed, and deleted twice.
@Suite("Against local AWS", .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)"))
struct MotoLifecycleTests {
    private static let policy: PropertyValue =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:*","Resource":"*"}]}"#

    private let stack: TestStack

    init() async throws {
        stack = try await TestStack.onMoto()
    }

    @Test("a security group takes and keeps its rules")
    func securityGroup() async throws {
        let group = try await makeSecurityGroup()
        #expect(group.outputs["ingress"]?.list?.count == 1)
        try await stack.deleteTwice()
    }

    @Test("a load balancer takes tags and another time-out")
    func loadBalancer() async throws {
        let balancer = try await makeLoadBalancer()
        #expect(balancer.outputs["dnsName"]?.string?.isEmpty == false)
        let tagged = try await stack.update(balancer, ["tags": ["team": "shop"], "idleTimeout": 90])
        #expect(tagged["tagsAll"] == ["team": "shop"])
        #expect(tagged["idleTimeout"] == 90)
        try await stack.deleteTwice()
    }

    @Test("a target group keeps its health check")
    func targetGroup() async throws {
        let targets = try await makeTargetGroup()
        #expect(targets.outputs["healthCheck"]?.map?["path"] == "/health")
        try await stack.deleteTwice()
    }

    @Test("a listener forwards to a target group")
    func listener() async throws {
        let targets = try await makeTargetGroup()
        let listener = try await makeListener(to: targets)
        #expect(listener.outputs["defaultActions"]?.list?[0].map?["targetGroupArn"] == .string(targets.id))
        let balancer = listener.inputs["loadBalancerArn"] ?? ""
        let seen = try await stack.provider.invoke(
            "aws:lb/getListener:getListener",
            ["loadBalancerArn": balancer, "port": listener.inputs["port"] ?? 80]
        )
        #expect(seen["arn"] == .string(listener.id))
        let found = try await stack.provider.invoke("aws:lb/getLoadBalancer:getLoadBalancer", ["arn": balancer])
        #expect(found["dnsName"]?.string?.isEmpty == false)
        let group: PropertyMap = ["name": targets.outputs["name"] ?? ""]
        let known = try await stack.provider.invoke("aws:lb/getTargetGroup:getTargetGroup", group)
        #expect(known["loadBalancerArns"] == [balancer])
        try await stack.deleteTwice()
    }

    @Test("a rule takes other conditions and another place, and a listener another certificate")
    func listenerRule() async throws {
        let targets = try await makeTargetGroup()
        let listener = try await makeListener(to: targets)
        let forward: PropertyValue = ["type": "forward", "targetGroupArn": .string(targets.id)]
        let rule = try await stack.create(
            "aws:lb/listenerRule:ListenerRule",
            [
                "listenerArn": .string(listener.id), "actions": [forward], "tags": ["team": "shop"],
                "conditions": [["pathPattern": ["values": ["/api/*"]]], ["hostHeader": ["values": ["example.org"]]]],
            ]
        )
        #expect(rule.outputs["priority"] == 1)
        #expect(rule.outputs["tagsAll"] == ["team": "shop"])
        let changes: PropertyMap = ["conditions": [["queryStrings": [["key": "v", "value": "2"]]]], "priority": 7]
        let changed = try await stack.update(rule, changes)
        #expect(changed["priority"] == 7)
        #expect(changed["conditions"] == changes["conditions"])
        #expect(try await stack.imported(rule, as: rule.id)["listenerArn"] == .string(listener.id))
        let certificate: PropertyValue = "arn:aws:acm:us-west-2:123456789012:certificate/1"
        let other = try await stack.create(
            "aws:lb/listenerCertificate:ListenerCertificate",
            ["listenerArn": .string(listener.id), "certificateArn": certificate]
        )
        #expect(try await stack.imported(other, as: other.id)["certificateArn"] == certificate)
        try await stack.deleteTwice()
    }

    @Test("a role keeps its tags and inline policies")
    func role() async throws {
        let role = try await makeRole()
        #expect(role.outputs["tagsAll"] == ["team": "shop"])
        try await stack.deleteTwice()
    }

    @Test("a log group keeps its retention")
    func logGroup() async throws {
        let group = try await stack.create("aws:cloudwatch/logGroup:LogGroup", ["retentionInDays": 7])
        #expect(group.outputs["retentionInDays"] == 7)
        try await stack.deleteTwice()
    }

    @Test("a cluster is active when it is made")
    func cluster() async throws {
        let cluster = try await stack.create("aws:ecs/cluster:Cluster", [:])
        #expect(cluster.outputs["arn"] == .string(cluster.id))
        try await stack.deleteTwice()
    }

    @Test("a task definition of the same family is another revision")
    func taskDefinition() async throws {
        let first = try await makeTaskDefinition(image: "nginx")
        let second = try await makeTaskDefinition(image: "nginx:1.27")
        #expect(first.outputs["family"] == second.outputs["family"])
        #expect(first.outputs["revision"] != second.outputs["revision"])
        try await stack.deleteTwice()
    }

    @Test("a service takes another count and another task definition")
    func service() async throws {
        let group = try await makeSecurityGroup()
        let targets = try await makeTargetGroup()
        _ = try await makeListener(to: targets)
        let cluster = try await stack.create("aws:ecs/cluster:Cluster", [:])
        let task = try await makeTaskDefinition(image: "nginx")
        let service = try await stack.create(
            "aws:ecs/service:Service",
            [
                "cluster": .string(cluster.id), "taskDefinition": task.outputs["arn"] ?? "", "desiredCount": 1,
                "launchType": "FARGATE", "waitForSteadyState": true,
                "networkConfiguration": [
                    "subnets": try await defaultSubnets(), "securityGroups": [.string(group.id)],
                ],
                "loadBalancers": [
                    ["containerName": "web", "containerPort": 80, "targetGroupArn": .string(targets.id)]
                ],
            ]
        )
        let changed = try await stack.update(service, ["desiredCount": 2])
        #expect(changed["desiredCount"] == 2)
        let revision = try await makeTaskDefinition(image: "nginx:1.27")
        let newTask: PropertyMap = ["taskDefinition": revision.outputs["arn"] ?? ""]
        #expect(try await stack.update(service, newTask)["taskDefinition"] == revision.outputs["arn"])
        try await stack.deleteTwice()
    }

    // MARK: Resources that several tests need

    private func defaultVPC() async throws -> String {
        let vpc = try await stack.provider.invoke("aws:ec2/getVpc:getVpc", ["default": true])
        return try #require(vpc["id"]?.string)
    }

    private func defaultSubnets() async throws -> PropertyValue {
        let filter: PropertyValue = ["name": "vpc-id", "values": [.string(try await defaultVPC())]]
        let subnets = try await stack.provider.invoke("aws:ec2/getSubnets:getSubnets", ["filters": [filter]])
        return try #require(subnets["ids"])
    }

    private func makeSecurityGroup() async throws -> TestStack.Made {
        try await stack.create(
            "aws:ec2/securityGroup:SecurityGroup",
            [
                "vpcId": .string(try await defaultVPC()),
                "ingress": [["protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrBlocks": ["0.0.0.0/0"]]],
                "egress": [["protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]]],
            ]
        )
    }

    private func makeLoadBalancer() async throws -> TestStack.Made {
        let group = try await makeSecurityGroup()
        return try await stack.create(
            "aws:lb/loadBalancer:LoadBalancer",
            ["subnets": try await defaultSubnets(), "securityGroups": [.string(group.id)], "idleTimeout": 30]
        )
    }

    private func makeTargetGroup() async throws -> TestStack.Made {
        try await stack.create(
            "aws:lb/targetGroup:TargetGroup",
            [
                "vpcId": .string(try await defaultVPC()), "port": 80, "protocol": "HTTP", "targetType": "ip",
                "deregistrationDelay": 10, "healthCheck": ["path": "/health"],
            ]
        )
    }

    private func makeListener(to targets: TestStack.Made) async throws -> TestStack.Made {
        let balancer = try await makeLoadBalancer()
        return try await stack.create(
            "aws:lb/listener:Listener",
            [
                "loadBalancerArn": .string(balancer.id), "port": 80, "protocol": "HTTP",
                "defaultActions": [["type": "forward", "targetGroupArn": .string(targets.id)]],
            ]
        )
    }

    private func makeRole() async throws -> TestStack.Made {
        try await stack.create(
            "aws:iam/role:Role",
            [
                "assumeRolePolicy": ["Version": "2012-10-17", "Statement": []], "tags": ["team": "shop"],
                "inlinePolicies": [["name": "logs", "policy": Self.policy]],
            ]
        )
    }

    private func makeTaskDefinition(image: String) async throws -> TestStack.Made {
        let role = try await makeRole()
        let containers = #"[{"name":"web","image":"\#(image)","portMappings":[{"containerPort":80}]}]"#
        return try await stack.create(
            "aws:ecs/taskDefinition:TaskDefinition",
            [
                "family": "web", "cpu": "256", "memory": "512", "networkMode": "awsvpc",
                "requiresCompatibilities": ["FARGATE"], "executionRoleArn": role.outputs["arn"] ?? "",
                "containerDefinitions": .string(containers),
            ]
        )
    }
}

extension AWSProvider {
    /// Runs a function that must succeed.
    func invoke(_ token: String, _ arguments: PropertyMap) async throws -> PropertyMap {
        let answer = try await invoke(InvokeRequest(tok: token, args: arguments), .test)
        #expect(answer.failures == [])
        return answer.return
    }
}
