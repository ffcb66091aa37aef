import PulumiProtocol
import RPC
import Synchronization

/// Finds the life cycle of resources, and tells whether a change of provider replaces them.
final class ProviderResolver: Sendable {
    private let builtin: BuiltinLifecycle
    private let registry: ProviderRegistry
    /// Indicates whether a change of provider replaces, by the old and the new reference.
    private let changes = Mutex<[String: Promise<Bool>]>([:])

    /// A resolver over the providers of a run.
    init(_ registry: ProviderRegistry, builtin: BuiltinLifecycle) {
        self.registry = registry
        self.builtin = builtin
    }

    /// The life cycle of a resource.
    ///
    /// - Throws: ``PluginError`` or ``ProviderFault`` if its provider cannot be started.
    func lifecycle(of resource: ResourceState) async throws -> any ResourceLifecycle {
        if !resource.isCustom { return ComponentLifecycle() }
        if BuiltinLifecycle.manages(resource.type) { return builtin }
        if resource.isProvider { return ProviderLifecycle(registry: registry) }
        return try await registry.instance(resource.provider)
    }

    /// Configures a provider resource that is not changed.
    func configure(_ provider: ResourceState) async throws {
        guard !BuiltinLifecycle.manages(provider.type) else { return }
        try await registry.configure(provider)
    }

    /// Returns whether a resource must be replaced because another provider manages it now.
    ///
    /// A change that the new provider itself calls no replacement replaces nothing; nor does one of its URN alone.
    /// `presentURN` returns the URN that a renamed provider has now.
    func mustReplace(
        _ old: ResourceState,
        by new: ResourceState,
        presentURN: (String) -> String
    ) async throws -> Bool {
        if old.provider == new.provider { return false }
        guard let oldReference = ProviderReference(old.provider), let newReference = ProviderReference(new.provider)
        else { return true }
        if oldReference.urn == newReference.urn {
            if oldReference.id == newReference.id { return false }
        } else if presentURN(oldReference.urn) == newReference.urn {
            return false
        }
        let key = "\(oldReference) \(newReference)"
        let (promise, isFirst) = changes.withLock { changes in
            if let known = changes[key] { return (known, false) }
            let promise = Promise<Bool>()
            changes[key] = promise
            return (promise, true)
        }
        if isFirst {
            do {
                promise.fulfil(.success(try await replacesResources(from: old.provider, to: new.provider)))
            } catch {
                promise.fulfil(.failure(error))
            }
        }
        return try await promise.value
    }

    private func replacesResources(from old: String, to new: String) async throws -> Bool {
        guard let saved = registry.saved(old) else { return false }
        let instance = try await registry.instance(new)
        var call = ProviderCall(urn: instance.reference.urn, type: URN.providerType(of: instance.package))
        call.setOld(saved)
        call.inputs = instance.inputs
        return try await ProviderLifecycle.diff(call, by: instance.plugin).replaces
    }
}
