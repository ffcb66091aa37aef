import PulumiProtocol

/// Components exist in the state only.
struct ComponentLifecycle: Lifecycle {
    func check(_ subject: Subject, olds: PropertyMap?, news: PropertyMap, seed: [UInt8]) async throws -> CheckResponse {
        CheckResponse(inputs: news)
    }

    func diff(
        _ subject: Subject,
        old: ResourceState,
        news: PropertyMap,
        ignoring: [String]
    ) async throws -> Difference {
        Difference(hasChanges: old.inputs != news)
    }

    func create(_ subject: Subject, inputs: PropertyMap, timeout: Double) async throws -> ProviderOutcome {
        ProviderOutcome(id: "", outputs: [:])
    }

    func update(
        _ subject: Subject,
        old: ResourceState,
        news: PropertyMap,
        ignoring: [String],
        timeout: Double
    ) async throws -> ProviderOutcome {
        ProviderOutcome(id: "", outputs: old.outputs)
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
}
