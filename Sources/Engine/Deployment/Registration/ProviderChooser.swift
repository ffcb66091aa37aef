import PulumiProtocol

/// Chooses the provider that serves a request.
struct ProviderChooser: Sendable {
    let admission: Admission
    let defaults: DefaultProviders
    let registry: ProviderRegistry
    let deployer: GoalDeployer

    /// The provider that a request names, that its parent's children use, or that the package has by default.
    func provider(_ reference: String, parent: String, _ plugin: PluginRequest) async throws -> ProviderInstance {
        let chosen: String
        if !reference.isEmpty {
            chosen = reference
        } else if let inherited = admission.providers(ofChildrenOf: parent)[plugin.package] {
            chosen = inherited
        } else {
            chosen = try await deployer.defaultProvider(plugin)
        }
        return try await registry.instance(chosen)
    }

    /// The plugin of a package, in the version that a request asks for or that its package reference has.
    func plugin(_ package: String, version: String, reference: String) -> PluginRequest {
        defaults.plugin(package, version: version, reference: reference)
    }
}
