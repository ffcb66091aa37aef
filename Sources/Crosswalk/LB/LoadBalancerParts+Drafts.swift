import ProviderKit
import PulumiProtocol

extension LoadBalancerParts.Plan {
    /// Works out the resources that are made of inputs, as far as these tell.
    ///
    /// - Parameters:
    ///   - inputs: The component's inputs.
    ///   - listeners: Its listeners; `nil` if none are given.
    ///   - name: The component's name.
    /// - Returns: The load balancer, the target group and the listeners.
    func drafts(
        _ inputs: some LoadBalancerInputs,
        _ listeners: [ListenerInputs]?,
        named name: String
    ) -> [ChildDraft] {
        let kind = loadBalancer["loadBalancerType"]?.string ?? ""
        let balancer = ChildDraft(
            "aws:lb/loadBalancer:LoadBalancer",
            name,
            loadBalancer.setting(["securityGroups": inputs.securityGroups.value ?? .unknown]),
            origins: [.init("subnets", from: inputs.subnetIds.path)]
        )
        let group = ChildDraft(
            "aws:lb/targetGroup:TargetGroup",
            name,
            targetGroup,
            neighbours: ["loadBalancer": ["loadBalancerType": .string(kind)]],
            origins: groupOrigins(inputs, listeners?.first)
        )
        // Rules tell the kind of a load balancer from its ARN, which is not known yet.
        let arn = "arn:aws:elasticloadbalancing:::loadbalancer/\(kind == "network" ? "net" : "app")/\(name)/0"
        let properties = listenerProperties(.string(arn), .unknown)
        return [balancer, group]
            + properties.enumerated().map { index, properties in
                ChildDraft(
                    "aws:lb/listener:Listener",
                    "\(name)-\(index)",
                    properties,
                    origins: [.init(from: listeners?[index].object.path ?? inputs.listener.path)]
                )
            }
    }

    /// Port and protocol of the target group come from its own inputs, or else from elsewhere.
    private func groupOrigins(_ inputs: some LoadBalancerInputs, _ listener: ListenerInputs?) -> [ChildDraft.Origin] {
        let path = inputs.defaultTargetGroup.path
        var origins = [ChildDraft.Origin(from: path)]
        if inputs.defaultTargetGroupPort.nonNull != nil {
            origins.append(.init("port", from: inputs.defaultTargetGroupPort.path))
        }
        let given = inputs.defaultTargetGroup.viewIfKnown()?.object.properties ?? [:]
        guard let listener else { return origins }
        for name in ["port", "protocol"] where given[name] == nil && listener.object.properties[name] != nil {
            origins.append(.init(name, from: "\(listener.object.path).\(name)"))
        }
        return origins
    }
}
