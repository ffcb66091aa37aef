import ProviderKit
import PulumiProtocol

extension ComponentDescriptor {
    /// `awsx:lb:ApplicationLoadBalancer`: a load balancer for HTTP and HTTPS.
    static let applicationLoadBalancer = ComponentDescriptor(
        type: "awsx:lb:ApplicationLoadBalancer",
        // A name, and not a type: upstream's slip, which stacks rely on.
        aliases: ComponentAliases([.name("awsx:x:elasticloadbalancingv2:ApplicationLoadBalancer")], areFirst: false)
    ) { object, scope in
        try await ApplicationLoadBalancer(inputs: ApplicationLoadBalancerInputs(object: object), scope: scope)
            .register()
    }
}

private struct ApplicationLoadBalancer: Sendable {
    let inputs: ApplicationLoadBalancerInputs
    let scope: ComponentScope

    /// What is not handed to the load balancer as it is.
    private static let handled: Set<String> = [
        "defaultSecurityGroup", "defaultTargetGroup", "defaultTargetGroupPort", "listener", "listeners", "subnetIds",
        "subnets", "securityGroups",
    ]

    func register() async throws -> PropertyMap {
        let listeners = try LoadBalancerParts.listeners(inputs.object)
        let securityGroup = try SecurityGroupChoice(inputs)
        let network = try await LoadBalancerNetwork.find(inputs.object, in: scope)

        var loadBalancer = inputs.properties(without: Self.handled)
        loadBalancer["loadBalancerType"] = "application"
        loadBalancer["subnets"] = network.subnets
        let groupDefaults = groupDefaults(listeners)
        let targetGroup = (["vpcId": network.vpcID, "targetType": "ip"] as PropertyMap)
            .merging(groupDefaults)
            .merging(try inputs.defaultTargetGroup?.properties() ?? [:])
        let plan = LoadBalancerParts.Plan(
            loadBalancer: loadBalancer,
            targetGroup: targetGroup,
            listeners: plan(listeners, groupDefaults)
        )
        let parts = try await LoadBalancerParts.register(plan, in: scope) {
            let group = try await securityGroup.make(scope, vpcID: network.vpcID)
            return .init(property: group.map { [$0.id] } ?? securityGroup.existing, made: group)
        }
        var state = parts.state(vpcID: network.vpcID)
        state["defaultSecurityGroup"] = parts.securityGroup?.reference
        return state
    }

    /// Port and protocol of the target group and of a listener that is not one of several.
    ///
    /// One element in `listeners` gives nothing: upstream's slip, which deployed target groups show.
    private func groupDefaults(_ listeners: [ListenerInputs]?) -> PropertyMap {
        guard inputs.object["listeners"].isTruthy, let listeners else {
            return ListenerDefaults.http(listeners?.first, port: inputs.defaultTargetGroupPort)
        }
        if listeners.count == 1 { return [:] }
        return ListenerDefaults.http(listeners.first, port: inputs.defaultTargetGroupPort)
    }

    private func plan(
        _ listeners: [ListenerInputs]?,
        _ groupDefaults: PropertyMap
    ) -> [(defaults: PropertyMap, given: PropertyMap)] {
        guard let listeners else { return [(groupDefaults, [:])] }
        if inputs.object["listener"].isTruthy { return listeners.map { (groupDefaults, $0.properties()) } }
        return listeners.map { (ListenerDefaults.http($0, port: nil), $0.properties()) }
    }
}
