// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A volume of the task in the container's file system.
///
/// `awsx:ecs:TaskDefinitionMountPoint`
struct TaskDefinitionMountPointInputs: InputView {
    static let names: [String] = [
        "containerPath",
        "readOnly",
        "sourceVolume",
    ]

    let object: InputObject

    /// The path in the container.
    var containerPath: PropertyValue? { object["containerPath"] }

    /// Whether it cannot be written.
    var readOnly: PropertyValue? { object["readOnly"] }

    /// The volume's name.
    var sourceVolume: PropertyValue? { object["sourceVolume"] }
}
