import PulumiProtocol
import Testing

@Suite("NetworkLoadBalancer")
struct NetworkLoadBalancerTests {
    private static let type = "awsx:lb:NetworkLoadBalancer"

    @Test("speaks TCP, and forces what upstream forces")
    func defaults() async throws {
        let engine = PlayedEngine()
        let inputs: PropertyMap = ["defaultTargetGroupPort": 443, "listener": ["port": 443], "idleTimeout": 9]
        _ = try await engine.construct(Self.type, "n", inputs)
        #expect(
            engine.registration("LoadBalancer", "n")?.object == [
                "loadBalancerType": "network", "enableHttp2": false, "idleTimeout": 0, "subnets": ["subnet-public"],
            ]
        )
        #expect(
            engine.registration("TargetGroup", "n")?.object
                == ["vpcId": "vpc-default", "protocol": "TCP", "port": 443]
        )
        let listener = engine.registration("Listener", "n-0")?.object
        #expect(listener?["port"] == 443)
        #expect(listener?["protocol"] == "TCP")
    }

    @Test("takes over security groups, target group and listeners")
    func given() async throws {
        let engine = PlayedEngine()
        let inputs: PropertyMap = [
            "securityGroups": ["sg"], "subnetIds": ["subnet-a", "subnet-b"], "internal": true,
            "defaultTargetGroup": ["port": 5432, "targetType": "ip"],
            "listeners": [["port": 5432], ["port": 853, "protocol": "TLS", "certificateArn": "c"]],
        ]
        let answer = try await engine.construct(Self.type, "n", inputs)
        let balancer = engine.registration("LoadBalancer", "n")?.object
        #expect(balancer?["securityGroups"] == ["sg"])
        #expect(balancer?["internal"] == true)
        #expect(
            engine.registration("TargetGroup", "n")?.object
                == ["vpcId": "vpc-of-subnet", "protocol": "TCP", "port": 5432, "targetType": "ip"]
        )
        #expect(engine.registration("Listener", "n-0")?.object["protocol"] == "TCP")
        let second = engine.registration("Listener", "n-1")?.object
        #expect(second?["port"] == 853)
        #expect(second?["protocol"] == "TLS")
        #expect(second?["certificateArn"] == "c")
        #expect(Set(answer.state.keys) == ["loadBalancer", "defaultTargetGroup", "listeners", "vpcId"])
    }

    @Test("has a listener on port 80 if none is given")
    func defaultListener() async throws {
        let engine = PlayedEngine()
        _ = try await engine.construct(Self.type, "n", [:])
        let listener = engine.registration("Listener", "n-0")?.object
        #expect(listener?["port"] == 80)
        #expect(listener?["protocol"] == "TCP")
        #expect(engine.registration("TargetGroup", "n")?.object["port"] == 80)
    }
}
