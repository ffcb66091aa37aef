import ProviderKit
import PulumiProtocol

/// The security groups of an application load balancer, as its inputs choose them.
enum SecurityGroupChoice: Sendable {
    /// Existing groups; `nil` for none at all.
    case existing(PropertyValue?)
    /// A new group with the arguments at a path of the inputs.
    case custom(PropertyMap, path: String)
    /// A new group with the rules of ``OpenSecurityGroup``.
    case open

    /// The choice that the inputs of a load balancer make.
    init(_ inputs: ApplicationLoadBalancerInputs) throws(InputFailure) {
        if inputs.securityGroups.isTruthy {
            self = .existing(inputs.securityGroups.value)
        } else if let choice = try inputs.defaultSecurityGroup.view() {
            self = try Self.choice(choice)
        } else {
            self = .open
        }
    }

    private static func choice(_ inputs: DefaultSecurityGroupInputs) throws(InputFailure) -> SecurityGroupChoice {
        if inputs.skip.isTruthy { return .existing(nil) }
        if inputs.args.isTruthy, inputs.securityGroupId.isTruthy {
            throw inputs.args.failure("cannot be given together with securityGroupId; remove one of them")
        }
        if inputs.securityGroupId.isTruthy, let id = inputs.securityGroupId.value { return .existing([id]) }
        if let arguments = try inputs.args.view() { return .custom(arguments.forwarded, path: arguments.object.path) }
        return .open
    }

    /// The property `securityGroups` if existing groups are used; `nil` otherwise.
    var existing: PropertyValue? { if case .existing(let groups) = self { groups } else { nil } }

    /// The security group that is made of inputs, if there is one.
    func drafts(named name: String) -> [ChildDraft] {
        guard case .custom(let properties, let path) = self else { return [] }
        return [ChildDraft(OpenSecurityGroup.type, name, properties, origins: [.init(from: path)])]
    }

    /// Registers the security group; returns `nil` if existing ones are used.
    func make(_ scope: ComponentScope, vpcID: PropertyValue) async throws -> Child? {
        switch self {
        case .existing: nil
        case .custom(let properties, _): try await scope.child(OpenSecurityGroup.type, scope.name, properties)
        case .open:
            try await scope.child(
                OpenSecurityGroup.type,
                scope.name,
                OpenSecurityGroup.properties(vpcID: vpcID)
            )
        }
    }
}
