import ProviderKit
import PulumiProtocol
import RPC
import Synchronization

/// The configured providers of a run, by the reference that states name them by.
///
/// A provider of the state that no program has registered yet is started from what the state knows when it is first
/// needed, such as to delete what it once made.
final class ProviderRegistry: Sendable {
    private struct State {
        var instances: [String: Promise<ProviderInstance>] = [:]
        /// Plugins that checked the configuration of a provider, by its URN; each will serve that provider.
        var checking: [String: Plugin] = [:]
        var base: [String: ResourceState]
    }

    let host: PluginHost
    let isPreview: Bool
    private let state: Mutex<State>

    /// A registry that knows the providers among the states.
    init(_ host: PluginHost, states: [ResourceState], isPreview: Bool) {
        self.host = host
        self.isPreview = isPreview
        var base: [String: ResourceState] = [:]
        for state in states where state.isProvider {
            base[state.providerReference] = state
        }
        state = Mutex(State(base: base))
    }

    /// The provider that a reference names.
    ///
    /// - Throws: ``PluginError`` if there is none; ``ProviderFault`` if it does not start or refuses its configuration.
    func instance(_ reference: String) async throws -> ProviderInstance {
        let (promise, missing): (Promise<ProviderInstance>, ResourceState?) = try state.withLock { state in
            if let known = state.instances[reference] { return (known, nil) }
            guard let saved = state.base[reference] else {
                throw PluginError("the provider \(reference) is neither registered nor in the state")
            }
            let promise = Promise<ProviderInstance>()
            state.instances[reference] = promise
            return (promise, saved)
        }
        if let missing {
            await fulfil(promise, missing, plugin: nil)
        }
        return try await promise.value
    }

    /// Returns a way to make calls of our own to the provider that a reference names.
    ///
    /// - Throws: As ``instance(_:)`` does.
    func caller(of reference: String) async throws -> PropertyCaller {
        let plugin = try await instance(reference).plugin
        return { method, arguments in
            let answer: InvokeResponse = try await plugin.call(method, InvokeRequest(args: arguments))
            return answer.return
        }
    }

    /// Starts and configures a provider resource under its reference, in place of any before.
    func configure(_ provider: ResourceState) async throws {
        let promise = Promise<ProviderInstance>()
        let plugin = state.withLock { state in
            state.instances[provider.providerReference] = promise
            return state.checking.removeValue(forKey: provider.urn)
        }
        await fulfil(promise, provider, plugin: plugin)
        _ = try await promise.value
    }

    /// The plugin that checks the configuration of a provider, and becomes that provider.
    func checker(of urn: String, _ request: PluginRequest) async throws -> Plugin {
        if let plugin = state.withLock({ $0.checking[urn] }), host.serves(plugin, request) { return plugin }
        let plugin = try await host.take(request)
        state.withLock { $0.checking[urn] = plugin }
        return plugin
    }

    /// Ends the plugins of all providers: another run would have to configure them anew, which they do not allow.
    func releaseAll() async {
        let instances = state.withLock { $0.instances.values.filter(\.isFulfilled) }
        for instance in instances {
            if let plugin = try? await instance.value.plugin { host.release(plugin) }
        }
    }

    /// The state of a provider as it was before the run.
    func saved(_ reference: String) -> ResourceState? {
        state.withLock { $0.base[reference] }
    }

    /// The plugin that serves a provider resource.
    static func plugin(of type: String, _ inputs: PropertyMap) -> PluginRequest {
        let package = String(type.dropFirst(URN.providerTypePrefix.count))
        let mappings = inputs["__internal"]?.plain.map?["envVarMappings"]?.map ?? [:]
        return PluginRequest(
            package,
            version: inputs["version"]?.plain.string ?? "",
            variables: Dictionary(uniqueKeysWithValues: mappings.map { ($0.key, $0.value.string ?? "") })
        )
    }

    private func fulfil(_ promise: Promise<ProviderInstance>, _ provider: ResourceState, plugin: Plugin?) async {
        do {
            let request = Self.plugin(of: provider.type, provider.inputs)
            let process: Plugin
            if let plugin { process = plugin } else { process = try await host.take(request) }
            let instance = try await ProviderInstance(
                ProviderReference(urn: provider.urn, id: provider.id),
                inputs: provider.inputs,
                package: request.package,
                plugin: process,
                isPreview: isPreview
            )
            promise.fulfil(.success(instance))
        } catch {
            promise.fulfil(.failure(ProviderFault(description: String(explaining: error))))
        }
    }
}
