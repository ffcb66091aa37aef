import ProviderKit
import PulumiProtocol

/// The network of a load balancer: the subnets in its inputs, or the public ones of the default VPC.
struct LoadBalancerNetwork: Sendable {
    /// The property `subnets`; `nil` if `subnetMappings` takes its place.
    let subnets: PropertyValue?
    /// The id of the VPC that the subnets are part of.
    let vpcID: PropertyValue

    /// Checks that the inputs describe one network.
    ///
    /// - Throws: ``InputFailure`` if several lists of subnets are given, or an empty one.
    static func check(_ inputs: some LoadBalancerInputs) throws(InputFailure) {
        let given = [inputs.subnetIds, inputs.subnets, inputs.subnetMappings]
        _ = try Input.onlyOne(of: given)
        for list in given where list.isTruthy { _ = try first(of: list) }
    }

    /// Returns what the inputs alone tell of the network.
    static func draft(_ inputs: some LoadBalancerInputs) -> LoadBalancerNetwork {
        let subnets = inputs.subnetIds.isTruthy ? inputs.subnetIds.value : .unknown
        return LoadBalancerNetwork(subnets: inputs.subnetMappings.isTruthy ? nil : subnets, vpcID: .unknown)
    }

    /// Finds the network that the inputs describe.
    static func find(_ inputs: some LoadBalancerInputs, in scope: ComponentScope) async throws -> LoadBalancerNetwork {
        let (subnets, ids, mappings) = (inputs.subnets, inputs.subnetIds, inputs.subnetMappings)
        if subnets.isTruthy { return try await network(ofResources: subnets, in: scope) }
        if ids.isTruthy {
            let vpcID = try await vpc(ofSubnet: first(of: ids), in: scope)
            return LoadBalancerNetwork(subnets: ids.value, vpcID: vpcID)
        }
        if mappings.isTruthy {
            let mapping = try first(of: mappings).distributed.map
            let subnet = mapping.map { $0["subnetId"] ?? .null } ?? .unknown
            return LoadBalancerNetwork(subnets: nil, vpcID: try await vpc(ofSubnet: subnet, in: scope))
        }
        let vpc = try await DefaultVPC.find(by: scope, for: scope.urn)
        return LoadBalancerNetwork(subnets: .list(vpc.publicSubnetIDs), vpcID: vpc.id)
    }

    private static func network(
        ofResources subnets: Input<[PropertyValue]>,
        in scope: ComponentScope
    ) async throws -> LoadBalancerNetwork {
        let first = try first(of: subnets)
        guard let elements = subnets.elements() else { return LoadBalancerNetwork(subnets: first, vpcID: first) }
        let resources = try await withThrowingTaskGroup(of: (Int, ReferencedResource).self) { group in
            for (index, subnet) in elements.enumerated() {
                group.addTask { (index, try await scope.resource(subnet)) }
            }
            return try await group.reduce(into: [Int: ReferencedResource]()) { $0[$1.0] = $1.1 }
        }
        return LoadBalancerNetwork(
            subnets: .list(elements.indices.map { resources[$0]?.id ?? .null }),
            vpcID: resources[0]?["vpcId"] ?? .null
        )
    }

    /// Returns the first element of a list, which determines the VPC; the list itself if it is not known yet.
    private static func first(of list: Input<[PropertyValue]>) throws(InputFailure) -> PropertyValue {
        guard let elements = list.elements() else {
            let value = list.value ?? .null
            if Output(gathering: value).value == nil { return value }
            throw list.failure("must be a list")
        }
        guard let first = elements.first?.value else {
            throw list.failure("is empty; name two subnets in different availability zones, or omit it")
        }
        return first
    }

    private static func vpc(ofSubnet id: PropertyValue, in scope: ComponentScope) async throws -> PropertyValue {
        try await scope.invoke("aws:ec2/getSubnet:getSubnet", ["id": id]).map { $0["vpcId"] ?? .null }.property
    }
}
