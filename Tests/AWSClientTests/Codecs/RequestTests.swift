import JSON
import Testing

@testable import AWSClient

/// Inputs with every form that the protocols treat differently.
private let inputs: [(AWSOperation, JSON.Object)] = [
    ("ecs.DescribeClusters", [:]),
    (
        "ecs.CreateService",
        [
            "cluster": "c", "serviceName": "s", "desiredCount": 2, "clientToken": "t",
            "networkConfiguration": ["awsvpcConfiguration": ["subnets": ["a", "b"], "assignPublicIp": "ENABLED"]],
            "tags": [["key": "ü", "value": "\"\\\n"]], "enableECSManagedTags": true, "loadBalancers": [],
        ]
    ),
    ("logs.CreateLogGroup", ["logGroupName": "/a/b", "tags": ["k": "v"]]),
    (
        "elbv2.CreateTargetGroup",
        [
            "Name": "a b+c~d*e", "Port": 80, "HealthCheckEnabled": false, "Matcher": ["HttpCode": "200-299"],
            "Tags": [["Key": "k", "Value": "ä/&=?"]],
        ]
    ),
    ("elbv2.ModifyTargetGroupAttributes", ["TargetGroupArn": "arn", "Attributes": []]),
    ("elbv2.SetSecurityGroups", ["LoadBalancerArn": "x", "SecurityGroups": ["sg-1", "sg-2"]]),
    (
        "iam.CreateRole",
        ["RoleName": "r", "AssumeRolePolicyDocument": "{\"a\":[1]}", "Tags": [["Key": "k", "Value": ""]]]
    ),
    ("sts.AssumeRole", ["RoleArn": "a", "RoleSessionName": "s", "PolicyArns": [["arn": "p"]], "DurationSeconds": 900]),
    (
        "ec2.CreateVpcEndpoint",
        [
            "VpcId": "vpc-1", "ServiceName": "s", "DryRun": true, "ClientToken": "t", "PrivateDnsEnabled": false,
            "SecurityGroupIds": ["sg-1"], "DnsOptions": ["DnsRecordIpType": "ipv4"],
            "SubnetConfigurations": [["SubnetId": "subnet-1", "Ipv4": "10.0.0.4"]],
            "TagSpecifications": [["ResourceType": "vpc-endpoint", "Tags": [["Key": "a", "Value": "b"]]]],
        ]
    ),
    (
        "ec2.AuthorizeSecurityGroupIngress",
        [
            "GroupId": "sg",
            "IpPermissions": [
                [
                    "IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "IpRanges": [["CidrIp": "0.0.0.0/0"]],
                    "UserIdGroupPairs": [["GroupId": "sg-2", "Description": "x"]],
                ]
            ],
        ]
    ),
    ("ec2.DescribeVpcs", ["Filters": [["Name": "isDefault", "Values": ["true"]]], "VpcIds": [], "MaxResults": 5]),
    (
        "elbv2.CreateListener",
        [
            "LoadBalancerArn": "arn", "Port": 0, "AlpnPolicy": ["a", "b"],
            "DefaultActions": [
                [
                    "Type": "forward", "Order": 1,
                    "ForwardConfig": ["TargetGroupStickinessConfig": ["Enabled": true, "DurationSeconds": 60]],
                ]
            ],
        ]
    ),
    ("s3.CreateBucket", ["Bucket": "b", "CreateBucketConfiguration": ["LocationConstraint": "eu-west-1"]]),
    ("s3.GetBucketTagging", ["Bucket": "b"]),
    ("s3.ListObjectVersions", ["Bucket": "b", "Prefix": "a b/ü", "MaxKeys": 10]),
    ("s3.PutBucketPolicy", ["Bucket": "b", "Policy": "{\"Statement\": []}"]),
    ("s3.PutBucketTagging", ["Bucket": "b", "Tagging": ["TagSet": [["Key": "a", "Value": "<&>\""]]]]),
    (
        "lambda.AddPermission",
        [
            "FunctionName": "arn:aws:lambda:us-west-2:1:function:f", "StatementId": "s", "Action": "a",
            "Principal": "p",
            "Qualifier": "q/r",
        ]
    ),
]

@Suite("Requests")
struct RequestTests {
    @Test("say what botocore's say, and are signed alike")
    func chosen() throws {
        try compare(inputs)
    }

    @Test("of every operation, with every member, say what botocore's say, and are signed alike")
    func everyOperation() throws {
        var all: [(AWSOperation, JSON.Object)] = []
        for operation in try TestModels.services.flatMap(TestModels.operations) {
            let model = try ModelStore.shared.model(operation)
            all.append((operation, model.input.flatMap { Sample(model).value($0, 0).object } ?? [:]))
        }
        try compare(all)
    }

    @Test("to Route 53 name things by what follows the kind in their ids", arguments: ["/change/C1", "C1"])
    func idWithKind(_ id: String) throws {
        let model = try ModelStore.shared.model("route53.GetChange")
        #expect(model.service.wireProtocol.codec.encode(["Id": .string(id)], model).path == "/2013-04-01/change/C1")
    }

    private func compare(_ inputs: [(AWSOperation, JSON.Object)]) throws {
        let questions = inputs.map { operation, input in
            JSON.object(["ask": "request", "operation": .string("\(operation)"), "input": .object(input)])
        }
        let answers = try BotocoreOracle.answers(questions)
        for ((operation, input), answer) in zip(inputs, answers) {
            let model = try ModelStore.shared.model(operation)
            let wire = model.service.wireProtocol.codec.encode(try InputCheck.checked(input, model), model)
            #expect(wire.method == answer["method"]?.string, "\(operation)")
            let body = answer["body"]?.string ?? ""
            #expect(try Comparable.of(wire.body, model) == Comparable.of(Array(body.utf8), model), "\(operation)")
            let request = try Self.request(answer)
            let ours = HTTPRequest(authority: "example.amazonaws.com", path: wire.path, query: wire.query)
            #expect(CanonicalTarget(ours) == CanonicalTarget(request), "\(operation)")
            #expect(Self.headers(wire.headers, model) == Self.headers(request.headers, model), "\(operation)")
            #expect(Self.authorization(request, model) == answer["authorization"]?.string, "\(operation)")
        }
    }

    /// The headers that the protocol prescribes, sorted.
    ///
    /// In REST the type of a body is the writer's choice, and checksums are added by other parts of botocore.
    private static func headers(_ headers: [(name: String, value: String)], _ model: OperationModel) -> [String] {
        let isREST = [.restXML, .restJSON].contains(model.service.wireProtocol)
        let skipped = isREST ? ["content-type", "content-md5"] : []
        return headers.filter { !skipped.contains($0.name) }.map { "\($0.name): \($0.value)" }.sorted()
    }

    private static func authorization(_ request: HTTPRequest, _ model: OperationModel) -> String? {
        let isS3 = model.service.signingName == "s3"
        let signer = SignatureV4(
            accessKeyID: "AKID",
            secretAccessKey: "secret/key+",
            sessionToken: "a token",
            region: "us-west-2",
            service: model.service.signingName,
            keepsPath: isS3
        )
        let signed = signer.signed(request, at: 1_714_979_289, signsPayloadHeader: isS3)
        return signed.headers.first { $0.name == "authorization" }?.value
    }

    /// botocore's request as one of ours.
    private static func request(_ answer: JSON) throws -> HTTPRequest {
        let target = try #require(answer["target"]?.string)
        let parts = target.split(separator: "?", maxSplits: 1)
        let query = parts.count == 2 ? parts[1].split(separator: "&") : []
        return HTTPRequest(
            method: try #require(answer["method"]?.string),
            authority: "example.amazonaws.com",
            path: String(parts[0]),
            query: query.map { pair in
                let sides = pair.split(separator: "=", maxSplits: 1)
                let value = sides.count == 2 ? sides[1].split(separator: "+", omittingEmptySubsequences: false) : []
                return (
                    name: PercentEncoding.decode(sides[0]),
                    value: PercentEncoding.decode(Substring(value.joined(separator: " ")))
                )
            },
            headers: (answer["headers"]?.object ?? [:]).map {
                (name: $0.key.lowercased(), value: $0.value.string ?? "")
            },
            body: Array((answer["body"]?.string ?? "").utf8)
        )
    }
}

/// Path and query in an order that does not depend on who wrote them.
private struct CanonicalTarget: Equatable {
    var path: String
    var query: [String]

    init(_ request: HTTPRequest) {
        path = request.path
        query = request.query.map { "\($0.name)=\($0.value)" }.sorted()
    }
}

/// A body without what its writer is free to choose: the order of fields and members.
private enum Comparable: Equatable {
    case json(JSON)
    case form([String])
    case xml(XMLElement)
    case text(String)

    static func of(_ body: [UInt8], _ model: OperationModel) throws -> Comparable {
        let text = String(decoding: body, as: UTF8.self)
        if body.isEmpty { return .text("") }
        switch model.service.wireProtocol {
        case .json, .restJSON: return .json(try JSON(parsing: body))
        case .query, .ec2:
            let fields = text.split(separator: "&").map { field in
                PercentEncoding.decode(
                    Substring(field.split(separator: "+", omittingEmptySubsequences: false).joined(separator: " "))
                )
            }
            return .form(fields.sorted())
        case .restXML:
            guard text.hasPrefix("<") else { return .text(text) }
            return .xml(try XMLElement(parsing: body))
        }
    }
}

/// Makes an input with every member of a shape, recursive ones twice.
private struct Sample {
    let model: OperationModel

    init(_ model: OperationModel) { self.model = model }

    func value(_ index: Int, _ depth: Int) -> JSON {
        let shape = model.shapes[index]
        switch shape.kind {
        case .structure(let members):
            var out = JSON.Object()
            // Of recursive shapes only the outer ones are filled.
            if depth < 12 { for member in members { out[member.name] = value(member.shape, depth + 1) } }
            return .object(out)
        case .list(let member):
            return depth < 8 ? [value(member.shape, depth + 1), value(member.shape, depth + 1)] : []
        case .map(_, let member): return ["k 1": value(member.shape, depth + 1), "ü": value(member.shape, depth + 1)]
        case .string: return "a b/\(shape.name)&=ü+\"<>"
        case .integer: return 7
        case .float: return 1.5
        case .boolean: return true
        case .blob: return "YWJj"
        case .timestamp: return "2024-05-06T07:08:09Z"
        case .document: return ["any": ["thing", 1]]
        }
    }
}
