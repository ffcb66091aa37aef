import ProviderKit
import PulumiProtocol

extension VPCPlan {
    /// Returns the component's outputs.
    ///
    /// As upstream, each depends on the VPC and on every subnet.
    ///
    /// - Parameters:
    ///   - children: The registered children.
    ///   - layout: The output `subnetLayout`.
    /// - Returns: The outputs by name.
    func state(_ children: [Key: Child], layout: PropertyValue) -> PropertyMap {
        let dependencies = ([vpc] + subnets.map(\.key)).compactMap { children[$0]?.urn }
        func output(_ value: PropertyValue) -> PropertyValue {
            .output(Output(value, dependencies: dependencies))
        }
        func reference(_ key: Key) -> PropertyValue { output(children[key]?.reference ?? .null) }
        func references(_ keys: [Key]) -> PropertyValue {
            output(.list(keys.compactMap { children[$0]?.reference }))
        }
        func ids(_ keys: [Key]) -> PropertyValue {
            let ids = PropertyValue.list(keys.compactMap { children[$0]?.id })
            return Output(gathering: ids).adding(dependencies: dependencies).property
        }
        func keys(_ kinds: SubnetType.Kind...) -> [Key] {
            subnets.filter { kinds.contains($0.kind) }.map(\.key)
        }
        return [
            "vpc": reference(vpc),
            "vpcId": Output(gathering: children[vpc]?.id ?? .null).adding(dependencies: dependencies).property,
            "subnets": references(subnets.map(\.key)),
            "publicSubnets": references(keys(.public)),
            "privateSubnets": references(keys(.private)),
            "isolatedSubnets": references(keys(.isolated, .other)),
            "publicSubnetIds": ids(keys(.public)),
            "privateSubnetIds": ids(keys(.private)),
            "isolatedSubnetIds": ids(keys(.isolated, .other)),
            "routeTables": references(routeTables),
            "routeTableAssociations": references(associations),
            "routes": references(routes),
            "internetGateway": reference(internetGateway),
            "natGateways": references(natGateways),
            "eips": references(elasticIPs),
            "vpcEndpoints": references(endpoints),
            "subnetLayout": Output(gathering: layout).adding(dependencies: dependencies).property,
        ]
    }
}
