import ProviderKit
import PulumiProtocol
import Testing

@Suite("Trail")
struct TrailTests {
    private static let type = "awsx:cloudtrail:Trail"
    private static let bucketARN = "arn:aws:s3:::logs"

    private func construct(
        _ inputs: PropertyMap,
        isPreview: Bool = false
    ) async throws -> (engine: PlayedEngine, answer: ConstructResponse) {
        let engine = PlayedEngine(isPreview: isPreview, outputs: ["aws:s3/bucket:Bucket": ["bucket": "audit-b"]])
        return (engine, try await engine.construct(Self.type, "audit", inputs))
    }

    /// The tree of what was registered.
    private func tree(_ engine: PlayedEngine) -> Set<String> {
        Set(engine.log.registrations.map { "\($0.type) \($0.name) < \(URN($0.parent)?.type ?? "")" })
    }

    @Test("makes a bucket that CloudTrail may write into, and then the trail")
    func bucket() async throws {
        let (engine, answer) = try await construct(["s3KeyPrefix": "all", "isMultiRegionTrail": true])
        #expect(
            tree(engine) == [
                "awsx:cloudtrail:Trail audit < pulumi:pulumi:Stack",
                "aws:s3/bucket:Bucket audit < awsx:cloudtrail:Trail",
                "aws:s3/bucketPolicy:BucketPolicy audit < awsx:cloudtrail:Trail",
                "aws:cloudtrail/trail:Trail audit < awsx:cloudtrail:Trail",
            ]
        )
        #expect(engine.registration("Bucket", "audit")?.object == ["forceDestroy": true])
        let policy = try #require(engine.registration("BucketPolicy", "audit"))
        #expect(policy.object == ["bucket": "audit-b", "policy": Self.policy("arn:audit")])
        #expect(policy.dependencies.contains { $0.hasSuffix("aws:s3/bucket:Bucket::audit") })
        let trail = try #require(engine.registration("Trail", "audit"))
        #expect(trail.object == ["s3BucketName": "audit-b", "s3KeyPrefix": "all", "isMultiRegionTrail": true])
        #expect(trail.dependencies.contains { $0.hasSuffix("aws:s3/bucketPolicy:BucketPolicy::audit") })
        #expect(Set(answer.state.keys) == ["trail", "bucket"])
        #expect(engine.log.invokes.map(\.tok) == ["aws:index/getCallerIdentity:getCallerIdentity"])
    }

    private static func policy(_ arn: String) -> PropertyValue {
        let service: PropertyValue = ["Service": "cloudtrail.amazonaws.com"]
        return [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Sid": "AWSCloudTrailAclCheck", "Effect": "Allow", "Principal": service,
                    "Action": ["s3:GetBucketAcl"], "Resource": [.string(arn)],
                ],
                [
                    "Sid": "AWSCloudTrailWrite", "Effect": "Allow", "Principal": service, "Action": ["s3:PutObject"],
                    "Resource": [.string("\(arn)/*")],
                    "Condition": ["StringEquals": ["s3:x-amz-acl": "bucket-owner-full-control"]],
                ],
            ],
        ]
    }

    @Test("makes a log group if it is enabled, with a role that CloudTrail writes with")
    func logGroup() async throws {
        let (engine, answer) = try await construct([
            "cloudWatchLogsGroup": ["enable": true, "args": ["retentionInDays": 7]]
        ])
        #expect(engine.registration("LogGroup", "audit")?.object == ["retentionInDays": 7])
        let group = "arn:aws:logs:us-west-2:123456789012:log-group:audit-1234567"
        let streams = "\(group):log-stream:123456789012_CloudTrail_*"
        #expect(
            engine.registration("Role", "audit")?.object == [
                "assumeRolePolicy": .string(
                    #"{"Version":"2012-10-17","Statement":[{"Sid":"AllowAssumeRole","Effect":"Allow","#
                        + #""Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#
                ),
                "inlinePolicies": [
                    [
                        "policy": .string(
                            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogStream"],"#
                                + #""Resource":["\#(streams)"]},{"Effect":"Allow","Action":["logs:PutLogEvents"],"#
                                + #""Resource":["\#(streams)"]}]}"#
                        )
                    ]
                ],
            ]
        )
        let trail = engine.registration("Trail", "audit")?.object
        #expect(trail?["cloudWatchLogsGroupArn"] == .string("\(group):*"))
        #expect(trail?["cloudWatchLogsRoleArn"] == "arn:audit")
        #expect(Set(answer.state.keys) == ["trail", "bucket", "logGroup"])
    }

    @Test(
        "does without a log group unless it is enabled",
        arguments: [[:], ["args": ["retentionInDays": 7]], ["enable": false]] as [PropertyValue]
    )
    func noLogGroup(_ choice: PropertyValue) async throws {
        let (engine, _) = try await construct(["cloudWatchLogsGroup": choice])
        #expect(engine.registration("LogGroup", "audit") == nil && engine.registration("Role", "audit") == nil)
        #expect(engine.registration("Trail", "audit")?.object.keys.contains("cloudWatchLogsGroupArn") == false)
    }

    @Test("writes to an existing log group without a role, as upstream does")
    func existingLogGroup() async throws {
        let group = "arn:aws:logs:us-west-2:123456789012:log-group:mine"
        let (engine, answer) = try await construct([
            "cloudWatchLogsGroup": ["enable": true, "existing": ["arn": .string(group)]]
        ])
        let trail = try #require(engine.registration("Trail", "audit")).object
        #expect(trail["cloudWatchLogsGroupArn"] == .string("\(group):*"))
        #expect(trail["cloudWatchLogsRoleArn"] == nil)
        #expect(Set(answer.state.keys) == ["trail", "bucket"])
    }

    @Test(
        "uses an existing bucket, by its ARN or its name",
        arguments: [
            (["arn": "arn:aws:s3:::logs"], "arn:aws:s3:::logs", false),
            (["arn": "arn:aws:s3:::logs", "name": "other"], "arn:aws:s3:::logs", false),
            (["name": "logs"], "arn:aws:::logs", true),
        ] as [(PropertyValue, String, Bool)]
    )
    func existingBucket(_ existing: PropertyValue, _ arn: String, isWarned: Bool) async throws {
        let (engine, answer) = try await construct(["s3Bucket": ["existing": existing]])
        let policy = try #require(engine.registration("BucketPolicy", "audit"))
        #expect(policy.object == ["bucket": "logs", "policy": Self.policy(arn)])
        #expect(engine.registration("Trail", "audit")?.object["s3BucketName"] == "logs")
        #expect(engine.registration("Bucket", "audit") == nil)
        #expect(Set(answer.state.keys) == ["trail"])
        #expect(engine.log.messages.contains { $0.hasPrefix("property s3Bucket.existing.name: ") } == isWarned)
    }

    @Test("a policy is not known before the bucket is")
    func preview() async throws {
        let (engine, _) = try await construct(["cloudWatchLogsGroup": ["enable": true]], isPreview: true)
        #expect(engine.registration("BucketPolicy", "audit")?.object["policy"] == .unknown)
        #expect(engine.registration("Role", "audit")?.object["inlinePolicies"] == [["policy": .unknown]])
    }

    @Test("has the former type of upstream's older package")
    func aliases() async throws {
        let (engine, _) = try await construct([:])
        let trail = try #require(engine.log.registrations.first { $0.type == Self.type })
        #expect("\(trail.aliases)".contains("aws:cloudtrail:x:Trail"))
        #expect("\(try #require(engine.registration("Bucket", "audit")).aliases)".contains("aws:s3/bucketV2:BucketV2"))
    }

    @Test(
        "refuses a choice that contradicts itself",
        arguments: [
            (["s3Bucket": ["existing": ["name": "a"], "args": [:]]], "s3Bucket.args"),
            (["s3Bucket": ["existing": [:]]], "s3Bucket.existing"),
            (["s3Bucket": ["existing": ["arn": "logs"]]], "s3Bucket.existing.arn"),
            (
                ["cloudWatchLogsGroup": ["enable": true, "existing": ["name": "a"], "args": [:]]],
                "cloudWatchLogsGroup.args"
            ),
        ] as [(PropertyMap, String)]
    )
    func refuses(_ inputs: PropertyMap, _ property: String) async throws {
        let failure = await #expect(throws: InputFailure.self) { try await construct(inputs) }
        #expect(failure?.faults.map(\.property) == [property])
    }
}
