// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Makes the container the log router of the task.
///
/// `awsx:ecs:TaskDefinitionFirelensConfiguration`
struct TaskDefinitionFirelensConfigurationInputs: InputView {
    static let names: [String] = [
        "options",
        "type",
    ]

    let object: InputObject

    /// Options by name.
    var options: PropertyValue? { object["options"] }

    /// The kind.
    var type: PropertyValue? { object["type"] }
}
