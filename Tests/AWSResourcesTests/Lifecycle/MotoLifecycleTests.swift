import Foundation
import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

/// The whole life of resources against local AWS; skipped where moto is not installed.
@Suite("Against local AWS", .serialized, .enabled(if: Moto.isInstalled))
struct MotoLifecycleTests {
    private static let policy: PropertyValue =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:*","Resource":"*"}]}"#

    @Test("a load-balanced service is made, found unchanged, changed, and deleted twice")
    func loadBalancedService() async throws {
        try await Moto.run { provider in
            let vpc = try await provider.invoke("aws:ec2/getVpc:getVpc", ["default": true])
            let id = try #require(vpc["id"]?.string)
            let filter: PropertyValue = ["name": "vpc-id", "values": [.string(id)]]
            let subnets = try await provider.invoke("aws:ec2/getSubnets:getSubnets", ["filters": [filter]])
            let stack = TestStack(provider)
            let group = try await stack.create(
                "aws:ec2/securityGroup:SecurityGroup",
                [
                    "vpcId": .string(id),
                    "ingress": [["protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrBlocks": ["0.0.0.0/0"]]],
                    "egress": [["protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]]],
                ]
            )
            let balancer = try await stack.create(
                "aws:lb/loadBalancer:LoadBalancer",
                [
                    "subnets": subnets["ids"] ?? [], "securityGroups": [.string(group.id)], "idleTimeout": 30,
                ]
            )
            let targets = try await stack.create(
                "aws:lb/targetGroup:TargetGroup",
                [
                    "vpcId": .string(id), "port": 80, "protocol": "HTTP", "targetType": "ip", "deregistrationDelay": 10,
                    "healthCheck": ["path": "/health"],
                ]
            )
            _ = try await stack.create(
                "aws:lb/listener:Listener",
                [
                    "loadBalancerArn": .string(balancer.id), "port": 80, "protocol": "HTTP",
                    "defaultActions": [["type": "forward", "targetGroupArn": .string(targets.id)]],
                ]
            )
            let role = try await stack.create(
                "aws:iam/role:Role",
                [
                    "assumeRolePolicy": ["Version": "2012-10-17", "Statement": []], "tags": ["team": "shop"],
                    "inlinePolicies": [["name": "logs", "policy": Self.policy]],
                ]
            )
            _ = try await stack.create("aws:cloudwatch/logGroup:LogGroup", ["retentionInDays": 7])
            let cluster = try await stack.create("aws:ecs/cluster:Cluster", [:])
            let task = try await stack.create(
                "aws:ecs/taskDefinition:TaskDefinition",
                [
                    "family": "web", "cpu": "256", "memory": "512", "networkMode": "awsvpc",
                    "requiresCompatibilities": ["FARGATE"], "executionRoleArn": role.outputs["arn"] ?? "",
                    "containerDefinitions": #"[{"name":"web","image":"nginx","portMappings":[{"containerPort":80}]}]"#,
                ]
            )
            let service = try await stack.create(
                "aws:ecs/service:Service",
                [
                    "cluster": .string(cluster.id), "taskDefinition": task.outputs["arn"] ?? "", "desiredCount": 1,
                    "launchType": "FARGATE", "waitForSteadyState": true,
                    "networkConfiguration": ["subnets": subnets["ids"] ?? [], "securityGroups": [.string(group.id)]],
                    "loadBalancers": [
                        ["containerName": "web", "containerPort": 80, "targetGroupArn": .string(targets.id)]
                    ],
                ]
            )
            #expect(balancer.outputs["dnsName"]?.string?.isEmpty == false)
            #expect(targets.outputs["healthCheck"]?.map?["path"] == "/health")
            #expect(role.outputs["tagsAll"] == ["team": "shop"])

            let changed = try await stack.update(service, ["desiredCount": 2])
            #expect(changed["desiredCount"] == 2)
            let revision = try await stack.create(
                "aws:ecs/taskDefinition:TaskDefinition",
                task.inputs.merging([
                    "containerDefinitions": #"[{"name":"web","image":"nginx:1.27"}]"#
                ])
            )
            let newTask: PropertyMap = ["taskDefinition": revision.outputs["arn"] ?? ""]
            #expect(try await stack.update(service, newTask)["taskDefinition"] == revision.outputs["arn"])
            let tagged = try await stack.update(balancer, ["tags": ["team": "shop"], "idleTimeout": 90])
            #expect(tagged["tagsAll"] == ["team": "shop"])
            #expect(tagged["idleTimeout"] == 90)
            try await stack.deleteTwice()
        }
    }
}

/// Resources that one test made.
private final class TestStack {
    struct Made {
        let type: String
        let id: String
        let inputs: PropertyMap
        let outputs: PropertyMap

        var urn: String { "urn:pulumi:dev::shop::\(type)::web" }
    }

    private let provider: AWSProvider
    private var made: [Made] = []

    init(_ provider: AWSProvider) {
        self.provider = provider
    }

    /// Checks, creates, reads and compares a resource.
    func create(_ type: String, _ news: PropertyMap) async throws -> Made {
        let urn = "urn:pulumi:dev::shop::\(type)::web"
        let checked = try await provider.check(CheckRequest(urn: urn, news: news), .test)
        #expect(checked.failures == [])
        let answer = try await provider.create(CreateRequest(urn: urn, properties: checked.inputs), .test)
        let one = Made(type: type, id: answer.id, inputs: checked.inputs, outputs: answer.properties)
        made.append(one)
        let read = try await provider.read(
            ReadRequest(id: one.id, urn: urn, properties: one.outputs, inputs: one.inputs),
            .test
        )
        #expect(read.id == one.id)
        #expect(read.properties == one.outputs)
        #expect(read.inputs == one.inputs)
        let request = DiffRequest(id: one.id, urn: urn, olds: one.outputs, news: one.inputs, oldInputs: one.inputs)
        #expect(try await provider.diff(request, .test).diffs == [])
        return one
    }

    /// Changes some inputs of a resource in place.
    func update(_ one: Made, _ changes: PropertyMap) async throws -> PropertyMap {
        let news = one.inputs.merging(changes)
        let diff = DiffRequest(id: one.id, urn: one.urn, olds: one.outputs, news: news, oldInputs: one.inputs)
        let found = try await provider.diff(diff, .test)
        #expect(found.diffs == changes.keys)
        #expect(found.replaces == [])
        let request = UpdateRequest(id: one.id, urn: one.urn, olds: one.outputs, news: news, oldInputs: one.inputs)
        return try await provider.update(request, .test).properties
    }

    /// Deletes everything in reverse order, twice.
    func deleteTwice() async throws {
        for one in made.reversed() {
            let request = DeleteRequest(id: one.id, urn: one.urn, properties: one.outputs, oldInputs: one.inputs)
            try await provider.delete(request, .test)
            try await provider.delete(request, .test)
            let read = ReadRequest(id: one.id, urn: one.urn, properties: one.outputs, inputs: one.inputs)
            #expect(try await provider.read(read, .test).id == "")
        }
    }
}

extension AWSProvider {
    /// Runs a function that must succeed.
    fileprivate func invoke(_ token: String, _ arguments: PropertyMap) async throws -> PropertyMap {
        let answer = try await invoke(InvokeRequest(tok: token, args: arguments), .test)
        #expect(answer.failures == [])
        return answer.return
    }
}
