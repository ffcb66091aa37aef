// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A role, as `aws.iam.Role` takes it, and the policies attached to it.
///
/// `awsx:awsx:RoleWithPolicy`
struct RoleWithPolicyInputs: InputView {
    static let names: [String] = [
        "description",
        "forceDetachPolicies",
        "inlinePolicies",
        "managedPolicyArns",
        "maxSessionDuration",
        "name",
        "namePrefix",
        "path",
        "permissionsBoundary",
        "policyArns",
        "tags",
    ]

    let object: InputObject

    /// What it is for, at AWS.
    var description: PropertyValue? { object["description"] }

    /// Whether policies are detached before it is deleted.
    var forceDetachPolicies: PropertyValue? { object["forceDetachPolicies"] }

    /// Policies that are part of the role.
    var inlinePolicies: PropertyValue? { object["inlinePolicies"] }

    /// The ARNs of all managed policies that the role has.
    var managedPolicyArns: PropertyValue? { object["managedPolicyArns"] }

    /// Seconds that a session may last.
    var maxSessionDuration: PropertyValue? { object["maxSessionDuration"] }

    /// The name at AWS; derived from the resource's name if not given.
    var name: PropertyValue? { object["name"] }

    /// The beginning of the name at AWS.
    var namePrefix: PropertyValue? { object["namePrefix"] }

    /// The path of the name.
    var path: PropertyValue? { object["path"] }

    /// The ARN of the policy that bounds its permissions.
    var permissionsBoundary: PropertyValue? { object["permissionsBoundary"] }

    /// The ARNs of the policies to attach, instead of the default ones.
    var policyArns: PropertyValue? { object["policyArns"] }

    /// Tags at AWS.
    var tags: PropertyValue? { object["tags"] }
}
