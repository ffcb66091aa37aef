// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A value that is fetched when the container starts.
///
/// `awsx:ecs:TaskDefinitionSecret`
struct TaskDefinitionSecretInputs: InputView {
    static let names: [String] = [
        "name",
        "valueFrom",
    ]

    let object: InputObject

    /// The environment variable's name.
    var name: PropertyValue? { object["name"] }

    /// The ARN of the secret or parameter.
    var valueFrom: PropertyValue? { object["valueFrom"] }
}
