// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Kernel capabilities that the container has besides Docker's defaults, or lacks.
///
/// `awsx:ecs:TaskDefinitionKernelCapabilities`
struct TaskDefinitionKernelCapabilitiesInputs: InputView {
    static let names: [String] = [
        "add",
        "drop",
    ]

    let object: InputObject

    /// Capabilities to add.
    var add: PropertyValue? { object["add"] }

    /// Capabilities to take away.
    var drop: PropertyValue? { object["drop"] }
}
