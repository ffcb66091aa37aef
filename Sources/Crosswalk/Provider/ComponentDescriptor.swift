import ProviderKit
import PulumiProtocol

/// A component whose inputs have been read and agree with each other.
///
/// All that can be said of the inputs without other resources is said by ``init(_:)``, or found in ``drafts(named:)``,
/// before any child is registered.
protocol Component: Sendable {
    /// A view of the inputs, generated from `schema.json`.
    associatedtype Inputs: ComponentInputs

    /// The component's former types and names.
    static var aliases: ComponentAliases { get }

    /// The names of the outputs that the stack's state keeps of the component.
    static var registeredOutputs: [String] { get }

    /// Reads the inputs.
    ///
    /// - Throws: ``InputFailure`` if they contradict each other, or are not known where they must be.
    init(_ inputs: Inputs) throws

    /// The children that are made of inputs, as far as these tell; the name is the component's.
    func drafts(named name: String) -> [ChildDraft]

    /// Remarks about inputs that are used, but likely not meant so.
    var warnings: [CheckFailure] { get }

    /// Registers the children and returns the outputs.
    func register(in scope: ComponentScope) async throws -> PropertyMap
}

extension Component {
    /// No former types and names.
    static var aliases: ComponentAliases { ComponentAliases() }

    /// No outputs: those of most components are not kept.
    static var registeredOutputs: [String] { [] }

    /// No children.
    func drafts(named name: String) -> [ChildDraft] { [] }

    /// No remarks.
    var warnings: [CheckFailure] { [] }
}

/// A component type: how it is called, and the function that builds one.
struct ComponentDescriptor: Sendable {
    /// The type token, such as `awsx:ecs:FargateService`.
    let type: String
    /// The component's former types and names.
    let aliases: ComponentAliases
    /// The names of the outputs that the stack's state keeps of the component.
    let registeredOutputs: [String]
    /// Checks the inputs, also by the rules of the children's package, tells what is remarkable about them, registers
    /// the children and returns the outputs.
    let build: @Sendable (InputObject, ComponentScope) async throws -> PropertyMap

    private init<Built: Component>(_ component: Built.Type) {
        type = Built.Inputs.type
        aliases = Built.aliases
        registeredOutputs = Built.registeredOutputs
        build = { object, scope in
            let component = try Built(Built.Inputs(object: object))
            try await scope.check(component.drafts(named: scope.name))
            for warning in component.warnings { await scope.warn(warning) }
            return try await component.register(in: scope)
        }
    }

    /// Every component of the package, by type.
    static let all: [String: ComponentDescriptor] = Dictionary(
        uniqueKeysWithValues: [
            ComponentDescriptor(ApplicationLoadBalancer.self), ComponentDescriptor(NetworkLoadBalancer.self),
            ComponentDescriptor(TargetGroupAttachment.self), ComponentDescriptor(FargateService.self),
            ComponentDescriptor(EC2Service.self), ComponentDescriptor(FargateTaskDefinition.self),
            ComponentDescriptor(EC2TaskDefinition.self), ComponentDescriptor(DefaultVPCComponent.self),
            ComponentDescriptor(VPC.self),
            ComponentDescriptor(Repository.self), ComponentDescriptor(Image.self),
            ComponentDescriptor(RegistryImage.self), ComponentDescriptor(ScheduledTask.self),
            ComponentDescriptor(Trail.self),
        ].map { ($0.type, $0) }
    )
}
