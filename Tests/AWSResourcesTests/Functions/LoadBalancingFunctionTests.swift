import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("A function about load balancers")
struct LoadBalancingFunctionTests {
    private static let arn = "arn:aws:elasticloadbalancing:us-west-2:123456789012"

    private func invoke(_ name: String, _ arguments: PropertyMap, _ aws: ScriptedAWS) async throws -> PropertyMap {
        let request = InvokeRequest(tok: "aws:lb/\(name):\(name)", args: arguments)
        let response = try await AWSProvider.scripted(aws).invoke(request, .test)
        #expect(response.failures == [])
        #expect(aws.refusals == [])
        return response.return
    }

    private static func balancer(_ name: String) -> JSON {
        [
            "LoadBalancerArn": .string("\(arn):loadbalancer/app/\(name)/1"), "LoadBalancerName": .string(name),
            "Type": "application", "Scheme": "internal", "VpcId": "vpc-1", "CanonicalHostedZoneId": "Z1",
            "AvailabilityZones": [["SubnetId": "subnet-1"], ["SubnetId": "subnet-2"]],
        ]
    }

    /// An AWS with two load balancers.
    private static func balancers() -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("elbv2.DescribeLoadBalancers") { input in
            let wanted = input["Names"]?[0] ?? input["LoadBalancerArns"]?[0]
            let found = [balancer("web"), balancer("api")].filter {
                wanted == nil || $0["LoadBalancerName"] == wanted || $0["LoadBalancerArn"] == wanted
            }
            guard !found.isEmpty else { throw AWSFailure(code: "LoadBalancerNotFound", message: "no") }
            return ["LoadBalancers": .array(found)]
        }
        aws.on(
            "elbv2.DescribeLoadBalancerAttributes",
            [
                "Attributes": [
                    ["Key": "idle_timeout.timeout_seconds", "Value": "60"],
                    ["Key": "connection_logs.s3.bucket", "Value": "logs"],
                ]
            ]
        )
        aws.on("elbv2.DescribeTags") { input in
            let descriptions = (input["ResourceArns"]?.array ?? []).map { arn -> JSON in
                let team: JSON = arn.string?.contains("/api/") == true ? "api" : "shop"
                return ["ResourceArn": arn, "Tags": [["Key": "team", "Value": team]]]
            }
            return ["TagDescriptions": .array(descriptions)]
        }
        return aws
    }

    @Test("tells of the load balancer of a name, with its attributes and tags")
    func byName() async throws {
        let outputs = try await invoke("getLoadBalancer", ["name": "web"], Self.balancers())
        #expect(outputs["id"] == .string("\(Self.arn):loadbalancer/app/web/1"))
        #expect(outputs["arnSuffix"] == "app/web/1")
        #expect(outputs["internal"] == true)
        #expect(outputs["zoneId"] == "Z1")
        #expect(outputs["idleTimeout"] == 60)
        #expect(outputs["connectionLogs"] == [["bucket": "logs"]])
        #expect(outputs["subnets"] == ["subnet-1", "subnet-2"])
        #expect(outputs["tags"] == ["team": "shop"])
        #expect(outputs["secondaryIpsAutoAssignedPerSubnet"] == 0)
        #expect(outputs["region"] == "us-west-2")
    }

    @Test("finds a load balancer by its ARN or its tags")
    func byARNOrTags() async throws {
        let arn = PropertyValue.string("\(Self.arn):loadbalancer/app/api/1")
        #expect(try await invoke("getLoadBalancer", ["arn": arn, "name": "web"], Self.balancers())["name"] == "api")
        #expect(try await invoke("getLoadBalancer", ["tags": ["team": "api"]], Self.balancers())["name"] == "api")
    }

    @Test(
        "says how many load balancers it found, if not one",
        arguments: [(["name": "none"], "no matching load balancer"), ([:], "2 matching load balancers")]
            as [(PropertyMap, String)]
    )
    func notOne(_ arguments: PropertyMap, _ message: String) async throws {
        let error = try await #require(throws: StatusError.self) {
            try await invoke("getLoadBalancer", arguments, Self.balancers())
        }
        #expect(error.message.contains(message))
    }

    @Test("tells of a target group, with its health check and attributes")
    func targetGroup() async throws {
        let aws = ScriptedAWS()
        let group: JSON = [
            "TargetGroupArn": .string("\(Self.arn):targetgroup/web/1"), "TargetGroupName": "web", "Port": 80,
            "Protocol": "HTTP", "TargetType": "ip", "VpcId": "vpc-1", "HealthCheckEnabled": true,
            "HealthCheckPath": "/health", "HealthCheckPort": "traffic-port", "Matcher": ["HttpCode": "200"],
            "LoadBalancerArns": ["arn:balancer"],
        ]
        aws.on("elbv2.DescribeTargetGroups", ["TargetGroups": [group]])
        aws.on(
            "elbv2.DescribeTargetGroupAttributes",
            ["Attributes": [["Key": "deregistration_delay.timeout_seconds", "Value": "300"]]]
        )
        let outputs = try await invoke("getTargetGroup", ["name": "web"], aws)
        #expect(outputs["arnSuffix"] == "targetgroup/web/1")
        #expect(outputs["targetType"] == "ip")
        #expect(outputs["deregistrationDelay"] == "300")
        #expect(outputs["healthCheck"]?.map?["path"] == "/health")
        #expect(outputs["loadBalancerArns"] == ["arn:balancer"])
        #expect(outputs["lambdaMultiValueHeadersEnabled"] == false)
        #expect(outputs["tags"] == [:])
    }

    @Test("finds the listener of a port, and lists what it does once in the plural")
    func listener() async throws {
        let aws = ScriptedAWS()
        let secure: JSON = [
            "ListenerArn": "arn:443", "Port": 443, "Protocol": "HTTPS", "SslPolicy": "ELBSecurityPolicy-2016-08",
            "Certificates": [["CertificateArn": "arn:certificate"]], "MutualAuthentication": ["Mode": "off"],
            "DefaultActions": [
                [
                    "Type": "forward", "Order": 1,
                    "ForwardConfig": [
                        "TargetGroups": [
                            ["TargetGroupArn": "arn:a", "Weight": 1], ["TargetGroupArn": "arn:b", "Weight": 3],
                        ],
                        "TargetGroupStickinessConfig": ["Enabled": true, "DurationSeconds": 60],
                    ],
                ]
            ],
        ]
        let plain: JSON = ["ListenerArn": "arn:80", "Port": 80, "Protocol": "HTTP"]
        aws.on("elbv2.DescribeListeners") { input in
            ["Listeners": input["ListenerArns"] == nil ? [plain, secure] : [secure]]
        }
        let arguments: PropertyMap = ["loadBalancerArn": "arn:balancer", "port": 443, "tags": ["not": "asked"]]
        let outputs = try await invoke("getListener", arguments, aws)
        #expect(outputs["id"] == "arn:443")
        #expect(outputs["certificateArn"] == "arn:certificate")
        #expect(outputs["mutualAuthentications"]?.list?.first?.map?["mode"] == "off")
        let action = try #require(outputs["defaultActions"]?.list?.first?.map)
        let forward = try #require(action["forwards"]?.list?.first?.map)
        #expect(forward["stickinesses"] == [["duration": 60, "enabled": true]])
        #expect(forward["targetGroups"] == [["arn": "arn:a", "weight": 1], ["arn": "arn:b", "weight": 3]])
        #expect(
            aws.inputs(of: "elbv2.DescribeListeners") == [
                ["LoadBalancerArn": "arn:balancer"], ["ListenerArns": ["arn:443"]],
            ]
        )
    }

    @Test(
        "asks for one way to find a listener",
        arguments: [[:], ["port": 80], ["arn": "arn:aws:a:b::c", "port": 80]] as [PropertyMap]
    )
    func oneWay(_ arguments: PropertyMap) async throws {
        let request = InvokeRequest(tok: "aws:lb/getListener:getListener", args: arguments)
        #expect(try await AWSProvider.scripted().invoke(request, .test).failures.isEmpty == false)
    }
}
