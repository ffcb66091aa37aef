import JSON
import PulumiProtocol
import RPC

/// A plugin with its configuration, behind one provider resource.
final class ProviderInstance: Sendable {
    /// The reference by which states name it.
    let reference: ProviderReference
    /// The checked configuration.
    let inputs: PropertyMap
    /// The package that it serves.
    let package: String
    /// The process that serves it.
    let plugin: Plugin
    /// Indicates whether the deployment is a preview.
    let isPreview: Bool
    /// The answer to Configure; `nil` while the configuration holds unknown values and nothing can be asked.
    let configureResponse: ConfigureResponse?

    init(
        _ reference: ProviderReference,
        inputs: PropertyMap,
        package: String,
        plugin: Plugin,
        isPreview: Bool
    ) async throws {
        self.reference = reference
        self.inputs = inputs
        self.package = package
        self.plugin = plugin
        self.isPreview = isPreview
        let known = ProviderConfiguration.forPlugin(inputs)
        guard !known.containsUnknowns else {
            configureResponse = nil
            return
        }
        var variables: [String: String] = [:]
        for property in known {
            variables["\(package):config:\(property.key)"] = ProviderConfiguration.text(property.value)
        }
        let urn = reference.urn
        configureResponse = try await plugin.call(
            "Configure",
            ConfigureRequest(
                variables: variables,
                args: known,
                acceptSecrets: true,
                acceptResources: true,
                sendsOldInputs: true,
                sendsOldInputsToDelete: true,
                id: reference.id == ProviderReference.unknownID ? nil : reference.id,
                urn: urn,
                name: URN.name(in: urn),
                type: URN.providerType(of: package)
            )
        )
    }

    /// Indicates whether create and update calls of a preview reach the provider.
    var supportsPreview: Bool { configureResponse?.supportsPreview ?? false }

    /// Returns properties of a custom resource as this provider takes them.
    func outgoing(_ properties: PropertyMap) -> PropertyMap {
        properties.marshalled(configureResponse?.acceptSecrets ?? true ? .engine : .plain)
    }

    /// Returns inputs of a component, or arguments of a method, as this provider takes them.
    func arguments(_ properties: PropertyMap) -> PropertyMap {
        configureResponse?.acceptOutputs ?? false ? properties : properties.marshalled(.engine)
    }

    /// The properties from a provider that cannot mark secrets, marked secret where the sent properties are.
    func incoming(_ properties: PropertyMap, from sent: PropertyMap) -> PropertyMap {
        guard !(configureResponse?.acceptSecrets ?? true), sent.containsSecrets else { return properties }
        var marked = properties
        for property in sent where property.value.containsSecrets {
            if let value = marked[property.key], !value.containsSecrets { marked[property.key] = .secret(value) }
        }
        return marked
    }
}

/// The inputs of provider resources.
enum ProviderConfiguration {
    /// Inputs that only the engine reads; plugins do not get them.
    static let engineKeys: Set<String> = ["__internal", "version", "pluginDownloadURL", "pluginChecksums"]

    /// The inputs that the plugin gets.
    static func forPlugin(_ inputs: PropertyMap) -> PropertyMap {
        inputs.filter { !engineKeys.contains($0.key) }
    }

    /// The text form of a value in old requests: plain text, or JSON.
    static func text(_ value: PropertyValue) -> String {
        switch value.plain {
        case .string(let text): text
        case .bool(let flag): String(flag)
        case let other: JSON(plain: other).text()
        }
    }
}
