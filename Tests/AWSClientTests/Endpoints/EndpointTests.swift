import Testing

@testable import AWSClient

@Suite("Endpoints")
struct EndpointTests {
    private func endpoint(
        _ operation: AWSOperation,
        _ region: String,
        _ change: (inout AWSConfiguration) -> Void = { _ in }
    ) throws -> Endpoint {
        var configuration = AWSConfiguration(environment: [:])
        change(&configuration)
        let settings = Settings(configuration, profiles: SharedProfiles())
        return try Endpoint.resolve(try ModelStore.shared.model(operation).service, region, settings)
    }

    @Test(
        "follow AWS's rules",
        arguments: [
            ("ecs.DescribeClusters", "us-west-2", "ecs.us-west-2.amazonaws.com", "us-west-2"),
            ("elbv2.DescribeTags", "eu-central-1", "elasticloadbalancing.eu-central-1.amazonaws.com", "eu-central-1"),
            ("ecr.CreateRepository", "us-east-1", "api.ecr.us-east-1.amazonaws.com", "us-east-1"),
            ("sts.GetCallerIdentity", "ap-south-1", "sts.ap-south-1.amazonaws.com", "ap-south-1"),
            ("iam.GetRole", "eu-west-1", "iam.amazonaws.com", "us-east-1"),
            ("iam.GetRole", "cn-northwest-1", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            ("iam.GetRole", "us-gov-east-1", "iam.us-gov.amazonaws.com", "us-gov-west-1"),
            ("route53.GetChange", "eu-west-1", "route53.amazonaws.com", "us-east-1"),
            ("route53.GetChange", "cn-north-1", "route53.amazonaws.com.cn", "cn-northwest-1"),
            ("route53.GetChange", "us-gov-east-1", "route53.us-gov.amazonaws.com", "us-gov-west-1"),
            ("route53.GetChange", "us-isob-east-1", "route53.sc2s.sgov.gov", "us-isob-east-1"),
            ("route53.GetChange", "eusc-de-east-1", "route53.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"),
            ("ecs.DescribeClusters", "cn-north-1", "ecs.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            ("ec2.DescribeVpcs", "us-iso-east-1", "ec2.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"),
            ("s3.HeadBucket", "us-east-1", "s3.us-east-1.amazonaws.com", "us-east-1"),
            ("logs.DescribeLogGroups", "us-gov-west-1", "logs.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ]
    )
    func rules(_ operation: String, _ region: String, _ host: String, _ signingRegion: String) throws {
        let found = try endpoint(AWSOperation(operation), region)
        #expect(found.description == "https://\(host)")
        #expect(found.signingRegion == signingRegion)
    }

    @Test("follow what the settings name, the service's own first")
    func named() throws {
        let both = try endpoint("elbv2.DescribeTags", "us-west-2") {
            $0.environment["AWS_ENDPOINT_URL"] = "http://all:1"
            $0.environment["AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2"] = "http://own:80/base/"
        }
        #expect(both.description == "http://own/base")
        #expect(both.isCustom)
        let ignored = try endpoint("ecs.DescribeClusters", "us-west-2") {
            $0.environment["AWS_ENDPOINT_URL"] = "http://all:1"
            $0.environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true"
        }
        #expect(!ignored.isCustom)
        let configured = try endpoint("iam.GetRole", "us-west-2") {
            $0.endpoints = ["iam": "https://iam.test"]
            $0.environment["AWS_ENDPOINT_URL_IAM"] = "http://other"
        }
        #expect(configured.description == "https://iam.test")
        #expect(configured.signingRegion == "us-east-1")
    }

    @Test("refuse a region that is none", arguments: ["", "us west", "evil.com/", "US-WEST-2", "a@b"])
    func regions(_ region: String) {
        #expect(throws: InvalidEndpoint.self) { try endpoint("ecs.DescribeClusters", region) }
    }

    @Test("use FIPS and dual stack when told")
    func variants() throws {
        let found = try endpoint("ecs.DescribeClusters", "us-west-2") {
            $0.usesFIPS = true
            $0.usesDualStack = true
        }
        #expect(found.authority == "ecs-fips.us-west-2.api.aws")
        let bucket = try endpoint("s3.HeadBucket", "us-west-2") { $0.usesDualStack = true }
        #expect(bucket.authority == "s3.dualstack.us-west-2.amazonaws.com")
    }

    @Test("belong to a partition")
    func partitions() {
        #expect(AWSPartition.containing(region: "cn-north-1").id == "aws-cn")
        #expect(AWSPartition.containing(region: "cn-north-1").reverseDNSPrefix == "cn.com.amazonaws")
        #expect(AWSPartition.containing(region: "us-isob-east-1").id == "aws-iso-b")
        #expect(AWSPartition.containing(region: "mars-1").id == "aws")
    }
}
