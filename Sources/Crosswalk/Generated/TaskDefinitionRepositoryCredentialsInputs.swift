// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Credentials for a private registry.
///
/// `awsx:ecs:TaskDefinitionRepositoryCredentials`
struct TaskDefinitionRepositoryCredentialsInputs: InputView {
    static let names: [String] = [
        "credentialsParameter"
    ]

    let object: InputObject

    /// The ARN of the secret with the credentials.
    var credentialsParameter: PropertyValue? { object["credentialsParameter"] }
}
