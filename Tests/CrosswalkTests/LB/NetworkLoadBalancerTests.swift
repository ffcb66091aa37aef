import ProviderKit
import PulumiProtocol
import Testing

@Suite("NetworkLoadBalancer and TargetGroupAttachment")
struct NetworkLoadBalancerTests {
    @Test("speaks TCP, and forces what upstream forces")
    func defaults() async throws {
        let engine = PlayedEngine()
        let inputs: PropertyMap = ["defaultTargetGroupPort": 443, "listener": ["port": 443], "idleTimeout": 9]
        _ = try await engine.construct("awsx:lb:NetworkLoadBalancer", "n", inputs)
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

    @Test("a function gets a permission first")
    func function() async throws {
        let engine = PlayedEngine(functions: ["aws:lb/getTargetGroup:getTargetGroup": ["targetType": "lambda"]])
        let inputs: PropertyMap = ["targetGroupArn": "arn:tg", "lambdaArn": "arn:f"]
        let answer = try await engine.construct("awsx:lb:TargetGroupAttachment", "a", inputs)
        #expect(
            engine.registration("Permission", "a")?.object == [
                "action": "lambda:InvokeFunction", "function": "arn:f",
                "principal": "elasticloadbalancing.amazonaws.com", "sourceArn": "arn:tg",
            ]
        )
        #expect(
            engine.registration("TargetGroupAttachment", "a")?.object
                == ["targetGroupArn": "arn:tg", "targetId": "arn:f"]
        )
        #expect(Set(answer.state.keys) == ["lambdaPermission", "targetGroupAttachment"])
    }

    @Test("needs one target group and one target")
    func refuses() async throws {
        let failure = await #expect(throws: InputFailure.self) {
            try await PlayedEngine().construct("awsx:lb:TargetGroupAttachment", "a", ["targetGroupArn": "x"])
        }
        #expect(
            failure?.faults.first?.reason == "is missing; give one of instance, instanceId, lambda, lambdaArn"
        )
    }
}
