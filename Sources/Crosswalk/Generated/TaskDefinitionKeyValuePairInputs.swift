// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// An environment variable.
///
/// `awsx:ecs:TaskDefinitionKeyValuePair`
struct TaskDefinitionKeyValuePairInputs: InputView {
    static let names: [String] = [
        "name",
        "value",
    ]

    let object: InputObject

    /// The variable's name.
    var name: PropertyValue? { object["name"] }

    /// The value.
    var value: PropertyValue? { object["value"] }
}
