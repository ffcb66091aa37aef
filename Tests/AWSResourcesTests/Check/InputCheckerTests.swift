import PulumiProtocol
import ResourceKit
import Testing

@testable import AWSResources

@Suite("Checking inputs")
struct InputCheckerTests {
    private func check(_ type: String, _ news: PropertyMap, olds: PropertyMap = [:]) async throws -> CheckResponse {
        let provider = try await AWSProvider.scripted()
        return try await provider.check(CheckRequest(urn: urn(type), olds: olds, news: news, randomSeed: [1]), .test)
    }

    private let role = "aws:iam/role:Role"

    @Test("a policy given as an object becomes compact text")
    func objectBecomesText() async throws {
        let inputs = try await check(role, ["assumeRolePolicy": ["Version": "2012-10-17", "Statement": []]]).inputs
        #expect(inputs["assumeRolePolicy"] == #"{"Statement":[],"Version":"2012-10-17"}"#)
    }

    @Test("a policy given as an object that holds a secret becomes secret text")
    func objectWithSecretBecomesSecretText() async throws {
        let policy: PropertyMap = ["Id": .secret("hush"), "Statement": []]
        let inputs = try await check(role, ["assumeRolePolicy": .map(policy)]).inputs
        #expect(inputs["assumeRolePolicy"] == .secret(#"{"Id":"hush","Statement":[]}"#))
    }

    @Test("every fault is told at once, each with its path")
    func allFaultsAtOnce() async throws {
        let news: PropertyMap = [
            "networkConfiguration": ["subnets": "subnet-1"], "desiredCount": "many", "launchTyp": "FARGATE",
            "loadBalancers": [["containerName": "web"]],
        ]
        let failures = try await check("aws:ecs/service:Service", news).failures
        #expect(
            Set(failures.map(\.property)) == [
                "networkConfiguration.subnets", "desiredCount", "launchTyp", "loadBalancers[0].containerPort",
                "loadBalancers[0].targetGroupArn", "taskDefinition",
            ]
        )
    }

    @Test("numbers and flags are taken as text, and text as numbers, where they can be read so")
    func conversions() async throws {
        let task: PropertyMap = ["family": "web", "containerDefinitions": "[]", "cpu": 256]
        #expect(try await check("aws:ecs/taskDefinition:TaskDefinition", task).inputs["cpu"] == "256")
        let listener: PropertyMap = ["loadBalancerArn": "arn", "port": "80", "defaultActions": [["type": "forward"]]]
        #expect(try await check("aws:lb/listener:Listener", listener).inputs["port"] == 80)
    }

    @Test("container definitions that are no list are refused with line and column")
    func brokenContainers() async throws {
        let task: PropertyMap = ["family": "web", "containerDefinitions": "[{]"]
        let failure = try await check("aws:ecs/taskDefinition:TaskDefinition", task).failures.first
        #expect(failure?.property == "containerDefinitions")
        #expect(failure?.reason.contains("line 1, column 3") == true)
    }

    @Test("an unknown value passes, and no rule judges it")
    func unknownValues() async throws {
        let news: PropertyMap = ["subnets": .unknown, "loadBalancerType": .unknown, "name": .unknown]
        let answer = try await check("aws:lb/loadBalancer:LoadBalancer", news)
        #expect(answer.failures == [])
        #expect(answer.inputs["subnets"] == .unknown)
    }

    @Test("an automatic name that AWS would refuse names the resource to rename")
    func longName() async throws {
        let provider = try await AWSProvider.scripted()
        let name = "a-load-balancer-with-a-long-name"
        let request = CheckRequest(
            urn: urn("aws:lb/loadBalancer:LoadBalancer", name),
            news: ["subnets": ["a", "b"]],
            randomSeed: [1]
        )
        let failure = try await provider.check(request, .test).failures.first
        #expect(failure?.property == "name")
        #expect(failure?.reason.contains("Rename the resource \"\(name)\"") == true)
    }

    @Test("an automatic name stays, and gives way to a given one")
    func namesStay() async throws {
        let policy: PropertyMap = ["assumeRolePolicy": "{}"]
        let first = try await check(role, policy).inputs
        let second = try await check(role, policy, olds: first.merging(["name": "web-0000000"])).inputs
        #expect(second["name"] == "web-0000000")
        let third = try await check(role, policy.merging(["name": "mine"]), olds: first).inputs
        #expect(third["name"] == "mine")
        #expect(third["__defaults"]?.list?.contains("name") == false)
    }

    @Test("a prefix keeps the automatic name away")
    func prefix() async throws {
        let inputs = try await check(role, ["assumeRolePolicy": "{}", "namePrefix": "web-"]).inputs
        #expect(inputs["name"] == nil)
    }

    @Test("a target group that UDP reaches gets no default that AWS would refuse")
    func legacyDefault() async throws {
        let type = "aws:lb/targetGroup:TargetGroup"
        let udp: PropertyMap = ["port": 53, "protocol": "UDP", "vpcId": "vpc-1"]
        let inputs = try await check(type, udp).inputs
        #expect(!inputs.keys.contains("connectionTermination"))
        #expect(try await check(type, udp.merging(["protocol": "TCP"])).inputs["connectionTermination"] == false)
    }

    @Test("a resource type that does not exist is named with the nearest one")
    func unknownType() async throws {
        let error = try await #require(throws: (any Error).self) { try await check("aws:ecs/cluser:Cluster", [:]) }
        #expect("\(error)".contains("did you mean aws:ecs/cluster:Cluster?"))
    }

    @Test("a configuration without a region says how to give one")
    func missingRegion() async throws {
        let failure = CheckFailure(property: "region", reason: MissingRegion.explanation)
        #expect(failure.reason.contains("AWS_REGION"))
        #expect(ProviderConfiguration.faults(["regin": "x"]).first?.reason.contains("did you mean \"region\"") == true)
        #expect(ProviderConfiguration.faults(["defaultTags": "{\"tags\":{\"a\":\"b\"}}"]) == [])
    }
}
