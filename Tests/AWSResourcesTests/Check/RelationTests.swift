import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

/// Samples of rules between properties, and of those that AWS alone has.
@Suite("What does not fit together")
struct RelationTests {
    private static let service = "aws:ecs/service:Service"
    private static let task = "aws:ecs/taskDefinition:TaskDefinition"
    private static let group = "aws:lb/targetGroup:TargetGroup"
    private static let listener = "aws:lb/listener:Listener"
    private static let security = "aws:ec2/securityGroup:SecurityGroup"
    private static let targets: PropertyValue = .string(
        "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/web/1"
    )

    private static func ingress(_ name: PropertyValue, _ from: PropertyValue, _ to: PropertyValue) -> PropertyMap {
        ["ingress": [["protocol": name, "fromPort": from, "toPort": to, "cidrBlocks": ["10.0.0.0/8"]]]]
    }

    private static func container(_ properties: PropertyMap) -> PropertyMap {
        [
            "containerDefinitions": [
                .map((["name": "web", "image": "nginx", "memory": 64] as PropertyMap).merging(properties))
            ]
        ]
    }

    private static func logging(_ options: PropertyMap) -> PropertyMap {
        let given: PropertyMap = ["awslogs-group": "g", "awslogs-region": "us-west-2", "awslogs-stream-prefix": "p"]
        return ["logConfiguration": ["logDriver": "awslogs", "options": .map(given.merging(options))]]
    }

    private static func fargate(_ properties: PropertyMap) -> PropertyMap {
        (["requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512"] as PropertyMap)
            .merging(properties)
    }

    private static func check(_ properties: PropertyMap) -> PropertyMap { ["healthCheck": .map(properties)] }

    @Test(
        "is refused, and what fits passes",
        arguments: [
            (security, ingress("-1", 443, 443), "ingress[0].fromPort", ingress("-1", 0, 0)),
            (security, ingress("-1", 0, 65535), "ingress[0].toPort", ingress("all", 0, 0)),
            (security, ingress("tcp", 443, 80), "ingress[0].fromPort", ingress("tcp", 80, 443)),
            (security, ingress("icmp", 300, 0), "ingress[0].fromPort", ingress("icmp", -1, -1)),
            (group, check(["protocol": "TCP", "path": "/x"]), "healthCheck.path", check(["path": "/x"])),
            (
                group, check(["protocol": "tcp", "matcher": "200"]), "healthCheck.matcher",
                check(["protocol": "HTTPS", "matcher": "200"])
            ),
            (group, ["namePrefix": "shop-tg"], "namePrefix", ["namePrefix": "shop-t"]),
            (
                "aws:lb/loadBalancer:LoadBalancer", ["namePrefix": "shop-lb"], "namePrefix", ["namePrefix": "shop-l"]
            ),
            (
                "aws:lb/loadBalancer:LoadBalancer", ["idleTimeout": 0], "idleTimeout",
                ["idleTimeout": 0, "loadBalancerType": "network"]
            ),
            (
                group, check(["interval": 10, "timeout": 10]), "healthCheck.timeout",
                check(["interval": 10, "timeout": 5])
            ),
            (group, ["port": nil], "port", ["port": 8080]),
            (listener, ["protocol": "HTTPS"], "certificateArn", ["protocol": "HTTP"]),
            (
                listener, ["defaultActions": [["type": "forward"]]], "defaultActions[0].targetGroupArn",
                ["defaultActions": [["type": "forward", "targetGroupArn": targets]]]
            ),
            (listener, ["protocol": "TCP"], "protocol", ["protocol": "http"]),
            (
                service, ["healthCheckGracePeriodSeconds": 60], "loadBalancers", ["healthCheckGracePeriodSeconds": 0]
            ),
            (
                service, ["placementConstraints": [["type": "memberOf"]]], "placementConstraints[0].expression",
                ["placementConstraints": [["type": "distinctInstance"]]]
            ),
            (
                service, ["launchType": "FARGATE", "capacityProviderStrategies": [["capacityProvider": "FARGATE"]]],
                "launchType", ["capacityProviderStrategies": [["capacityProvider": "FARGATE"]]]
            ),
            (
                task, fargate(container(["portMappings": [["containerPort": 80, "hostPort": 81]]])),
                "containerDefinitions[0].portMappings[0].hostPort",
                container(["portMappings": [["containerPort": 80, "hostPort": 81]]])
            ),
            (task, fargate(["memory": "4096"]), "cpu", fargate(["memory": "1 GB"])),
            (
                task, fargate(container(["memory": 1024])), "containerDefinitions",
                fargate(container(["memory": 1024, "memoryReservation": 256]))
            ),
            (
                task, fargate(container(["portMappings": [["containerPort": 80], ["containerPort": 80]]])),
                "containerDefinitions",
                fargate(
                    container(["portMappings": [["containerPort": 80], ["containerPort": 80, "protocol": "udp"]]])
                )
            ),
            (
                task,
                container([
                    "portMappings": [["containerPort": 80, "hostPort": 1], ["containerPort": 81, "hostPort": 1]]
                ]),
                "containerDefinitions",
                container([
                    "portMappings": [["containerPort": 80, "hostPort": 0], ["containerPort": 81, "hostPort": 0]]
                ])
            ),
            (
                task, fargate(container(["resourceRequirements": [["type": "GPU", "value": "1"]]])),
                "containerDefinitions[0].resourceRequirements",
                container(["resourceRequirements": [["type": "GPU", "value": "1"]]])
            ),
            (
                task, fargate(container(["dnsServers": ["1.1.1.1"]])), "containerDefinitions[0].dnsServers",
                container(["dnsServers": ["1.1.1.1"]])
            ),
            (
                task, fargate(["runtimePlatform": ["operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"]]), "cpu",
                fargate([
                    "runtimePlatform": ["operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"], "cpu": "1024",
                    "memory": "2048",
                ])
            ),
            (
                task, container(logging(["awslogs-colour": "x"])), "containerDefinitions[0].logConfiguration.options",
                container(logging(["mode": "non-blocking", "max-buffer-size": "25m"]))
            ),
            (
                task, container(logging(["mode": "fast"])), "containerDefinitions[0].logConfiguration.options.mode",
                container(logging(["mode": "blocking"]))
            ),
            (task, container(["image": "ng inx"]), "containerDefinitions[0].image", container(["image": "nginx:1"])),
            (
                service, ["desiredCount": 1, "deploymentMaximumPercent": 150], "desiredCount",
                ["desiredCount": 2, "deploymentMaximumPercent": 150]
            ),
            (
                service, ["deploymentMaximumPercent": 90], "deploymentMinimumHealthyPercent",
                ["desiredCount": 10, "deploymentMaximumPercent": 90, "deploymentMinimumHealthyPercent": 50]
            ),
            (
                task, container(["mountPoints": [["sourceVolume": "data"]]]),
                "containerDefinitions[0].mountPoints[0].sourceVolume",
                container(["mountPoints": [["sourceVolume": "data"]]]).merging(["volumes": [["name": "data"]]])
            ),
            (
                task, container(["dependsOn": [["containerName": "web", "condition": "START"]]]),
                "containerDefinitions[0].dependsOn[0].containerName", container(["dependsOn": []])
            ),
            (
                "aws:iam/role:Role", ["assumeRolePolicy": #"{"Statement": [{"Effect": "Allow"}]}"#],
                "assumeRolePolicy.Statement[0].Principal", ["assumeRolePolicy": ["Statement": .unknown]]
            ),
            (
                "aws:ec2/subnet:Subnet", ["customerOwnedIpv4Pool": "pool"], "mapCustomerOwnedIpOnLaunch",
                [
                    "outpostArn": "arn:aws:outposts:us-west-2:123456789012:outpost/op-1",
                    "availabilityZone": "us-west-2a",
                ]
            ),
            (
                "aws:ec2/natGateway:NatGateway", ["connectivityType": "private"], "allocationId",
                ["connectivityType": "private", "allocationId": nil]
            ),
        ] as [(String, PropertyMap, String, PropertyMap)]
    )
    func judged(_ type: String, _ wrong: PropertyMap, _ path: String, _ right: PropertyMap) async throws {
        #expect(try await paths(type, wrong).contains(path))
        #expect(try await paths(type, right) == [])
    }

    private func paths(_ type: String, _ change: PropertyMap) async throws -> [String] {
        let provider = try await AWSProvider.scripted()
        let request = CheckRequest(urn: urn(type), news: ValidInputs.of(type).merging(change))
        return try await provider.check(request, .test).failures.map(\.property)
    }
}
