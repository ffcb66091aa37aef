import ProviderKit
import PulumiProtocol

extension ComponentDescriptor {
    /// `awsx:lb:ApplicationLoadBalancer`: a load balancer for HTTP and HTTPS.
    static let applicationLoadBalancer = ComponentDescriptor(
        // Upstream gives the former type as a name by mistake, and existing stacks rely on it.
        aliases: ComponentAliases([.name("awsx:x:elasticloadbalancingv2:ApplicationLoadBalancer")], areFirst: false)
    ) { (inputs: ApplicationLoadBalancerInputs, scope) in
        try await ApplicationLoadBalancer(inputs: inputs, scope: scope).register()
    }
}

private struct ApplicationLoadBalancer: Sendable {
    let inputs: ApplicationLoadBalancerInputs
    let scope: ComponentScope

    func register() async throws -> PropertyMap {
        let listeners = try LoadBalancerParts.listeners(inputs)
        let securityGroup = try SecurityGroupChoice(inputs)
        let network = try await LoadBalancerNetwork.find(inputs, in: scope)

        let groupDefaults = groupDefaults(listeners)
        let targetGroup = (["vpcId": network.vpcID, "targetType": "ip"] as PropertyMap)
            .merging(groupDefaults)
            .merging(try inputs.defaultTargetGroup.view()?.forwarded ?? [:])
        let plan = LoadBalancerParts.Plan(
            loadBalancer: inputs.forwarded.setting([
                "loadBalancerType": "application",
                "subnets": network.subnets,
            ]),
            targetGroup: targetGroup,
            listeners: plan(listeners, groupDefaults)
        )
        let parts = try await LoadBalancerParts.register(plan, in: scope) {
            let group = try await securityGroup.make(scope, vpcID: network.vpcID)
            return .init(property: group.map { [$0.id] } ?? securityGroup.existing, made: group)
        }
        return parts.state(vpcID: network.vpcID)
            .setting(["defaultSecurityGroup": parts.securityGroup?.reference])
    }

    /// Returns port and protocol of the target group, and of a listener that is not one of several.
    ///
    /// Like upstream, a list with one listener gives the target group no defaults.
    private func groupDefaults(_ listeners: [ListenerInputs]?) -> PropertyMap {
        if inputs.listeners.isTruthy, listeners?.count == 1 { return [:] }
        return ListenerDefaults.http(listeners?.first, port: inputs.defaultTargetGroupPort.value)
    }

    private func plan(
        _ listeners: [ListenerInputs]?,
        _ groupDefaults: PropertyMap
    ) -> [(defaults: PropertyMap, given: PropertyMap)] {
        guard let listeners else { return [(groupDefaults, [:])] }
        if inputs.listener.isTruthy { return listeners.map { (groupDefaults, $0.forwarded) } }
        return listeners.map { (ListenerDefaults.http($0, port: nil), $0.forwarded) }
    }
}
