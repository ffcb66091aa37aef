// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Inputs that several types have in common: `awsx:awsx:DefaultLogGroup`, `awsx:awsx:OptionalLogGroup`.
protocol LogGroupChoiceInputs: InputView {}

extension LogGroupChoiceInputs {
    /// The arguments of the log group that is created.
    ///
    /// Not together with `existing`.
    var args: Input<LogGroupInputs> { input("args") }

    /// An existing log group to use instead.
    ///
    /// Not together with `args`.
    var existing: Input<ExistingLogGroupInputs> { input("existing") }
}

/// The arguments of an S3 bucket, as in `aws.s3.Bucket`.
///
/// `awsx:awsx:Bucket`
struct BucketInputs: ForwardedInputs {
    static let forwardedNames = [
        "accelerationStatus", "acl", "bucket", "bucketNamespace", "bucketPrefix", "corsRules", "forceDestroy", "grants",
        "lifecycleRules", "logging", "objectLockConfiguration", "objectLockEnabled", "policy", "region",
        "replicationConfiguration", "requestPayer", "serverSideEncryptionConfiguration", "tags", "versioning",
        "website",
    ]

    let object: InputObject
}

/// The log group that a component creates by default; it can be customised, replaced by an existing one, or
/// skipped.
///
/// `awsx:awsx:DefaultLogGroup`
struct DefaultLogGroupInputs: LogGroupChoiceInputs {
    let object: InputObject

    /// Indicates whether to do without a log group: none is created or used; `false` by default.
    var skip: Input<PropertyValue> { input("skip") }
}

/// The IAM role that a component creates by default; it can be customised, replaced by an existing one, or
/// skipped.
///
/// `awsx:awsx:DefaultRoleWithPolicy`
struct DefaultRoleWithPolicyInputs: InputView {
    let object: InputObject

    /// The arguments of the role that is created.
    ///
    /// Not together with `roleArn`.
    var args: Input<RoleWithPolicyInputs> { input("args") }

    /// The ARN of an existing role to use instead.
    ///
    /// Not together with `args`.
    var roleArn: Input<PropertyValue> { input("roleArn") }

    /// Indicates whether to do without a role: none is created or used; `false` by default.
    var skip: Input<PropertyValue> { input("skip") }
}

/// The security group that a component creates by default; it can be customised, replaced by an existing one, or
/// skipped.
///
/// `awsx:awsx:DefaultSecurityGroup`
struct DefaultSecurityGroupInputs: InputView {
    let object: InputObject

    /// The arguments of the security group that is created.
    ///
    /// Not together with `securityGroupId`.
    var args: Input<SecurityGroupInputs> { input("args") }

    /// The ID of an existing security group to use instead.
    ///
    /// Not together with `args`.
    var securityGroupId: Input<PropertyValue> { input("securityGroupId") }

    /// Indicates whether to do without a security group: none is created or used; `false` by default.
    var skip: Input<PropertyValue> { input("skip") }
}

/// An existing S3 bucket, given by ARN or by name.
///
/// `awsx:awsx:ExistingBucket`
struct ExistingBucketInputs: InputView {
    let object: InputObject

    /// The ARN of the bucket.
    ///
    /// It counts more than `name`.
    var arn: Input<PropertyValue> { input("arn") }

    /// The name of the bucket.
    var name: Input<PropertyValue> { input("name") }
}

/// An existing log group, given by ARN or by name.
///
/// `awsx:awsx:ExistingLogGroup`
struct ExistingLogGroupInputs: InputView {
    let object: InputObject

    /// The ARN of the log group.
    ///
    /// It counts more than `name`. AWS calls it `arn`.
    var arn: Input<PropertyValue> { input("arn") }

    /// The name of the log group.
    ///
    /// AWS calls it `logGroupName`.
    var name: Input<PropertyValue> { input("name") }

    /// The region of a log group that is given by name; the region of the provider by default.
    var region: Input<PropertyValue> { input("region") }
}

/// The arguments of a log group, as in `aws.cloudwatch.LogGroup`.
///
/// `awsx:awsx:LogGroup`
struct LogGroupInputs: ForwardedInputs {
    static let forwardedNames = [
        "deletionProtectionEnabled", "kmsKeyId", "logGroupClass", "name", "namePrefix", "region", "retentionInDays",
        "skipDestroy", "tags",
    ]

    let object: InputObject
}

/// A log group that a component creates only if it is told to.
///
/// `awsx:awsx:OptionalLogGroup`
struct OptionalLogGroupInputs: LogGroupChoiceInputs {
    let object: InputObject

    /// Indicates whether there is a log group; `false` by default.
    var enable: Input<PropertyValue> { input("enable") }
}

/// The S3 bucket that a component cannot do without: a new one, or an existing one.
///
/// `awsx:awsx:RequiredBucket`
struct RequiredBucketInputs: InputView {
    let object: InputObject

    /// The arguments of the bucket that is created.
    ///
    /// Not together with `existing`.
    var args: Input<BucketInputs> { input("args") }

    /// An existing bucket to use instead.
    ///
    /// Not together with `args`.
    var existing: Input<ExistingBucketInputs> { input("existing") }
}

/// The arguments of a role, as in `aws.iam.Role`, and the policies attached to it.
///
/// `awsx:awsx:RoleWithPolicy`
struct RoleWithPolicyInputs: ForwardedInputs {
    static let forwardedNames = [
        "description", "forceDetachPolicies", "inlinePolicies", "managedPolicyArns", "maxSessionDuration", "name",
        "namePrefix", "path", "permissionsBoundary", "tags",
    ]

    let object: InputObject

    /// The ARNs of the policies to attach to the role.
    ///
    /// They take the place of the default ones. AWS calls it `PolicyArn`.
    var policyArns: Input<[PropertyValue]> { input("policyArns") }
}

/// The arguments of a security group, as in `aws.ec2.SecurityGroup`.
///
/// `awsx:awsx:SecurityGroup`
struct SecurityGroupInputs: ForwardedInputs {
    static let forwardedNames = [
        "description", "egress", "ingress", "name", "namePrefix", "region", "revokeRulesOnDelete", "tags", "vpcId",
    ]

    static let defaults: PropertyMap = ["description": "Managed by Pulumi"]

    let object: InputObject

    /// The region; the region of the provider by default.
    var region: Input<PropertyValue> { input("region") }

    /// The tags by key.
    ///
    /// The tags of the provider configuration (`defaultTags`) are added to them. AWS calls it `TagSpecifications`.
    var tags: Input<[String: PropertyValue]> { input("tags") }
}
