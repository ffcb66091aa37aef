import ProviderKit
import PulumiProtocol

extension ComponentDescriptor {
    /// `awsx:lb:NetworkLoadBalancer`: a load balancer for TCP, UDP and TLS.
    static let networkLoadBalancer = ComponentDescriptor(
        // Upstream gives the former type as a name by mistake, and existing stacks rely on it.
        aliases: ComponentAliases([.name("awsx:x:elasticloadbalancingv2:NetworkLoadBalancer")], areFirst: false)
    ) { (inputs: NetworkLoadBalancerInputs, scope) in
        let listeners = try LoadBalancerParts.listeners(inputs)
        let network = try await LoadBalancerNetwork.find(inputs, in: scope)

        let targetGroup: PropertyMap = [
            "vpcId": network.vpcID, "protocol": "TCP", "port": inputs.defaultTargetGroupPort.nonNull ?? 80,
        ]
        let defaults: PropertyMap = ["port": 80, "protocol": "TCP"]
        let plan = LoadBalancerParts.Plan(
            loadBalancer: inputs.forwarded.setting([
                "enableHttp2": false,
                "idleTimeout": 0,
                "loadBalancerType": "network",
                "subnets": network.subnets,
            ]),
            targetGroup: targetGroup.merging(try inputs.defaultTargetGroup.view()?.forwarded ?? [:]),
            listeners: listeners?.map { (defaults, $0.forwarded) } ?? [(defaults, PropertyMap())]
        )
        let parts = try await LoadBalancerParts.register(plan, in: scope) {
            .init(property: inputs.securityGroups.value)
        }
        return parts.state(vpcID: network.vpcID)
    }
}
