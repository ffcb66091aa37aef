import JSON
import PulumiProtocol
import RPC

/// A plugin with its configuration: what a provider resource stands for.
final class ProviderInstance: Sendable {
    /// How states name it.
    let reference: ProviderReference
    /// Its configuration, as checked.
    let inputs: PropertyMap
    /// The package it serves.
    let package: String
    /// The process behind it.
    let plugin: Plugin
    /// Whether nothing is changed, only planned.
    let isPreview: Bool
    /// What it said to Configure; `nil` if its configuration is not yet known, so that it cannot be asked anything.
    let abilities: ConfigureResponse?

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
            abilities = nil
            return
        }
        var variables: [String: String] = [:]
        for property in known {
            variables["\(package):config:\(property.key)"] = ProviderConfiguration.text(property.value)
        }
        let urn = reference.urn
        abilities = try await plugin.call(
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
                type: "pulumi:providers:\(package)"
            )
        )
    }

    /// Whether outputs of a create or update are foretold in a preview.
    var foretells: Bool { abilities?.supportsPreview ?? false }

    /// Returns properties of a custom resource as this provider takes them.
    func outgoing(_ properties: PropertyMap) -> PropertyMap {
        properties.marshalled(abilities?.acceptSecrets ?? true ? .engine : .plain)
    }

    /// Returns inputs of a component, or arguments of a method, as this provider takes them.
    func arguments(_ properties: PropertyMap) -> PropertyMap {
        abilities?.acceptOutputs ?? false ? properties : properties.marshalled(.engine)
    }

    /// Properties that this provider sent, with secrets marked that it could not mark: those whose inputs were secret.
    func incoming(_ properties: PropertyMap, from sent: PropertyMap) -> PropertyMap {
        guard !(abilities?.acceptSecrets ?? true), sent.containsSecrets else { return properties }
        var marked = properties
        for property in sent where property.value.containsSecrets {
            if let value = marked[property.key], !value.containsSecrets { marked[property.key] = .secret(value) }
        }
        return marked
    }
}

/// The inputs of provider resources.
enum ProviderConfiguration {
    /// What the engine keeps there for itself, and plugins do not see.
    static let engineKeys: Set<String> = ["__internal", "version", "pluginDownloadURL", "pluginChecksums"]

    /// The part that the plugin sees.
    static func forPlugin(_ inputs: PropertyMap) -> PropertyMap {
        inputs.filter { !engineKeys.contains($0.key) }
    }

    /// The old text form of a value: plain text, or JSON.
    static func text(_ value: PropertyValue) -> String {
        switch value.plain {
        case .string(let text): text
        case .bool(let flag): String(flag)
        case let other: json(other).text()
        }
    }

    private static func json(_ value: PropertyValue) -> JSON {
        switch value {
        case .bool(let flag): .bool(flag)
        case .number(let number): .number(JSON.Number(number))
        case .string(let text): .string(text)
        case .list(let elements): .array(elements.map(json))
        case .map(let map): .object(JSON.Object(map.map { ($0.key, json($0.value)) }))
        default: .null
        }
    }
}
