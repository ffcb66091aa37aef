import ProviderKit
import PulumiProtocol

/// The component `awsx:lb:ApplicationLoadBalancer`: a load balancer for HTTP and HTTPS.
struct ApplicationLoadBalancer: Component {
    // Upstream gives the former type as a name by mistake, and existing stacks rely on it.
    static let aliases = ComponentAliases(
        [.name("awsx:x:elasticloadbalancingv2:ApplicationLoadBalancer")],
        areFirst: false
    )

    private let inputs: ApplicationLoadBalancerInputs
    private let listeners: [ListenerInputs]?
    private let targetGroup: TargetGroupInputs?
    private let securityGroup: SecurityGroupChoice

    init(_ inputs: ApplicationLoadBalancerInputs) throws {
        self.inputs = inputs
        listeners = try LoadBalancerParts.listeners(inputs)
        targetGroup = try inputs.defaultTargetGroup.view()
        securityGroup = try SecurityGroupChoice(inputs)
        try LoadBalancerNetwork.check(inputs)
    }

    func drafts(named name: String) -> [ChildDraft] {
        plan(LoadBalancerNetwork.draft(inputs)).drafts(inputs, listeners, named: name)
            + securityGroup.drafts(named: name)
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        let network = try await LoadBalancerNetwork.find(inputs, in: scope)
        let parts = try await LoadBalancerParts.register(plan(network), in: scope) {
            let group = try await securityGroup.make(scope, vpcID: network.vpcID)
            return .init(property: group.map { [$0.id] } ?? securityGroup.existing, made: group)
        }
        return parts.state(vpcID: network.vpcID)
            .setting(["defaultSecurityGroup": parts.securityGroup?.reference])
    }

    private func plan(_ network: LoadBalancerNetwork) -> LoadBalancerParts.Plan {
        let groupDefaults = groupDefaults(listeners)
        return LoadBalancerParts.Plan(
            loadBalancer: inputs.forwarded.setting([
                "loadBalancerType": "application",
                "subnets": network.subnets,
            ]),
            targetGroup: (["vpcId": network.vpcID, "targetType": "ip"] as PropertyMap)
                .merging(groupDefaults)
                .merging(targetGroup?.forwarded ?? [:]),
            listeners: plan(listeners, groupDefaults)
        )
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
