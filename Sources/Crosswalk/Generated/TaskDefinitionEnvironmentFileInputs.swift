// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A file with environment variables.
///
/// `awsx:ecs:TaskDefinitionEnvironmentFile`
struct TaskDefinitionEnvironmentFileInputs: InputView {
    static let names: [String] = [
        "type",
        "value",
    ]

    let object: InputObject

    /// The kind.
    var type: PropertyValue? { object["type"] }

    /// The value.
    var value: PropertyValue? { object["value"] }
}
