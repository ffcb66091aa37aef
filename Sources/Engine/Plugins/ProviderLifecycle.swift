internal import Crypto
import PulumiProtocol
import RPC

/// The life cycle of provider resources, which the engine creates, configures and deletes itself.
struct ProviderLifecycle: ResourceLifecycle {
    let registry: ProviderRegistry

    func check(_ call: ProviderCall) async throws -> CheckResponse {
        let plugin = try await registry.checker(of: call.urn, ProviderRegistry.plugin(of: call.type, call.inputs))
        let request = CheckRequest(
            urn: call.urn,
            olds: ProviderConfiguration.forPlugin(call.oldInputs ?? [:]),
            news: ProviderConfiguration.forPlugin(call.inputs),
            name: call.name,
            type: call.type
        )
        do {
            var answer: CheckResponse = try await plugin.call("CheckConfig", request)
            for property in call.inputs where ProviderConfiguration.engineKeys.contains(property.key) {
                answer.inputs[property.key] = property.value
            }
            return answer
        } catch let error as StatusError where error.code == .unimplemented {
            return CheckResponse(inputs: call.inputs)
        }
    }

    func diff(_ call: ProviderCall) async throws -> Difference {
        if call.oldInputs == call.inputs { return .none }
        let plugin = try await registry.checker(of: call.urn, ProviderRegistry.plugin(of: call.type, call.inputs))
        return try await Self.diff(call, by: plugin)
    }

    /// Asks a plugin about a change of its configuration.
    static func diff(_ call: ProviderCall, by plugin: Plugin) async throws -> Difference {
        let request = DiffRequest(
            id: call.id,
            urn: call.urn,
            olds: ProviderConfiguration.forPlugin(call.oldOutputs),
            news: ProviderConfiguration.forPlugin(call.inputs),
            ignoreChanges: call.ignoreChanges,
            oldInputs: ProviderConfiguration.forPlugin(call.oldInputs ?? [:]),
            name: call.name,
            type: call.type
        )
        do {
            let answer: DiffResponse = try await plugin.call("DiffConfig", request)
            return Difference(answer, old: call.oldOutputs, new: outputs(of: call.inputs))
        } catch let error as StatusError where error.code == .unimplemented {
            return .between(call.oldOutputs, outputs(of: call.inputs))
        }
    }

    func create(_ call: ProviderCall) async throws -> ProviderOutcome {
        try await configured(call, id: registry.isPreview ? ProviderReference.unknownID : randomUUID())
    }

    func update(_ call: ProviderCall) async throws -> ProviderOutcome { try await configured(call, id: call.id) }

    func delete(_ call: ProviderCall) async throws {}

    func read(_ call: ProviderCall) async throws -> ProviderOutcome? { nil }

    private func configured(_ call: ProviderCall, id: String) async throws -> ProviderOutcome {
        var provider = ResourceState(urn: call.urn, type: call.type, isCustom: true)
        provider.id = id
        provider.inputs = call.inputs
        try await registry.configure(provider)
        return ProviderOutcome(id: id, outputs: Self.outputs(of: call.inputs))
    }

    /// The outputs of a provider resource with these inputs.
    private static func outputs(of inputs: PropertyMap) -> PropertyMap {
        inputs.filter { $0.key != "__internal" }
    }
}
