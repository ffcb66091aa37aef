// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A file system in memory.
///
/// `awsx:ecs:TaskDefinitionTmpfs`
struct TaskDefinitionTmpfsInputs: InputView {
    static let names: [String] = [
        "containerPath",
        "mountOptions",
        "size",
    ]

    let object: InputObject

    /// The path in the container.
    var containerPath: PropertyValue? { object["containerPath"] }

    /// Mount options.
    var mountOptions: PropertyValue? { object["mountOptions"] }

    /// The size in MiB.
    var size: PropertyValue? { object["size"] }
}
