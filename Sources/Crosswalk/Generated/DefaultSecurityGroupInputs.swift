// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// The security group that a component makes by default: with arguments of your own, replaced by an existing one,
/// or left out.
///
/// `awsx:awsx:DefaultSecurityGroup`
struct DefaultSecurityGroupInputs: InputView {
    static let names: [String] = [
        "args",
        "securityGroupId",
        "skip",
    ]

    let object: InputObject

    /// Arguments for the one that is made.
    var args: SecurityGroupInputs? {
        get throws {
            try object.object("args").map(SecurityGroupInputs.init)
        }
    }

    /// The id of an existing one to use.
    var securityGroupId: PropertyValue? { object["securityGroupId"] }

    /// Whether none is made or used.
    var skip: PropertyValue? { object["skip"] }
}
