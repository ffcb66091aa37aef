// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A kernel parameter of the container.
///
/// `awsx:ecs:TaskDefinitionSystemControl`
struct TaskDefinitionSystemControlInputs: InputView {
    static let names: [String] = [
        "namespace",
        "value",
    ]

    let object: InputObject

    /// The parameter's name.
    var namespace: PropertyValue? { object["namespace"] }

    /// The value.
    var value: PropertyValue? { object["value"] }
}
