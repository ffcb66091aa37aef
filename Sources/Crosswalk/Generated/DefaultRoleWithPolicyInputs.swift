// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// The role that a component makes by default: with arguments of your own, replaced by an existing one, or left
/// out.
///
/// `awsx:awsx:DefaultRoleWithPolicy`
struct DefaultRoleWithPolicyInputs: InputView {
    static let names: [String] = [
        "args",
        "roleArn",
        "skip",
    ]

    let object: InputObject

    /// Arguments for the one that is made.
    var args: RoleWithPolicyInputs? {
        get throws {
            try object.object("args").map(RoleWithPolicyInputs.init)
        }
    }

    /// The ARN of an existing one to use.
    var roleArn: PropertyValue? { object["roleArn"] }

    /// Whether none is made or used.
    var skip: PropertyValue? { object["skip"] }
}
