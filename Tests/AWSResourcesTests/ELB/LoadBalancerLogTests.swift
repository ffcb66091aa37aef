import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("The logs of a load balancer")
struct LoadBalancerLogTests {
    @Test("are refused with what the bucket's policy must say, once that did not pass")
    func denied() async throws {
        let type = "aws:lb/loadBalancer:LoadBalancer"
        let aws = ScriptedAWS()
        let arn: JSON = "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/web/1"
        let balancer: JSON = ["LoadBalancerArn": arn, "Type": "application", "State": ["Code": "active"]]
        aws.on("elbv2.CreateLoadBalancer", ["LoadBalancers": [balancer]])
        aws.on("elbv2.DescribeLoadBalancers", ["LoadBalancers": [balancer]])
        aws.on("elbv2.ModifyLoadBalancerAttributes") { _ in
            throw AWSFailure(
                code: "InvalidConfigurationRequest",
                message: "Access Denied for bucket: logs. Please check S3bucket permission"
            )
        }
        let provider = try await AWSProvider.scripted(aws)
        let inputs: PropertyMap = [
            "name": "web", "subnets": ["subnet-1", "subnet-2"], "accessLogs": ["bucket": "logs", "enabled": true],
        ]
        let failure = try await #require(throws: ResourceInitFailure.self) {
            try await provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        }
        let reason = try #require(failure.reasons.first)
        #expect(reason.contains("Access Denied for bucket: logs"))
        #expect(reason.contains("logdelivery.elasticloadbalancing.amazonaws.com"))
        #expect(reason.contains("delivery.logs.amazonaws.com"))
        #expect(aws.inputs(of: "elbv2.ModifyLoadBalancerAttributes").count > 2)
    }
}
