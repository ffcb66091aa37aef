import PulumiProtocol

/// The facts about a deployment that providers get with each call to a component.
struct ProgramScope: Sendable {
    let identity: StackIdentity
    let isPreview: Bool
    let parallel: Int32
    /// The stack's configuration by full key, as text.
    let configurationTexts: [String: String]
    /// Keys of the configuration whose values are secret.
    let secretKeys: [String]

    /// The facts of a deployment.
    init(_ deployment: Deployment) {
        identity = deployment.identity
        isPreview = deployment.options.isPreview
        parallel = Int32(clamping: deployment.options.parallel)
        configurationTexts = deployment.configuration.mapValues(ProviderConfiguration.text)
        secretKeys = deployment.configuration.filter { $0.value.containsSecrets }.keys.sorted()
    }
}
