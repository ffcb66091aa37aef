// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A container that must have reached a state before this one starts.
///
/// `awsx:ecs:TaskDefinitionContainerDependency`
struct TaskDefinitionContainerDependencyInputs: InputView {
    static let names: [String] = [
        "condition",
        "containerName",
    ]

    let object: InputObject

    /// The state: `START`, `COMPLETE`, `SUCCESS` or `HEALTHY`.
    var condition: PropertyValue? { object["condition"] }

    /// The container's name.
    var containerName: PropertyValue? { object["containerName"] }
}
