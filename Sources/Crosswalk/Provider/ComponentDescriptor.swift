import ProviderKit
import PulumiProtocol

/// A component: its type, its former types and names, and the function that builds it.
struct ComponentDescriptor: Sendable {
    /// The type token, such as `awsx:ecs:FargateService`.
    let type: String
    /// The component's former types and names.
    let aliases: ComponentAliases
    /// Registers the children and returns the outputs.
    let build: @Sendable (InputObject, ComponentScope) async throws -> PropertyMap

    /// A component that reads its inputs through a view generated from `schema.json`.
    init<Inputs: ComponentInputs>(
        aliases: ComponentAliases = ComponentAliases(),
        build: @escaping @Sendable (Inputs, ComponentScope) async throws -> PropertyMap
    ) {
        type = Inputs.type
        self.aliases = aliases
        self.build = { try await build(Inputs(object: $0), $1) }
    }

    /// Every component of the package, by type.
    static let all: [String: ComponentDescriptor] = Dictionary(
        uniqueKeysWithValues: [
            applicationLoadBalancer, networkLoadBalancer, targetGroupAttachment,
            fargateService, ec2Service, fargateTaskDefinition, ec2TaskDefinition, defaultVPC,
        ].map { ($0.type, $0) }
    )
}
