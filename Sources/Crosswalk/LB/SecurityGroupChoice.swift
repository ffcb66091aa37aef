import ProviderKit
import PulumiProtocol

/// Which security groups an application load balancer has, as its inputs say.
enum SecurityGroupChoice: Sendable {
    /// Those that exist; none at all if `nil`.
    case given(PropertyValue?)
    /// One that is made with the user's arguments.
    case custom(PropertyMap)
    /// One that is made open to the world.
    case open

    init(_ inputs: ApplicationLoadBalancerInputs) throws {
        if inputs.securityGroups.isTruthy {
            self = .given(inputs.securityGroups)
            return
        }
        guard let choice = try inputs.defaultSecurityGroup else {
            self = .open
            return
        }
        if choice.skip.isTruthy {
            self = .given(nil)
            return
        }
        if choice.object["args"].isTruthy, choice.securityGroupId.isTruthy {
            throw choice.object.failure(at: "args", "cannot be given together with securityGroupId; remove one of them")
        }
        if choice.securityGroupId.isTruthy, let id = choice.securityGroupId {
            self = .given([id])
        } else if let arguments = try choice.args {
            let defaults: PropertyMap = ["description": OpenSecurityGroup.description]
            self = .custom(defaults.merging(arguments.properties()))
        } else {
            self = .open
        }
    }

    /// The property `securityGroups` if no group is made.
    var existing: PropertyValue? { if case .given(let groups) = self { groups } else { nil } }

    /// Makes the security group, if one is to be made.
    func make(_ scope: ComponentScope, vpcID: PropertyValue) async throws -> Child? {
        switch self {
        case .given: nil
        case .custom(let properties): try await scope.child(OpenSecurityGroup.type, scope.name, properties)
        case .open:
            try await scope.child(
                OpenSecurityGroup.type,
                scope.name,
                OpenSecurityGroup.properties(vpcID: vpcID)
            )
        }
    }
}
