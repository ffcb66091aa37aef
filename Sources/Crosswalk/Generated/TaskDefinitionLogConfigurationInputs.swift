// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Where the container's output goes.
///
/// `awsx:ecs:TaskDefinitionLogConfiguration`
struct TaskDefinitionLogConfigurationInputs: InputView {
    static let names: [String] = [
        "logDriver",
        "options",
        "secretOptions",
    ]

    let object: InputObject

    /// The log driver.
    var logDriver: PropertyValue? { object["logDriver"] }

    /// Options by name.
    var options: PropertyValue? { object["options"] }

    /// Options whose values are fetched at the start.
    var secretOptions: [TaskDefinitionSecretInputs]? {
        get throws {
            try object.objects("secretOptions")?.map(TaskDefinitionSecretInputs.init)
        }
    }
}
