internal import Crypto
import PulumiProtocol

/// The life cycle of the package `pulumi`, which the engine serves itself: references to other stacks, and the
/// provider resource of the package.
struct BuiltinLifecycle: ResourceLifecycle {
    let isPreview: Bool
    let outputsOfStack: @Sendable (String) async throws -> PropertyMap

    /// Returns whether a type belongs to the package `pulumi`.
    static func manages(_ type: String) -> Bool {
        type == URN.providerType(of: "pulumi") || type.hasPrefix("pulumi:pulumi:")
    }

    func check(_ call: ProviderCall) async throws -> CheckResponse { CheckResponse(inputs: call.inputs) }

    func diff(_ call: ProviderCall) async throws -> Difference { .between(call.oldInputs ?? [:], call.inputs) }

    func create(_ call: ProviderCall) async throws -> ProviderOutcome {
        guard URN.isProviderType(call.type) else {
            throw RegistrationError.other("resources of type \(call.type) are read, not created")
        }
        return ProviderOutcome(id: isPreview ? ProviderReference.unknownID : randomUUID(), outputs: call.inputs)
    }

    func update(_ call: ProviderCall) async throws -> ProviderOutcome {
        ProviderOutcome(id: call.id, outputs: call.inputs)
    }

    func delete(_ call: ProviderCall) async throws {}

    func read(_ call: ProviderCall) async throws -> ProviderOutcome? {
        guard call.type == "pulumi:pulumi:StackReference" else {
            throw RegistrationError.other("resources of type \(call.type) cannot be read")
        }
        let name = call.oldOutputs["name"]?.plain.string ?? call.id
        let found = try await outputsOfStack(name)
        let secret = found.filter { $0.value.containsSecrets }.keys.map { PropertyValue.string($0) }
        return ProviderOutcome(
            id: call.id,
            outputs: ["name": .string(name), "outputs": .map(found), "secretOutputNames": .list(secret)]
        )
    }
}
