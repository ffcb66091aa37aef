// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A device of the host that the container sees.
///
/// `awsx:ecs:TaskDefinitionDevice`
struct TaskDefinitionDeviceInputs: InputView {
    static let names: [String] = [
        "containerPath",
        "hostPath",
        "permissions",
    ]

    let object: InputObject

    /// The path in the container.
    var containerPath: PropertyValue? { object["containerPath"] }

    /// The path on the host.
    var hostPath: PropertyValue? { object["hostPath"] }

    /// What the container may do: `read`, `write`, `mknod`.
    var permissions: PropertyValue? { object["permissions"] }
}
