import ProviderKit
import PulumiProtocol

/// The resources that both kinds of load balancer components have registered.
struct LoadBalancerParts: Sendable {
    /// The properties of the resources to register, where the kinds differ.
    struct Plan: Sendable {
        /// The load balancer's properties, apart from its subnets.
        var loadBalancer: PropertyMap
        /// The target group's properties.
        var targetGroup: PropertyMap
        /// The defaults of each listener, and the properties that were given for it.
        var listeners: [(defaults: PropertyMap, given: PropertyMap)]

        /// The properties of listeners that forward to a target group.
        func listenerProperties(_ loadBalancerARN: PropertyValue, _ targetGroupARN: PropertyValue) -> [PropertyMap] {
            let forward: PropertyValue = ["type": "forward", "targetGroupArn": targetGroupARN]
            return listeners.map { listener in
                (["defaultActions": [forward]] as PropertyMap)
                    .merging(listener.defaults)
                    .merging(listener.given)
                    .setting(["loadBalancerArn": loadBalancerARN])
            }
        }
    }

    /// The security groups of a load balancer.
    struct SecurityGroups: Sendable {
        /// The property `securityGroups`; `nil` if there are none.
        var property: PropertyValue?
        /// The group that was registered for the load balancer; `nil` if existing ones are used.
        var made: Child?
    }

    let securityGroup: Child?
    let loadBalancer: Child
    let targetGroup: Child
    var listeners: [Child]

    /// The outputs that both kinds have.
    func state(vpcID: PropertyValue) -> PropertyMap {
        [
            "loadBalancer": loadBalancer.reference,
            "defaultTargetGroup": targetGroup.reference,
            "listeners": .list(listeners.map(\.reference)),
            "vpcId": vpcID,
        ]
    }

    /// Registers the target group and the load balancer at the same time, then the listeners.
    ///
    /// - Parameters:
    ///   - plan: The properties of the resources.
    ///   - scope: The component.
    ///   - securityGroups: Registers the security group, if one is needed.
    /// - Returns: The registered resources.
    /// - Throws: An error of the engine, or of `securityGroups`.
    static func register(
        _ plan: Plan,
        in scope: ComponentScope,
        securityGroups: @Sendable () async throws -> SecurityGroups
    ) async throws -> LoadBalancerParts {
        async let targetGroupMade = child("targetGroup:TargetGroup", scope.name, plan.targetGroup, in: scope)
        let groups = try await securityGroups()
        let properties = plan.loadBalancer.setting(["securityGroups": groups.property])
        let loadBalancer = try await child("loadBalancer:LoadBalancer", scope.name, properties, in: scope)
        let targetGroup = try await targetGroupMade
        return LoadBalancerParts(
            securityGroup: groups.made,
            loadBalancer: loadBalancer,
            targetGroup: targetGroup,
            listeners: try await register(
                plan.listenerProperties(loadBalancer["arn"] ?? .null, targetGroup["arn"] ?? .null),
                in: scope
            )
        )
    }

    private static func register(
        _ listeners: [PropertyMap],
        in scope: ComponentScope
    ) async throws -> [Child] {
        try await withThrowingTaskGroup(of: (Int, Child).self) { group in
            for (index, properties) in listeners.enumerated() {
                group.addTask {
                    (index, try await child("listener:Listener", "\(scope.name)-\(index)", properties, in: scope))
                }
            }
            return try await group.reduce(into: [(Int, Child)]()) { $0.append($1) }
                .sorted { $0.0 < $1.0 }
                .map(\.1)
        }
    }

    /// Registers a resource of module `lb`, with an alias for its former module `elasticloadbalancingv2`.
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

    /// Returns the listeners of the inputs; `nil` if neither `listener` nor `listeners` is given.
    static func listeners(_ inputs: some LoadBalancerInputs) throws(InputFailure) -> [ListenerInputs]? {
        try inputs.listener.exclude(inputs.listeners, remedy: "put all into listeners")
        try inputs.defaultTargetGroup.exclude(
            inputs.defaultTargetGroupPort,
            remedy: "set port inside defaultTargetGroup instead"
        )
        if let listener = try inputs.listener.view() { return [listener] }
        return try inputs.listeners.views()
    }
}
