internal import Crypto
import PulumiProtocol

/// The package `pulumi`, which is the engine itself: references to other stacks, and the provider of those.
struct BuiltinLifecycle: Lifecycle {
    let isPreview: Bool
    let outputsOfStack: @Sendable (String) async throws -> PropertyMap

    /// Whether a type is of that package.
    static func manages(_ type: String) -> Bool {
        type == "pulumi:providers:pulumi" || type.hasPrefix("pulumi:pulumi:")
    }

    func check(_ subject: Subject, olds: PropertyMap?, news: PropertyMap, seed: [UInt8]) async throws -> CheckResponse {
        CheckResponse(inputs: news)
    }

    func diff(
        _ subject: Subject,
        old: ResourceState,
        news: PropertyMap,
        ignoring: [String]
    ) async throws -> Difference {
        .between(old.inputs, news)
    }

    func create(_ subject: Subject, inputs: PropertyMap, timeout: Double) async throws -> ProviderOutcome {
        guard subject.type.hasPrefix("pulumi:providers:") else {
            throw RegistrationError.other("resources of type \(subject.type) are read, not created")
        }
        return ProviderOutcome(id: isPreview ? ProviderReference.unknownID : randomUUID(), outputs: inputs)
    }

    func update(
        _ subject: Subject,
        old: ResourceState,
        news: PropertyMap,
        ignoring: [String],
        timeout: Double
    ) async throws -> ProviderOutcome {
        ProviderOutcome(id: old.id, outputs: news)
    }

    func delete(_ subject: Subject, old: ResourceState) async throws {}

    func read(
        _ subject: Subject,
        id: String,
        inputs: PropertyMap?,
        outputs: PropertyMap,
        timeout: Double
    ) async throws -> ProviderOutcome? {
        guard subject.type == "pulumi:pulumi:StackReference" else {
            throw RegistrationError.other("resources of type \(subject.type) cannot be read")
        }
        let name = outputs["name"]?.plain.string ?? id
        let found = try await outputsOfStack(name)
        let secret = found.filter { $0.value.containsSecrets }.keys.map { PropertyValue.string($0) }
        return ProviderOutcome(
            id: id,
            outputs: ["name": .string(name), "outputs": .map(found), "secretOutputNames": .list(secret)]
        )
    }
}
