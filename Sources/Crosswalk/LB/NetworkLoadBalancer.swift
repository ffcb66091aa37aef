import ProviderKit
import PulumiProtocol

/// The component `awsx:lb:NetworkLoadBalancer`: a load balancer for TCP, UDP and TLS.
struct NetworkLoadBalancer: Component {
    // Upstream gives the former type as a name by mistake, and existing stacks rely on it.
    static let aliases = ComponentAliases(
        [.name("awsx:x:elasticloadbalancingv2:NetworkLoadBalancer")],
        areFirst: false
    )

    private let inputs: NetworkLoadBalancerInputs
    private let listeners: [ListenerInputs]?
    private let targetGroup: TargetGroupInputs?

    init(_ inputs: NetworkLoadBalancerInputs) throws {
        self.inputs = inputs
        listeners = try LoadBalancerParts.listeners(inputs)
        targetGroup = try inputs.defaultTargetGroup.view()
        try LoadBalancerNetwork.check(inputs)
    }

    func drafts(named name: String) -> [ChildDraft] {
        plan(LoadBalancerNetwork.draft(inputs)).drafts(inputs, listeners, named: name)
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        let network = try await LoadBalancerNetwork.find(inputs, in: scope)
        let parts = try await LoadBalancerParts.register(plan(network), in: scope) {
            .init(property: inputs.securityGroups.value)
        }
        return parts.state(vpcID: network.vpcID)
    }

    private func plan(_ network: LoadBalancerNetwork) -> LoadBalancerParts.Plan {
        let groupDefaults: PropertyMap = [
            "vpcId": network.vpcID, "protocol": "TCP", "port": inputs.defaultTargetGroupPort.nonNull ?? 80,
        ]
        let defaults: PropertyMap = ["port": 80, "protocol": "TCP"]
        return LoadBalancerParts.Plan(
            loadBalancer: inputs.forwarded.setting([
                "enableHttp2": false,
                "idleTimeout": 0,
                "loadBalancerType": "network",
                "subnets": network.subnets,
            ]),
            targetGroup: groupDefaults.merging(targetGroup?.forwarded ?? [:]),
            listeners: listeners?.map { (defaults, $0.forwarded) } ?? [(defaults, PropertyMap())]
        )
    }
}
