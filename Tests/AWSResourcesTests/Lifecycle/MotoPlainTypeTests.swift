import JSON
import ProviderKit
import PulumiProtocol
import RPC
import TestKit
import Testing

@testable import AWSResources

/// The whole life of types that are little more than their facts.
@Suite(
    "Plain types against local AWS",
    .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
)
struct MotoPlainTypeTests {
    private let stack: TestStack

    init() async throws {
        stack = try await TestStack.onMoto()
    }

    @Test("a repository and its policy are made, changed, imported and deleted")
    func repository() async throws {
        let repository = try await stack.create(
            "aws:ecr/repository:Repository",
            [
                "name": "plain/web", "imageScanningConfiguration": ["scanOnPush": true], "tags": ["team": "shop"],
                "encryptionConfigurations": [["encryptionType": "AES256"]],
            ]
        )
        #expect(repository.outputs["repositoryUrl"]?.string?.hasSuffix("/plain/web") == true)
        #expect(repository.outputs["tagsAll"] == ["team": "shop"])
        let rules =
            #"{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","#
            + #""countNumber":3},"action":{"type":"expire"}}]}"#
        let policy = try await stack.create(
            "aws:ecr/lifecyclePolicy:LifecyclePolicy",
            ["repository": .string(repository.id), "policy": .string(rules)]
        )
        let changed = try await stack.update(
            repository,
            ["imageTagMutability": "IMMUTABLE", "imageScanningConfiguration": ["scanOnPush": false], "tags": [:]]
        )
        #expect(changed["imageTagMutability"] == "IMMUTABLE")
        #expect(changed["tagsAll"] == [:])
        let everybody = #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}"#
        let access = try await stack.create(
            "aws:ecr/repositoryPolicy:RepositoryPolicy",
            ["repository": .string(repository.id), "policy": .string(everybody)]
        )
        let denied = everybody.replacing("Allow", with: "Deny")
        #expect(try await stack.update(access, ["policy": .string(denied)])["policy"]?.string?.contains("Deny") == true)
        #expect(try await stack.imported(access, as: "plain/web")["repository"] == "plain/web")
        #expect(try await stack.imported(policy, as: "plain/web")["policy"]?.string?.contains("expire") == true)
        #expect(try await stack.imported(repository, as: "plain/web")["name"] == "plain/web")
        try await stack.deleteTwice()
    }

    @Test("a registry hands out credentials, and tells of its repositories and their images")
    func registryFunctions() async throws {
        let token = try await stack.provider.invoke("aws:ecr/getAuthorizationToken:getAuthorizationToken", [:])
        #expect(token["userName"] == "AWS")
        #expect(token["password"]?.plain.string?.hasSuffix("-auth-token") == true)
        let repository = try await stack.create(
            "aws:ecr/repository:Repository",
            ["name": "plain/seen", "tags": ["team": "shop"]]
        )
        let seen = try await stack.provider.invoke("aws:ecr/getRepository:getRepository", ["name": "plain/seen"])
        #expect(seen["repositoryUrl"] == repository.outputs["repositoryUrl"])
        #expect(seen["tags"] == ["team": "shop"])
        #expect(seen["mostRecentImageTags"] == [])
        await #expect(throws: StatusError.self) {
            let newest: PropertyMap = ["repositoryName": "plain/seen", "mostRecent": true]
            _ = try await stack.provider.invoke("aws:ecr/getImage:getImage", newest)
        }
        try await stack.deleteTwice()
    }

    @Test("a permission to invoke a function is made, imported and deleted")
    func permission() async throws {
        let trust = #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#
        let role = try await stack.create("aws:iam/role:Role", ["name": "invoked", "assumeRolePolicy": .string(trust)])
        let function: JSON = [
            "FunctionName": "invoked", "Runtime": "python3.12", "Handler": "main.run", "Code": ["ZipFile": "YWJj"],
            "Role": .string(role.outputs["arn"]?.string ?? ""),
        ]
        try await TestStack.send("POST", "/2015-03-31/functions", function, to: "lambda")
        let group = "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/web/1"
        let permission = try await stack.create(
            "aws:lambda/permission:Permission",
            [
                "action": "lambda:InvokeFunction", "function": "invoked", "statementId": "balancer",
                "principal": "elasticloadbalancing.amazonaws.com", "sourceArn": .string(group),
            ]
        )
        #expect(permission.outputs["sourceArn"] == .string(group))
        #expect(try await stack.imported(permission, as: "invoked/balancer")["function"] == "invoked")
        try await stack.deleteTwice()
    }

    @Test("a service's scaling target, its policy and its scheduled action are made, changed, imported and deleted")
    func scaling() async throws {
        let cluster = try await stack.create("aws:ecs/cluster:Cluster", ["name": "scaled"])
        let task = try await stack.create(
            "aws:ecs/taskDefinition:TaskDefinition",
            ["family": "scaled", "containerDefinitions": #"[{"name":"web","image":"nginx","memory":64}]"#]
        )
        _ = try await stack.create(
            "aws:ecs/service:Service",
            ["name": "web", "cluster": .string(cluster.id), "taskDefinition": task.outputs["arn"] ?? ""]
        )
        let target = try await stack.create(
            "aws:appautoscaling/target:Target",
            [
                "serviceNamespace": "ecs", "resourceId": "service/scaled/web",
                "scalableDimension": "ecs:service:DesiredCount", "minCapacity": 1, "maxCapacity": 2,
            ]
        )
        #expect(try await stack.update(target, ["maxCapacity": 5])["maxCapacity"] == 5)
        #expect(try await stack.update(target, ["tags": ["team": "web"]])["tagsAll"] == ["team": "web"])
        let found = try await stack.imported(target, as: "ecs/service/scaled/web/ecs:service:DesiredCount")
        #expect(found["minCapacity"] == 1)
        let scaled = target.inputs.filter { !["minCapacity", "maxCapacity"].contains($0.key) }
        func tracking(_ percent: Double) -> PropertyValue {
            [
                "predefinedMetricSpecification": ["predefinedMetricType": "ECSServiceAverageCPUUtilization"],
                "scaleInCooldown": 60, "targetValue": .number(percent),
            ]
        }
        let kind = "targetTrackingScalingPolicyConfiguration"
        let policy = try await stack.create(
            "aws:appautoscaling/policy:Policy",
            scaled.merging(["name": "cpu", "policyType": "TargetTrackingScaling", kind: tracking(50)])
        )
        #expect(policy.outputs["alarmArns"]?.list?.count == 2)
        #expect(try await stack.update(policy, [kind: tracking(70)])[kind]?.map?["targetValue"] == 70)
        let id = "ecs/service/scaled/web/ecs:service:DesiredCount"
        #expect(try await stack.imported(policy, as: "\(id)/cpu")["policyType"] == "TargetTrackingScaling")
        let action = try await stack.create(
            "aws:appautoscaling/scheduledAction:ScheduledAction",
            scaled.merging([
                "name": "night", "schedule": "cron(0 20 * * ? *)", "timezone": "Europe/Berlin",
                "startTime": "2030-01-01T00:00:00+01:00", "scalableTargetAction": ["minCapacity": 0],
            ])
        )
        let later = try await stack.update(action, ["schedule": "cron(0 22 * * ? *)"])
        #expect(later["schedule"] == "cron(0 22 * * ? *)")
        #expect(later["startTime"] == "2029-12-31T23:00:00Z")
        #expect(try await stack.imported(action, as: "\(id)/night")["timezone"] == "Europe/Berlin")
        try await stack.deleteTwice()
    }

    @Test("a capacity provider is made, changed, imported and deleted")
    func capacityProvider() async throws {
        func group(targetCapacity: Double) -> PropertyValue {
            let arn = "arn:aws:autoscaling:us-west-2:123456789012:autoScalingGroup:1:autoScalingGroupName/plain"
            return [
                "autoScalingGroupArn": .string(arn),
                "managedScaling": ["status": "ENABLED", "targetCapacity": .number(targetCapacity)],
            ]
        }
        let provider = try await stack.create(
            "aws:ecs/capacityProvider:CapacityProvider",
            ["name": "plain", "autoScalingGroupProvider": group(targetCapacity: 80), "tags": ["team": "shop"]]
        )
        let changed = try await stack.update(provider, ["autoScalingGroupProvider": group(targetCapacity: 90)])
        #expect(changed["autoScalingGroupProvider"]?.map?["managedScaling"]?.map?["targetCapacity"] == 90)
        #expect(try await stack.imported(provider, as: provider.id)["name"] == "plain")
        try await stack.deleteTwice()
    }

    @Test("a managed policy has at most five versions, and goes with all of them")
    func policy() async throws {
        func document(_ action: String) -> PropertyValue {
            .string(#"{"Statement":[{"Action":"\#(action)","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}"#)
        }
        let policy = try await stack.create(
            "aws:iam/policy:Policy",
            ["name": "plain", "policy": document("s3:GetObject"), "tags": ["team": "shop"]]
        )
        for number in 1...6 {
            let text = document("s3:Get\(number)")
            #expect(try await stack.update(policy, ["policy": text])["policy"] == text)
        }
        #expect(try await stack.update(policy, ["tags": ["team": "web"]])["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(policy, as: policy.id)["name"] == "plain")
        try await stack.deleteTwice()
    }

    @Test("an instance profile is made, changed, imported and deleted")
    func instanceProfile() async throws {
        let trust =
            #"{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"#
            + #""Action":"sts:AssumeRole"}]}"#
        let roles = try await [
            stack.create("aws:iam/role:Role", ["name": "one", "assumeRolePolicy": .string(trust)]),
            stack.create("aws:iam/role:Role", ["name": "two", "assumeRolePolicy": .string(trust)]),
        ]
        let profile = try await stack.create(
            "aws:iam/instanceProfile:InstanceProfile",
            ["name": "web", "role": .string(roles[0].id)]
        )
        #expect(try await stack.update(profile, ["role": .string(roles[1].id)])["role"] == "two")
        #expect(try await stack.imported(profile, as: "web")["role"] == "two")
        try await stack.deleteTwice()
    }

    @Test("a VPC gets a further block and a way out for IPv6")
    func vpcParts() async throws {
        let vpc = try await stack.create(
            "aws:ec2/vpc:Vpc",
            ["cidrBlock": "10.0.0.0/16", "assignGeneratedIpv6CidrBlock": true]
        )
        let block = try await stack.create(
            "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
            ["vpcId": .string(vpc.id), "cidrBlock": "10.1.0.0/16"]
        )
        #expect(try await stack.imported(block, as: block.id)["vpcId"] == .string(vpc.id))
        let gateway = try await stack.create(
            "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
            ["vpcId": .string(vpc.id), "tags": ["team": "shop"]]
        )
        #expect(try await stack.update(gateway, ["tags": ["team": "web"]])["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(gateway, as: gateway.id)["vpcId"] == .string(vpc.id))
        try await stack.deleteTwice()
    }

    @Test("a peering connection is accepted, gets options, is imported and deleted")
    func peering() async throws {
        let one = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.2.0.0/16"])
        let two = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.3.0.0/16"])
        let peering = try await stack.create(
            "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
            [
                "vpcId": .string(one.id), "peerVpcId": .string(two.id), "autoAccept": true,
                "requester": ["allowRemoteVpcDnsResolution": true],
            ]
        )
        #expect(peering.outputs["acceptStatus"] == "active")
        #expect(try await stack.imported(peering, as: peering.id)["peerVpcId"] == .string(two.id))
        try await stack.deleteTwice()
    }

    @Test("a cluster's capacity providers are set, changed, imported and cleared")
    func clusterCapacityProviders() async throws {
        _ = try await stack.create("aws:ecs/cluster:Cluster", ["name": "plain"])
        let providers = try await stack.create(
            "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
            ["clusterName": "plain", "capacityProviders": ["FARGATE", "FARGATE_SPOT"]]
        )
        let strategy: PropertyValue = [["capacityProvider": "FARGATE_SPOT", "base": 1, "weight": 2]]
        let changed = try await stack.update(providers, ["defaultCapacityProviderStrategies": strategy])
        #expect(changed["defaultCapacityProviderStrategies"] == strategy)
        #expect(changed["capacityProviders"]?.list?.count == 2)
        #expect(try await stack.imported(providers, as: "plain")["clusterName"] == "plain")
        let request = DeleteRequest(id: providers.id, urn: providers.urn, properties: providers.outputs)
        try await stack.provider.delete(request, .test)
        #expect(try await stack.imported(providers, as: "plain")["capacityProviders"] == nil)
    }

    @Test("a gateway endpoint is made, changed, imported and deleted")
    func gatewayEndpoint() async throws {
        let vpc = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.0.0.0/16"])
        let table = try await stack.create("aws:ec2/routeTable:RouteTable", ["vpcId": .string(vpc.id)])
        let endpoint = try await stack.create(
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            [
                "vpcId": .string(vpc.id), "serviceName": "com.amazonaws.us-west-2.s3",
                "routeTableIds": [.string(table.id)], "tags": ["team": "shop"],
            ]
        )
        #expect(endpoint.outputs["arn"]?.string?.contains(":vpc-endpoint/vpce-") == true)
        let policy: PropertyValue = #"{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}"#
        let changed = try await stack.update(endpoint, ["policy": policy, "tags": ["team": "web"]])
        #expect(changed["policy"]?.string?.contains("Deny") == true)
        #expect(changed["tagsAll"] == ["team": "web"])
        #expect(try await stack.imported(endpoint, as: endpoint.id)["vpcId"] == .string(vpc.id))
        try await stack.deleteTwice()
    }

    @Test("an interface endpoint gains a subnet")
    func interfaceEndpoint() async throws {
        let vpc = try await stack.create("aws:ec2/vpc:Vpc", ["cidrBlock": "10.0.0.0/16"])
        var subnets: [PropertyValue] = []
        for block in ["10.0.0.0/24", "10.0.1.0/24"] {
            let inputs: PropertyMap = ["vpcId": .string(vpc.id), "cidrBlock": .string(block)]
            subnets.append(.string(try await stack.create("aws:ec2/subnet:Subnet", inputs).id))
        }
        let endpoint = try await stack.create(
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            [
                "vpcId": .string(vpc.id), "serviceName": "com.amazonaws.us-west-2.ecr.api",
                "vpcEndpointType": "Interface", "subnetIds": [subnets[0]],
            ]
        )
        #expect(try await stack.update(endpoint, ["subnetIds": .list(subnets)])["subnetIds"]?.list?.count == 2)
        try await stack.deleteTwice()
    }

    @Test("a role's policy is made, changed, imported and deleted")
    func rolePolicy() async throws {
        let trust = #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#
        let role = try await stack.create("aws:iam/role:Role", ["name": "plain", "assumeRolePolicy": .string(trust)])
        let rights = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:*","Resource":"*"}]}"#
        let policy = try await stack.create(
            "aws:iam/rolePolicy:RolePolicy",
            ["role": .string(role.id), "name": "logs", "policy": .string(rights)]
        )
        let fewer = rights.replacing("logs:*", with: "logs:Get*")
        #expect(try await stack.update(policy, ["policy": .string(fewer)])["policy"]?.string?.contains("Get") == true)
        #expect(try await stack.imported(policy, as: "plain:logs")["role"] == "plain")
        try await stack.deleteTwice()
    }
}
