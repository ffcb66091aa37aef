import ProviderKit
import PulumiProtocol

extension VPCPlan {
    /// Adds an endpoint, with a security group of its own if it needs one.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint.
    ///   - fillsIn: Whether it gets the subnets, route tables and security group that an endpoint usually has.
    mutating func add(_ endpoint: VPCEndpointChoice.Endpoint, fillsIn: Bool) {
        let inputs: VpcEndpointSpecInputs = endpoint.inputs
        let tags = PlannedChild.Value.value(settings.tags.shared(inputs.tags.value))
        let isInterface = fillsIn && endpoint.type == "interface"
        let isGateway = fillsIn && endpoint.type == "gateway"
        let fillsGroup = isInterface && inputs.securityGroupIds.nonNull == nil
        let group = fillsGroup ? addSecurityGroup(endpoint, tags) : nil
        let subnetIDs = isInterface && !endpoint.hasSubnets ? onePerZone : nil
        let tableIDs = isGateway && inputs.routeTableIds.nonNull == nil ? routeTables : nil
        endpoints.append(
            children.add(
                PlannedChild(
                    Key("aws:ec2/vpcEndpoint:VpcEndpoint", endpoint.service),
                    under: vpc,
                    origins: [.init(from: inputs.object.path), .init("tags", from: inputs.tags.path)],
                    given: inputs.forwarded,
                    [
                        "vpcId": .id(vpc),
                        "region": inputs.region.nonNull == nil ? settings.regionValue : nil,
                        "tags": tags,
                        "subnetIds": subnetIDs.map { .list($0.map { .id($0) }) },
                        "routeTableIds": tableIDs.map { .list($0.map { .id($0) }) },
                        "securityGroupIds": group.map { .list([.id($0)]) },
                        "privateDnsEnabled": isInterface && inputs.privateDnsEnabled.nonNull == nil
                            ? .value(true) : nil,
                    ]
                )
            )
        )
    }

    /// The subnet of each zone that interface endpoints are put into: private if there is one, isolated, or else public.
    private var onePerZone: [Key] {
        let preferred: [SubnetType.Kind] = [.private, .isolated, .public]
        let zones = Set(subnets.map(\.zone)).sorted()
        return zones.compactMap { zone in
            let inZone = subnets.filter { $0.zone == zone }
            return preferred.lazy.compactMap { kind in inZone.first { $0.kind == kind } }.first?.key
        }
    }

    /// Adds the security group of an interface endpoint: it lets the VPC in by HTTPS.
    private mutating func addSecurityGroup(
        _ endpoint: VPCEndpointChoice.Endpoint,
        _ tags: PlannedChild.Value
    ) -> Key {
        let group = children.add(
            PlannedChild(
                Key(OpenSecurityGroup.type, "\(endpoint.service)-sg"),
                under: vpc,
                given: SecurityGroupInputs.defaults,
                ["vpcId": .id(vpc), "region": settings.regionValue, "tags": tags]
            )
        )
        children.add(
            PlannedChild(
                Key("aws:ec2/securityGroupRule:SecurityGroupRule", "\(endpoint.service)-ingress"),
                under: vpc,
                dependsOn: [group],
                given: ["type": "ingress", "protocol": "tcp", "fromPort": 443, "toPort": 443],
                [
                    "securityGroupId": .id(group),
                    "region": settings.regionValue,
                    "cidrBlocks": .list([.output(vpc, "cidrBlock")]),
                    "ipv6CidrBlocks": endpoint.usesIPv6
                        ? .list([.output(vpc, "ipv6CidrBlock", endpoint.requiredIPv6Block)]) : nil,
                ]
            )
        )
        return group
    }
}

extension VPCEndpointChoice.Endpoint {
    /// Indicates whether the endpoint has IPv6 addresses.
    fileprivate var usesIPv6: Bool {
        let type = inputs.ipAddressType.value.knownValue?.string?.lowercased()
        return type == "ipv6" || type == "dualstack"
    }

    /// Returns the VPC's IPv6 block.
    ///
    /// - Throws: ``InputFailure`` if it has none.
    fileprivate func requiredIPv6Block(_ block: PropertyValue) throws(InputFailure) -> PropertyValue? {
        if let text = block.string, !text.isEmpty { return block }
        throw inputs.ipAddressType.failure(
            "asks for IPv6 addresses, but the VPC has no IPv6 block; set assignGeneratedIpv6CidrBlock, or use ipv4"
        )
    }
}
