import ProviderKit
import PulumiProtocol

extension ComponentDescriptor {
    /// `awsx:lb:NetworkLoadBalancer`: a load balancer for TCP, UDP and TLS.
    static let networkLoadBalancer = ComponentDescriptor(
        type: "awsx:lb:NetworkLoadBalancer",
        // A name, and not a type: upstream's slip, which stacks rely on.
        aliases: ComponentAliases([.name("awsx:x:elasticloadbalancingv2:NetworkLoadBalancer")], areFirst: false)
    ) { object, scope in
        let inputs = NetworkLoadBalancerInputs(object: object)
        let listeners = try LoadBalancerParts.listeners(object)
        let network = try await LoadBalancerNetwork.find(object, in: scope)

        var loadBalancer = inputs.properties(without: [
            "defaultTargetGroup", "defaultTargetGroupPort", "listener", "listeners", "subnetIds", "subnets",
        ])
        loadBalancer["loadBalancerType"] = "network"
        loadBalancer["enableHttp2"] = false
        loadBalancer["idleTimeout"] = 0
        loadBalancer["subnets"] = network.subnets
        let targetGroup: PropertyMap = [
            "vpcId": network.vpcID, "protocol": "TCP", "port": inputs.defaultTargetGroupPort.given ?? 80,
        ]
        let defaults: PropertyMap = ["port": 80, "protocol": "TCP"]
        let plan = LoadBalancerParts.Plan(
            loadBalancer: loadBalancer,
            targetGroup: targetGroup.merging(try inputs.defaultTargetGroup?.properties() ?? [:]),
            listeners: listeners?.map { (defaults, $0.properties()) } ?? [(defaults, PropertyMap())]
        )
        let parts = try await LoadBalancerParts.register(plan, in: scope) { .init(property: inputs.securityGroups) }
        return parts.state(vpcID: network.vpcID)
    }
}
