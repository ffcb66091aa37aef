// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// The log group that a component creates by default; it can be customised, replaced by an existing one, or
/// skipped.
///
/// `awsx:awsx:DefaultLogGroup`
struct DefaultLogGroupInputs: InputView {
    let object: InputObject

    /// The arguments of the resource that is created.
    var args: Input<LogGroupInputs> { input("args") }

    /// An existing log group to use instead.
    var existing: Input<ExistingLogGroupInputs> { input("existing") }

    /// Indicates whether to do without: nothing is created or used.
    var skip: Input<PropertyValue> { input("skip") }
}

/// The IAM role that a component creates by default; it can be customised, replaced by an existing one, or
/// skipped.
///
/// `awsx:awsx:DefaultRoleWithPolicy`
struct DefaultRoleWithPolicyInputs: InputView {
    let object: InputObject

    /// The arguments of the resource that is created.
    var args: Input<RoleWithPolicyInputs> { input("args") }

    /// The ARN of an existing role to use instead.
    var roleArn: Input<PropertyValue> { input("roleArn") }

    /// Indicates whether to do without: nothing is created or used.
    var skip: Input<PropertyValue> { input("skip") }
}

/// The security group that a component creates by default; it can be customised, replaced by an existing one, or
/// skipped.
///
/// `awsx:awsx:DefaultSecurityGroup`
struct DefaultSecurityGroupInputs: InputView {
    let object: InputObject

    /// The arguments of the resource that is created.
    var args: Input<SecurityGroupInputs> { input("args") }

    /// The ID of an existing security group to use instead.
    var securityGroupId: Input<PropertyValue> { input("securityGroupId") }

    /// Indicates whether to do without: nothing is created or used.
    var skip: Input<PropertyValue> { input("skip") }
}

/// An existing log group, given by ARN or by name.
///
/// `awsx:awsx:ExistingLogGroup`
struct ExistingLogGroupInputs: InputView {
    let object: InputObject

    /// The log group's ARN.
    var arn: Input<PropertyValue> { input("arn") }

    /// The log group's name.
    var name: Input<PropertyValue> { input("name") }

    /// The log group's region, with `name`; the provider's region by default.
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

/// The arguments of a role, as in `aws.iam.Role`, and the policies attached to it.
///
/// `awsx:awsx:RoleWithPolicy`
struct RoleWithPolicyInputs: ForwardedInputs {
    static let forwardedNames = [
        "description", "forceDetachPolicies", "inlinePolicies", "managedPolicyArns", "maxSessionDuration", "name",
        "namePrefix", "path", "permissionsBoundary", "tags",
    ]

    let object: InputObject

    /// The ARNs of the policies to attach instead of the default ones.
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

    /// The region; the provider's region by default.
    var region: Input<PropertyValue> { input("region") }

    /// The tags at AWS.
    var tags: Input<[String: PropertyValue]> { input("tags") }
}
