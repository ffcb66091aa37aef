// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A log group that exists already, by ARN or by name.
///
/// `awsx:awsx:ExistingLogGroup`
struct ExistingLogGroupInputs: InputView {
    static let names: [String] = [
        "arn",
        "name",
        "region",
    ]

    let object: InputObject

    /// The ARN.
    var arn: PropertyValue? { object["arn"] }

    /// The log group's name.
    var name: PropertyValue? { object["name"] }

    /// The log group's region, with `name`; the provider's if not given.
    var region: PropertyValue? { object["region"] }
}
