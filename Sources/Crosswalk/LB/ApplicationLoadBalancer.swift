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
    /// `nil` without a domain.
    private let domain: LoadBalancerDomain?

    init(_ inputs: ApplicationLoadBalancerInputs) throws {
        self.inputs = inputs
        listeners = try LoadBalancerParts.listeners(inputs)
        targetGroup = try inputs.defaultTargetGroup.view()
        securityGroup = try SecurityGroupChoice(inputs)
        try LoadBalancerNetwork.check(inputs)
        try inputs.domain.exclude(inputs.listeners, remedy: "set the HTTPS listener of the domain by listener")
        let listener = listeners?.first
        domain = try inputs.domain.view().map { (domain) throws(InputFailure) in
            try LoadBalancerDomain(domain, ipAddressType: inputs.ipAddressType, listener: listener)
        }
    }

    func drafts(named name: String) -> [ChildDraft] {
        plan(LoadBalancerNetwork.draft(inputs)).drafts(inputs, listeners, named: name)
            + securityGroup.drafts(named: name) + (domain?.drafts(named: name) ?? [])
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        async let issued = domain?.certify(in: scope)
        let network = try await LoadBalancerNetwork.find(inputs, in: scope)
        var parts = try await LoadBalancerParts.register(plan(network), in: scope) {
            let group = try await securityGroup.make(scope, vpcID: network.vpcID)
            return .init(property: group.map { [$0.id] } ?? securityGroup.existing, made: group)
        }
        var address: PropertyValue?
        if let domain, let issued = try await issued {
            let balancer = parts.loadBalancer
            async let records = domain.registerRecords(balancer, issued, in: scope)
            parts.listeners = try await domain.registerListeners(parts, issued, in: scope)
            address = domain.address(try await records + parts.listeners)
        }
        return parts.state(vpcID: network.vpcID)
            .setting(["defaultSecurityGroup": parts.securityGroup?.reference, "url": address])
    }

    private func plan(_ network: LoadBalancerNetwork) -> LoadBalancerParts.Plan {
        let groupDefaults = groupDefaults(domain == nil ? listeners : nil)
        return LoadBalancerParts.Plan(
            loadBalancer: inputs.forwarded.setting([
                "loadBalancerType": "application",
                "subnets": network.subnets,
            ]),
            targetGroup: (["vpcId": network.vpcID, "targetType": "ip"] as PropertyMap)
                .merging(groupDefaults)
                .merging(targetGroup?.forwarded ?? [:]),
            listeners: domain == nil ? plan(listeners, groupDefaults) : []
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
