internal import Crypto
import PulumiProtocol
import RPC

/// Provider resources: made, configured and forgotten by the engine itself.
struct ProviderLifecycle: Lifecycle {
    let registry: ProviderRegistry

    func check(_ subject: Subject, olds: PropertyMap?, news: PropertyMap, seed: [UInt8]) async throws -> CheckResponse {
        let plugin = try await registry.checker(of: subject.urn, ProviderRegistry.plugin(of: subject.type, news))
        let request = CheckRequest(
            urn: subject.urn,
            olds: ProviderConfiguration.forPlugin(olds ?? [:]),
            news: ProviderConfiguration.forPlugin(news),
            name: subject.name,
            type: subject.type
        )
        do {
            var answer: CheckResponse = try await plugin.call("CheckConfig", request)
            for property in news where ProviderConfiguration.engineKeys.contains(property.key) {
                answer.inputs[property.key] = property.value
            }
            return answer
        } catch let error as StatusError where error.code == .unimplemented {
            return CheckResponse(inputs: news)
        }
    }

    func diff(
        _ subject: Subject,
        old: ResourceState,
        news: PropertyMap,
        ignoring: [String]
    ) async throws -> Difference {
        if old.inputs == news { return .none }
        let plugin = try await registry.checker(of: subject.urn, ProviderRegistry.plugin(of: subject.type, news))
        return try await Self.diff(plugin, subject, old: old, news: news, ignoring: ignoring)
    }

    /// Asks a plugin what a change of its configuration means.
    static func diff(
        _ plugin: Plugin,
        _ subject: Subject,
        old: ResourceState,
        news: PropertyMap,
        ignoring: [String] = []
    ) async throws -> Difference {
        let olds = ProviderConfiguration.forPlugin(old.inputs)
        let wanted = ProviderConfiguration.forPlugin(news)
        let request = DiffRequest(
            id: old.id,
            urn: subject.urn,
            olds: ProviderConfiguration.forPlugin(old.outputs),
            news: wanted,
            ignoreChanges: ignoring,
            oldInputs: olds,
            name: subject.name,
            type: subject.type
        )
        do {
            let answer: DiffResponse = try await plugin.call("DiffConfig", request)
            return Difference(answer, old: old.outputs, new: outputs(of: news))
        } catch let error as StatusError where error.code == .unimplemented {
            return .between(old.outputs, outputs(of: news))
        }
    }

    func create(_ subject: Subject, inputs: PropertyMap, timeout: Double) async throws -> ProviderOutcome {
        let id = registry.isPreview ? ProviderReference.unknownID : randomUUID()
        return try await configured(subject, id: id, inputs)
    }

    func update(
        _ subject: Subject,
        old: ResourceState,
        news: PropertyMap,
        ignoring: [String],
        timeout: Double
    ) async throws -> ProviderOutcome {
        try await configured(subject, id: old.id, news)
    }

    func delete(_ subject: Subject, old: ResourceState) async throws {}

    func read(
        _ subject: Subject,
        id: String,
        inputs: PropertyMap?,
        outputs: PropertyMap,
        timeout: Double
    ) async throws -> ProviderOutcome? {
        nil
    }

    private func configured(_ subject: Subject, id: String, _ inputs: PropertyMap) async throws -> ProviderOutcome {
        var provider = ResourceState(urn: subject.urn, type: subject.type, isCustom: true)
        provider.id = id
        provider.inputs = inputs
        try await registry.configure(provider)
        return ProviderOutcome(id: id, outputs: Self.outputs(of: inputs))
    }

    /// What a provider resource with these inputs tells others.
    private static func outputs(of inputs: PropertyMap) -> PropertyMap {
        inputs.filter { $0.key != "__internal" }
    }
}
