import ProviderKit
import PulumiProtocol

/// What both kinds of load balancers consist of.
struct LoadBalancerParts: Sendable {
    /// What differs between the kinds.
    struct Plan: Sendable {
        /// The load balancer's properties, apart from its subnets.
        var loadBalancer: PropertyMap
        /// The target group's properties, apart from what the user says of it.
        var targetGroup: PropertyMap
        /// For each listener its defaults and what the user says of it.
        var listeners: [(defaults: PropertyMap, given: PropertyMap)]
    }

    /// The security groups of a load balancer.
    struct SecurityGroups: Sendable {
        /// The property; `nil` for none.
        var property: PropertyValue?
        /// The one that was made for it, if one was.
        var made: Child?
    }

    let securityGroup: Child?
    let loadBalancer: Child
    let targetGroup: Child
    let listeners: [Child]

    /// The outputs that both kinds have.
    func state(vpcID: PropertyValue) -> PropertyMap {
        [
            "loadBalancer": loadBalancer.reference,
            "defaultTargetGroup": targetGroup.reference,
            "listeners": .list(listeners.map(\.reference)),
            "vpcId": vpcID,
        ]
    }

    /// Registers the target group beside security group and load balancer, then the listeners.
    ///
    /// - Parameter securityGroups: Makes the security group, if one is to be made.
    static func register(
        _ plan: Plan,
        in scope: ComponentScope,
        securityGroups: @Sendable () async throws -> SecurityGroups
    ) async throws -> LoadBalancerParts {
        async let targetGroupMade = child("targetGroup:TargetGroup", scope.name, plan.targetGroup, in: scope)
        var properties = plan.loadBalancer
        let groups = try await securityGroups()
        properties["securityGroups"] = groups.property
        let loadBalancer = try await child("loadBalancer:LoadBalancer", scope.name, properties, in: scope)
        let targetGroup = try await targetGroupMade
        return LoadBalancerParts(
            securityGroup: groups.made,
            loadBalancer: loadBalancer,
            targetGroup: targetGroup,
            listeners: try await register(plan.listeners, of: loadBalancer, to: targetGroup, in: scope)
        )
    }

    private static func register(
        _ listeners: [(defaults: PropertyMap, given: PropertyMap)],
        of loadBalancer: Child,
        to targetGroup: Child,
        in scope: ComponentScope
    ) async throws -> [Child] {
        let forward: PropertyMap = ["type": "forward", "targetGroupArn": targetGroup["arn"] ?? .null]
        return try await withThrowingTaskGroup(of: (Int, Child).self) { group in
            for (index, listener) in listeners.enumerated() {
                var properties: PropertyMap = ["defaultActions": [.map(forward)]]
                properties = properties.merging(listener.defaults).merging(listener.given)
                properties["loadBalancerArn"] = loadBalancer["arn"] ?? .null
                let complete = properties
                group.addTask {
                    (index, try await child("listener:Listener", "\(scope.name)-\(index)", complete, in: scope))
                }
            }
            return try await group.reduce(into: [(Int, Child)]()) { $0.append($1) }
                .sorted { $0.0 < $1.0 }
                .map(\.1)
        }
    }

    /// A resource of the service, which was once another module.
    static func child(
        _ kind: String,
        _ name: String,
        _ properties: PropertyMap,
        in scope: ComponentScope,
        dependsOn: [Child] = []
    ) async throws -> Child {
        try await scope.child(
            "aws:lb/\(kind)",
            name,
            properties,
            aliases: [.type("aws:elasticloadbalancingv2/\(kind)")],
            dependsOn: dependsOn
        )
    }

    /// The listeners as the inputs give them: one, several, or `nil` if neither is said.
    static func listeners(_ inputs: InputObject) throws -> [ListenerInputs]? {
        let view = ApplicationLoadBalancerInputs(object: inputs)
        if inputs["listener"].isTruthy, inputs["listeners"].isTruthy {
            throw inputs.failure(at: "listeners", "cannot be given together with listener; put all into listeners")
        }
        try view.exclude(
            "defaultTargetGroup",
            "defaultTargetGroupPort",
            "set port inside defaultTargetGroup instead"
        )
        if inputs["listener"].isTruthy { return try view.listener.map { [$0] } }
        return inputs["listeners"].isTruthy ? try view.listeners : nil
    }
}
