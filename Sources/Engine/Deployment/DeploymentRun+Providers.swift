import JSON
import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Declares a package under a reference that requests can name it by.
    func registerPackage(_ request: PluginRequest) -> String {
        state.withLock { state in
            let reference = "package:\(request)"
            state.packages[reference] = request
            return reference
        }
    }

    /// The plugin of a package, in the version that was asked for.
    func plugin(_ package: String, version: String, reference: String) -> PluginRequest {
        if !reference.isEmpty, let declared = state.withLock({ $0.packages[reference] }) { return declared }
        return PluginRequest(package, version: version)
    }

    /// The reference of the provider that a package has by default; it is registered when first wanted.
    ///
    /// - Throws: ``RegistrationError`` if the configuration wants every provider to be declared.
    func defaultProvider(_ request: PluginRequest) async throws -> String {
        if let denied = deniedDefaults, denied.contains("*") || denied.contains(request.package) {
            throw RegistrationError.other(
                """
                the configuration pulumi:disable-default-providers allows no default provider for \
                '\(request.package)'; declare a provider and name it in the option "provider"
                """
            )
        }
        let (promise, isFirst) = state.withLock { state in
            if let known = state.defaultProviders[request] { return (known, false) }
            let promise = Promise<String>()
            state.defaultProviders[request] = promise
            return (promise, true)
        }
        if isFirst {
            do {
                let settled = try await settle(defaultProviderGoal(request))
                promise.fulfil(.success(settled.state.providerReference))
            } catch {
                promise.fulfil(.failure(error))
            }
        }
        return try await promise.value
    }

    /// Packages that may have no default provider, or `*` for all; `nil` if nothing is said.
    private var deniedDefaults: [String]? {
        guard let text = configuration["pulumi:disable-default-providers"]?.plain.string, !text.isEmpty else {
            return nil
        }
        return (try? JSON(parsing: text))?.array?.compactMap { $0.string?.trimmed }
    }

    private func defaultProviderGoal(_ request: PluginRequest) -> Goal {
        var inputs: PropertyMap = [:]
        let prefix = "\(request.package):"
        for (key, value) in configuration where key.hasPrefix(prefix) {
            inputs[String(key.dropFirst(prefix.count))] = value
        }
        if !request.version.isEmpty {
            inputs["version"] = .string(request.version)
            inputs["__internal"] = [:]
        }
        return Goal(
            type: "pulumi:providers:\(request.package)",
            name: DefaultProviders.name(version: request.version),
            isCustom: true,
            properties: inputs
        )
    }

    /// Who manages a resource.
    func lifecycle(of resource: ResourceState) async throws -> any Lifecycle {
        if !resource.isCustom { return ComponentLifecycle() }
        if BuiltinLifecycle.manages(resource.type) { return builtin }
        if resource.isProvider { return ProviderLifecycle(registry: registry) }
        return try await registry.instance(resource.provider)
    }

    /// Whether a resource must be replaced because another provider is to manage it.
    ///
    /// A change of provider that leaves resources alone in the new provider's own judgement replaces nothing.
    func isReplacedByProvider(_ old: ResourceState, _ new: ResourceState) async throws -> Bool {
        if old.provider == new.provider { return false }
        guard let oldReference = ProviderReference(old.provider), let newReference = ProviderReference(new.provider)
        else { return true }
        if oldReference.urn == newReference.urn, oldReference.id == newReference.id { return false }
        let key = "\(oldReference) \(newReference)"
        let (promise, isFirst, isRenamed) = state.withLock { state in
            let isRenamed = state.presentNames[oldReference.urn] == newReference.urn
            if let known = state.providerChanges[key] { return (known, false, isRenamed) }
            let promise = Promise<Bool>()
            state.providerChanges[key] = promise
            return (promise, true, isRenamed)
        }
        if isRenamed { return false }
        if isFirst {
            do {
                promise.fulfil(.success(try await changesResources(from: old.provider, to: new.provider)))
            } catch {
                promise.fulfil(.failure(error))
            }
        }
        return try await promise.value
    }

    private func changesResources(from old: String, to new: String) async throws -> Bool {
        guard let saved = registry.saved(old) else { return false }
        let instance = try await registry.instance(new)
        let urn = instance.reference.urn
        return try await ProviderLifecycle.diff(
            instance.plugin,
            Subject(urn: urn, type: "pulumi:providers:\(instance.package)", name: URN.name(in: urn)),
            old: saved,
            news: instance.inputs
        ).replaces
    }
}
