// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A resource such as a GPU that the container is given.
///
/// `awsx:ecs:TaskDefinitionResourceRequirement`
struct TaskDefinitionResourceRequirementInputs: InputView {
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
