// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Another container whose volumes are mounted too.
///
/// `awsx:ecs:TaskDefinitionVolumeFrom`
struct TaskDefinitionVolumeFromInputs: InputView {
    static let names: [String] = [
        "readOnly",
        "sourceContainer",
    ]

    let object: InputObject

    /// Whether it cannot be written.
    var readOnly: PropertyValue? { object["readOnly"] }

    /// The other container's name.
    var sourceContainer: PropertyValue? { object["sourceContainer"] }
}
