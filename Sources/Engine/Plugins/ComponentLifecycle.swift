import PulumiProtocol

/// The life cycle of components, which exist only in the state.
struct ComponentLifecycle: ResourceLifecycle {
    func check(_ call: ProviderCall) async throws -> CheckResponse { CheckResponse(inputs: call.inputs) }

    func diff(_ call: ProviderCall) async throws -> Difference {
        Difference(hasChanges: call.oldInputs != call.inputs)
    }

    func create(_ call: ProviderCall) async throws -> ProviderOutcome { ProviderOutcome(id: "", outputs: [:]) }

    func update(_ call: ProviderCall) async throws -> ProviderOutcome {
        ProviderOutcome(id: "", outputs: call.oldOutputs)
    }

    func delete(_ call: ProviderCall) async throws {}

    func read(_ call: ProviderCall) async throws -> ProviderOutcome? { nil }
}
