import JSON
import TestKit
import Testing

@testable import AWSClient

@Suite("Calls to a simulator of AWS", .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)"))
struct SimulatorTests {
    let client: AWSClient

    init() throws {
        var configuration = AWSConfiguration(environment: [:])
        configuration.endpoint = try Moto.shared().endpoint
        configuration.region = "us-west-2"
        configuration.credentials = AWSCredentials(accessKeyID: "test", secretAccessKey: "test")
        let transport = CurlTransport(configuration)
        client = AWSClient(configuration: configuration, time: .system, transport: transport)
    }

    @Test("speak JSON 1.1 with ECS")
    func ecs() async throws {
        let created = try await client.call(
            "ecs.CreateCluster",
            ["clusterName": "web", "tags": [["key": "team", "value": "a & b"]]]
        )
        #expect(created["cluster"]?["clusterArn"] == "arn:aws:ecs:us-west-2:123456789012:cluster/web")
        let described = try await client.call(
            "ecs.DescribeClusters",
            ["clusters": ["web"], "include": ["TAGS"]]
        )
        #expect(described["clusters"]?[0]?["status"] == "ACTIVE")
        #expect(described["clusters"]?[0]?["tags"] == [["key": "team", "value": "a & b"]])
        let other = try await client.call("ecs.DescribeClusters", ["clusters": ["web"]], region: "eu-central-1")
        #expect(other["clusters"] == [])
    }

    @Test("speak query with ELB, and merge pages as the models say")
    func elbv2() async throws {
        let subnets = try await client.pages("ec2.DescribeSubnets")
        let ids = try #require(subnets["Subnets"]?.array).compactMap { $0["SubnetId"] }
        let created = try await client.call(
            "elbv2.CreateLoadBalancer",
            [
                "Name": "front", "Subnets": .array(Array(ids.prefix(2))), "Type": "application",
                "Tags": [["Key": "a", "Value": "ü/?&="]],
            ]
        )
        let arn = try #require(created["LoadBalancers"]?[0]?["LoadBalancerArn"])
        #expect(created["LoadBalancers"]?[0]?["CreatedTime"]?.string?.hasSuffix("Z") == true)
        let found = try await client.pages("elbv2.DescribeLoadBalancers", ["LoadBalancerArns": [arn]])
        #expect(found["LoadBalancers"]?[0]?["State"]?["Code"] == "active")
        let tags = try await client.call("elbv2.DescribeTags", ["ResourceArns": [arn]])
        #expect(tags["TagDescriptions"]?[0]?["Tags"] == [["Key": "a", "Value": "ü/?&="]])
        _ = try await client.call("elbv2.DeleteLoadBalancer", ["LoadBalancerArn": arn])
        let gone = await error { try await client.call("elbv2.DescribeLoadBalancers", ["LoadBalancerArns": [arn]]) }
        #expect(gone?.code == "LoadBalancerNotFound")
    }

    @Test("speak EC2's dialect of query")
    func ec2() async throws {
        let vpcs = try await client.call(
            "ec2.DescribeVpcs",
            ["Filters": [["Name": "isDefault", "Values": ["true"]]]]
        )
        let vpc = try #require(vpcs["Vpcs"]?[0]?["VpcId"])
        #expect(vpcs["Vpcs"]?[0]?["IsDefault"] == true)
        let group = try await client.call(
            "ec2.CreateSecurityGroup",
            [
                "GroupName": "web", "Description": "d", "VpcId": vpc,
                "TagSpecifications": [["ResourceType": "security-group", "Tags": [["Key": "k", "Value": "v"]]]],
            ]
        )
        let id = try #require(group["GroupId"])
        _ = try await client.call(
            "ec2.AuthorizeSecurityGroupIngress",
            [
                "GroupId": id,
                "IpPermissions": [
                    ["IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [["CidrIp": "0.0.0.0/0"]]]
                ],
            ]
        )
        let groups = try await client.call("ec2.DescribeSecurityGroups", ["GroupIds": [id]])
        let found = groups["SecurityGroups"]?[0]
        #expect(found?["IpPermissions"]?[0]?["FromPort"] == 80)
        #expect(found?["IpPermissions"]?[0]?["IpRanges"] == [["CidrIp": "0.0.0.0/0"]])
        #expect(found?["Tags"] == [["Key": "k", "Value": "v"]])
    }

    @Test("speak query with IAM and STS, and JSON with Logs")
    func others() async throws {
        let role = try await client.call(
            "iam.CreateRole",
            ["RoleName": "runner", "AssumeRolePolicyDocument": "{\"Version\":\"2012-10-17\",\"Statement\":[]}"]
        )
        #expect(role["Role"]?["Arn"] == "arn:aws:iam::123456789012:role/runner")
        let identity = try await client.call("sts.GetCallerIdentity")
        #expect(identity["Account"] == "123456789012")
        _ = try await client.call("logs.CreateLogGroup", ["logGroupName": "/ecs/web", "tags": ["a": "b"]])
        let groups = try await client.pages("logs.DescribeLogGroups", ["logGroupNamePrefix": "/ecs/web"])
        #expect(groups["logGroups"]?[0]?["logGroupName"] == "/ecs/web")
    }

    @Test("speak REST with S3 and Lambda")
    func rest() async throws {
        _ = try await client.call(
            "s3.CreateBucket",
            ["Bucket": "my-bucket", "CreateBucketConfiguration": ["LocationConstraint": "us-west-2"]]
        )
        _ = try await client.call(
            "s3.PutBucketTagging",
            ["Bucket": "my-bucket", "Tagging": ["TagSet": [["Key": "a", "Value": "<b>&"]]]]
        )
        let tags = try await client.call("s3.GetBucketTagging", ["Bucket": "my-bucket"])
        #expect(tags["TagSet"] == [["Key": "a", "Value": "<b>&"]])
        let missing = await error { try await client.call("s3.HeadBucket", ["Bucket": "no-such-bucket"]) }
        #expect(missing?.httpStatus == 404)
        let policy = await error { try await client.call("lambda.GetPolicy", ["FunctionName": "none"]) }
        #expect(policy?.code == "ResourceNotFoundException")
    }

    @Test("end with AWS's code and message")
    func answeredErrors() async throws {
        let ecs = await error { try await client.call("ecs.UpdateCluster", ["cluster": "none"]) }
        #expect(ecs?.code == "ClusterNotFoundException")
        #expect(ecs?.httpStatus == 400)
        let iam = await error { try await client.call("iam.GetRole", ["RoleName": "none"]) }
        #expect(iam?.code == "NoSuchEntity")
        #expect(iam?.attempts == 1)
        let ec2 = await error { try await client.call("ec2.DescribeSecurityGroups", ["GroupIds": ["sg-none"]]) }
        #expect(ec2?.code == "InvalidGroup.NotFound")
        #expect(ec2?.requestID != nil)
    }

    @Test("end at once where the simulator has no such operation")
    func notImplemented() async throws {
        let missing = await error {
            try await client.call("ecs.ListServiceDeployments", ["service": "s", "cluster": "c"])
        }
        #expect(missing?.kind == .notImplemented)
        #expect(missing?.attempts == 1)
        #expect(missing?.isRetryable == false)
    }
}

/// The error that a call ends with, or `nil`.
func error(_ body: () async throws -> JSON) async -> AWSError? {
    do {
        _ = try await body()
        return nil
    } catch { return error as? AWSError }
}
