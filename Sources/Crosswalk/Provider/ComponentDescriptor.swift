import ProviderKit
import PulumiProtocol

/// A component: its type, what it was called before, and how it is built.
struct ComponentDescriptor: Sendable {
    /// The type token, such as `awsx:ecs:FargateService`.
    let type: String
    /// What the component was called before.
    let aliases: ComponentAliases
    /// Registers the children and answers the outputs.
    let build: @Sendable (InputObject, ComponentScope) async throws -> PropertyMap

    /// Every component of the package, by type.
    static let all: [String: ComponentDescriptor] = Dictionary(
        uniqueKeysWithValues: [
            applicationLoadBalancer, networkLoadBalancer, targetGroupAttachment,
            fargateService, ec2Service, fargateTaskDefinition, ec2TaskDefinition, defaultVPC,
        ].map { ($0.type, $0) }
    )
}
