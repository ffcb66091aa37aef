import JSON
import Testing

@testable import AWSClient

/// Answers with every form that the protocols treat differently.
private let answers: [(AWSOperation, String)] = [
    (
        "ecs.DescribeServices",
        """
        {"services":[{"serviceArn":"a","desiredCount":2,"createdAt":1715000000.125,"deployments":[{"id":"d",\
        "updatedAt":1715000001}],"unknownMember":{"x":1},"loadBalancers":[],"enableExecuteCommand":false}],"failures":[]}
        """
    ),
    ("ecs.DescribeClusters", "{}"),
    (
        "elbv2.DescribeLoadBalancers",
        """
        <?xml version="1.0"?><DescribeLoadBalancersResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
        <DescribeLoadBalancersResult><LoadBalancers><member><LoadBalancerArn>a&amp;b</LoadBalancerArn>
        <CreatedTime>2024-05-06T07:08:09.120Z</CreatedTime><State><Code>active</Code></State>
        <AvailabilityZones><member><ZoneName>z1</ZoneName><LoadBalancerAddresses/></member><member/></AvailabilityZones>
        <SecurityGroups><member>sg-1</member><member>sg-2</member></SecurityGroups></member></LoadBalancers>
        </DescribeLoadBalancersResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
        </DescribeLoadBalancersResponse>
        """
    ),
    (
        "iam.GetRole",
        """
        <GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><Path>/</Path>
        <AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument><MaxSessionDuration>3600</MaxSessionDuration>
        <CreateDate>2024-05-06T07:08:09Z</CreateDate><RoleName> r </RoleName></Role></GetRoleResult></GetRoleResponse>
        """
    ),
    (
        "ec2.DescribeSecurityGroups",
        """
        <DescribeSecurityGroupsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId>
        <securityGroupInfo><item><groupId>sg</groupId><groupDescription></groupDescription><ipPermissions><item>
        <ipProtocol>tcp</ipProtocol><fromPort>80</fromPort><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges>
        </item></ipPermissions><tagSet/></item></securityGroupInfo></DescribeSecurityGroupsResponse>
        """
    ),
    (
        "ec2.DescribeVpcs",
        """
        <DescribeVpcsResponse><vpcSet><item><vpcId>v</vpcId><isDefault>true</isDefault></item></vpcSet></DescribeVpcsResponse>
        """
    ),
    (
        "s3.GetBucketTagging",
        "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>"
    ),
    (
        "s3.ListObjectVersions",
        """
        <ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>a</Key><Size>3</Size></Version>
        <Version><Key>b</Key><LastModified>2024-05-06T07:08:09.000Z</LastModified></Version></ListVersionsResult>
        """
    ),
    ("lambda.GetPolicy", "{\"Policy\":\"{}\",\"RevisionId\":\"r\"}"),
]

@Suite("Responses")
struct ResponseTests {
    @Test("are read as botocore reads them")
    func likeBotocore() throws {
        let expected = try BotocoreOracle.answers(
            answers.map { operation, body in
                ["ask": "response", "operation": .string("\(operation)"), "status": 200, "body": .string(body)]
            }
        )
        for ((operation, body), expected) in zip(answers, expected) {
            let model = try ModelStore.shared.model(operation)
            let response = HTTPResponse(status: 200, body: Array(body.utf8))
            let output = try model.service.wireProtocol.codec.decode(response, model)
            #expect(JSON.object(output).sortedText == expected.sortedText, "\(operation)")
        }
    }

    @Test("of every operation, with every member, are read as botocore reads them")
    func everyOperation() throws {
        let operations = try TestModels.services.flatMap(TestModels.operations)
        let samples = try BotocoreOracle.answers(
            operations.map { ["ask": "sample", "operation": .string("\($0)")] }
        )
        for (operation, sample) in zip(operations, samples) {
            let model = try ModelStore.shared.model(operation)
            let response = HTTPResponse(status: 200, body: Array((sample["body"]?.string ?? "").utf8))
            let output = try model.service.wireProtocol.codec.decode(response, model)
            #expect(JSON.object(output).sortedText == sample["output"]?.sortedText, "\(operation)")
        }
    }

    @Test(
        "that are not the service's are refused, whatever they hold",
        arguments: [
            "", "<", "<a>", "{", "[1]", "\u{0}", "<a/><b/>", "<DescribeVpcsResponse>", "null",
            String(repeating: "<a>", count: 100_000), String(repeating: "[", count: 100_000),
        ]
    )
    func garbage(_ body: String) throws {
        let operations: [AWSOperation] = ["ecs.DescribeServices", "elbv2.DescribeLoadBalancers", "ec2.DescribeVpcs"]
        for operation in operations {
            let model = try ModelStore.shared.model(operation)
            let response = HTTPResponse(status: 200, body: Array(body.utf8))
            if let output = try? model.service.wireProtocol.codec.decode(response, model) {
                #expect(output.isEmpty)
            }
        }
    }

    @Test("of REST carry members in headers, each in its type")
    func headers() throws {
        let model = try ModelStore.shared.model("s3.HeadBucket")
        let headers = [("x-amz-bucket-region", "eu-west-1"), ("x-amz-access-point-alias", "true"), ("other", "x")]
        let response = HTTPResponse(status: 200, headers: headers.map { (name: $0, value: $1) }, body: [])
        let output = try model.service.wireProtocol.codec.decode(response, model)
        #expect(output == ["BucketRegion": "eu-west-1", "AccessPointAlias": true])
    }

    @Test(
        "of REST without a body name their failure by the status",
        arguments: [
            (301, "PermanentRedirect"), (400, "BadRequest"), (403, "AccessDenied"), (404, "NotFound"), (500, nil),
        ]
    )
    func bodiless(_ status: Int, _ code: String?) throws {
        let codec = try ModelStore.shared.model("s3.HeadBucket").service.wireProtocol.codec
        #expect(codec.failure(HTTPResponse(status: status, headers: [], body: []))?.code == code)
    }

    @Test("of Route 53 that refuse a batch of changes list why")
    func refusedBatch() throws {
        let codec = try ModelStore.shared.model("route53.ChangeResourceRecordSets").service.wireProtocol.codec
        let body = """
            <InvalidChangeBatch><Messages><Message>one</Message><Message>two</Message></Messages>\
            <RequestId>r-1</RequestId></InvalidChangeBatch>
            """
        let failure = try #require(codec.failure(HTTPResponse(status: 400, headers: [], body: Array(body.utf8))))
        #expect(failure.code == "InvalidChangeBatch")
        #expect(failure.message == "one; two")
        #expect(failure.requestID == "r-1")
    }

    @Test("do not expand entities")
    func entities() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>"
        #expect(throws: UnreadableAnswer.self) { try XMLElement(parsing: Array(bomb.utf8)) }
    }
}

extension JSON {
    fileprivate var sortedText: String { text([.sortedKeys]) }
}
