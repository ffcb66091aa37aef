import JSON
import ProviderKit
import PulumiProtocol

/// The component `awsx:cloudtrail:Trail`: a trail, which records the calls to AWS in a bucket.
struct Trail: Component {
    static let aliases = ComponentAliases([.type("aws:cloudtrail:x:Trail")], areFirst: false)

    private static let child = "aws:cloudtrail/trail:Trail"
    private static let service: PropertyValue = ["Service": "cloudtrail.amazonaws.com"]

    private let inputs: TrailInputs
    private let bucket: BucketChoice
    private let logGroup: LogGroupChoice

    init(_ inputs: TrailInputs) throws {
        self.inputs = inputs
        bucket = try BucketChoice(try inputs.s3Bucket.view())
        logGroup = try LogGroupChoice(optional: try inputs.cloudWatchLogsGroup.view())
    }

    var warnings: [CheckFailure] { BucketChoice.warnings(inputs.s3Bucket.viewIfKnown()) }

    func drafts(named name: String) -> [ChildDraft] {
        let origins = [ChildDraft.Origin(from: inputs.object.path), .init("s3BucketName", from: inputs.s3Bucket.path)]
        let trail = ChildDraft(
            Self.child,
            name,
            inputs.forwarded.setting(["s3BucketName": bucket.draftName]),
            origins: origins
        )
        return [trail] + bucket.drafts(named: name) + logGroup.drafts(named: name)
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        async let account = scope.invoke("aws:index/getCallerIdentity:getCallerIdentity")
        async let logGroupMade = logGroup.make(scope.name, in: scope)
        let bucket = try await bucket.make(scope.name, in: scope)
        async let policy = scope.child(
            "aws:s3/bucketPolicy:BucketPolicy",
            scope.name,
            ["bucket": bucket.name, "policy": bucket.arn.map(Self.bucketPolicy).property],
            dependsOn: bucket.child.map { [$0] } ?? []
        )
        let logGroup = try await logGroupMade
        let role = try await Self.role(for: logGroup, account: account, in: scope)
        let trail = try await scope.child(
            Self.child,
            scope.name,
            inputs.forwarded.setting([
                "s3BucketName": bucket.name,
                "cloudWatchLogsGroupArn": logGroup.identity?.map { .string("\($0.arn):*") }.property,
                "cloudWatchLogsRoleArn": role?["arn"],
            ]),
            dependsOn: [try await policy]
        )
        return PropertyMap(present: [
            "trail": trail.reference,
            "bucket": bucket.child?.reference,
            "logGroup": logGroup.child?.reference,
        ])
    }

    // MARK: Rights

    /// The policy by which CloudTrail may look at a bucket and write into it (CloudTrail User Guide, "Amazon S3 bucket
    /// policy for CloudTrail").
    private static func bucketPolicy(_ arn: PropertyValue) -> PropertyValue {
        let arn = arn.string ?? ""
        return [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Sid": "AWSCloudTrailAclCheck", "Effect": "Allow", "Principal": service,
                    "Action": ["s3:GetBucketAcl"], "Resource": [.string(arn)],
                ],
                [
                    "Sid": "AWSCloudTrailWrite", "Effect": "Allow", "Principal": service,
                    "Action": ["s3:PutObject"], "Resource": [.string("\(arn)/*")],
                    "Condition": ["StringEquals": ["s3:x-amz-acl": "bucket-owner-full-control"]],
                ],
            ],
        ]
    }

    /// Registers the role with which CloudTrail writes into a new log group.
    ///
    /// - Returns: `nil` if the log group was not made here: like upstream, an existing one gets no role.
    private static func role(
        for logGroup: LogGroup,
        account: Output<PropertyMap>,
        in scope: ComponentScope
    ) async throws -> Child? {
        guard logGroup.child != nil, let identity = logGroup.identity else { return nil }
        let policy = identity.and(account).map { identity, account in
            let streams = "\(identity.arn):log-stream:\(account["accountId"]?.string ?? "")_CloudTrail_*"
            return PropertyValue.string(logPolicy(streams).text())
        }
        return try await scope.child(
            "aws:iam/role:Role",
            scope.name,
            [
                "assumeRolePolicy": .string(assumeRolePolicy.text()),
                "inlinePolicies": [["policy": policy.property]],
            ]
        )
    }

    private static let assumeRolePolicy: JSON = [
        "Version": "2012-10-17",
        "Statement": [
            [
                "Sid": "AllowAssumeRole", "Effect": "Allow",
                "Principal": ["Service": "cloudtrail.amazonaws.com"], "Action": "sts:AssumeRole",
            ]
        ],
    ]

    private static func logPolicy(_ streams: String) -> JSON {
        let statements = ["logs:CreateLogStream", "logs:PutLogEvents"].map { action -> JSON in
            ["Effect": "Allow", "Action": [.string(action)], "Resource": [.string(streams)]]
        }
        return ["Version": "2012-10-17", "Statement": .array(statements)]
    }
}
