import JSON
import PulumiProtocol
import RPC
import Synchronization

/// The providers that the engine registers itself for resources that name none: one for each package and version.
final class DefaultProviders: Sendable {
    private struct State {
        /// References of the providers.
        var providers: [PluginRequest: Promise<String>] = [:]
        /// Packages that the program declared, by their reference.
        var packages: [String: PluginRequest] = [:]
    }

    private let configuration: [String: PropertyValue]
    private let state = Mutex(State())

    /// Default providers that are configured by a stack's configuration.
    init(configuration: [String: PropertyValue]) {
        self.configuration = configuration
    }

    /// The name of the default provider for a version.
    static func name(version: String) -> String {
        version.isEmpty
            ? "default" : "default_" + version.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    }

    /// Returns whether the name is that of a default provider.
    static func isName(_ name: String) -> Bool {
        name == "default" || name.hasPrefix("default_")
    }

    /// Declares a package; returns the reference by which requests name it.
    func declare(_ package: PluginRequest) -> String {
        let reference = "package:\(package)"
        state.withLock { $0.packages[reference] = package }
        return reference
    }

    /// The plugin of a declared package, or else of the package in the version that was asked for.
    func plugin(_ package: String, version: String, reference: String) -> PluginRequest {
        if !reference.isEmpty, let declared = state.withLock({ $0.packages[reference] }) { return declared }
        return PluginRequest(package, version: version)
    }

    /// Returns the default provider of a plugin, and registers it when it is first needed.
    ///
    /// - Parameters:
    ///   - plugin: The plugin, with its version.
    ///   - register: Registers a provider, and returns its reference; called once for each plugin.
    /// - Returns: The reference of the provider.
    /// - Throws: ``RegistrationError`` if the configuration forbids default providers for the package.
    func reference(
        of plugin: PluginRequest,
        registering register: (Goal) async throws -> String
    ) async throws -> String {
        // Pulumi never denies its own package.
        if plugin.package != "pulumi", let denied = deniedPackages,
            denied.contains("*") || denied.contains(plugin.package)
        {
            throw RegistrationError.other(
                """
                the configuration pulumi:disable-default-providers allows no default provider for \
                '\(plugin.package)'; declare a provider and name it in the option "provider"
                """
            )
        }
        let (promise, isFirst) = state.withLock { state in
            if let known = state.providers[plugin] { return (known, false) }
            let promise = Promise<String>()
            state.providers[plugin] = promise
            return (promise, true)
        }
        if isFirst {
            do {
                promise.fulfil(.success(try await register(goal(plugin))))
            } catch {
                promise.fulfil(.failure(error))
            }
        }
        return try await promise.value
    }

    /// Packages that may have no default provider, or `*` for all; `nil` if the configuration names none.
    private var deniedPackages: [String]? {
        guard let text = configuration["pulumi:disable-default-providers"]?.plain.string, !text.isEmpty else {
            return nil
        }
        return (try? JSON(parsing: text))?.array?.compactMap { $0.string?.trimmed }
    }

    private func goal(_ plugin: PluginRequest) -> Goal {
        var inputs: PropertyMap = [:]
        let prefix = "\(plugin.package):"
        for (key, value) in configuration where key.hasPrefix(prefix) {
            inputs[String(key.dropFirst(prefix.count))] = value
        }
        if !plugin.version.isEmpty {
            inputs["version"] = .string(plugin.version)
            inputs["__internal"] = [:]
        }
        return Goal(
            type: URN.providerType(of: plugin.package),
            name: Self.name(version: plugin.version),
            isCustom: true,
            properties: inputs
        )
    }
}
