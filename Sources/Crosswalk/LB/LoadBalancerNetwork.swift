import ProviderKit
import PulumiProtocol

/// Where a load balancer stands: the subnets it is given, or those of the default VPC.
struct LoadBalancerNetwork: Sendable {
    /// The property `subnets`; `nil` if `subnetMappings` says it.
    let subnets: PropertyValue?
    /// The id of the VPC that the subnets are of.
    let vpcID: PropertyValue

    private static let choices = ["subnetIds", "subnets", "subnetMappings"]

    /// Finds the network that the inputs describe.
    static func find(_ inputs: InputObject, in scope: ComponentScope) async throws -> LoadBalancerNetwork {
        let given = choices.filter { inputs[$0].given != nil }
        guard given.count <= 1 else {
            throw inputs.failure(at: given[1], "cannot be given together with \(given[0]); remove one of them")
        }
        switch given.first(where: { inputs[$0].isTruthy }) {
        case "subnets": return try await ofResources(inputs, in: scope)
        case "subnetIds":
            let first = try first(of: "subnetIds", inputs)
            return LoadBalancerNetwork(
                subnets: inputs["subnetIds"],
                vpcID: try await vpc(ofSubnet: first, in: scope)
            )
        case "subnetMappings":
            let mapping = try first(of: "subnetMappings", inputs).spread
            let subnet = mapping.map.map { $0["subnetId"] ?? .null } ?? .unknown
            return LoadBalancerNetwork(subnets: nil, vpcID: try await vpc(ofSubnet: subnet, in: scope))
        default:
            let vpc = try await DefaultVPC.find(scope)
            return LoadBalancerNetwork(subnets: .list(vpc.publicSubnetIDs), vpcID: vpc.id)
        }
    }

    private static func ofResources(
        _ inputs: InputObject,
        in scope: ComponentScope
    ) async throws -> LoadBalancerNetwork {
        let first = try first(of: "subnets", inputs)
        guard let subnets = inputs["subnets"]?.spread.list else {
            return LoadBalancerNetwork(subnets: first, vpcID: first)
        }
        let path = inputs.path(of: "subnets")
        let resources = try await withThrowingTaskGroup(of: (Int, ReferencedResource).self) { group in
            for (index, subnet) in subnets.enumerated() {
                group.addTask { (index, try await scope.resource(subnet, at: "\(path)[\(index)]")) }
            }
            return try await group.reduce(into: [Int: ReferencedResource]()) { $0[$1.0] = $1.1 }
        }
        return LoadBalancerNetwork(
            subnets: .list(subnets.indices.map { resources[$0]?.id ?? .null }),
            vpcID: resources[0]?["vpcId"] ?? .null
        )
    }

    /// The first element of a list, which says what the VPC is; the list itself if it is not known yet.
    private static func first(of name: String, _ inputs: InputObject) throws -> PropertyValue {
        let value = inputs[name] ?? .null
        guard let elements = value.spread.list else {
            if Output(gathering: value).value == nil { return value }
            throw inputs.failure(at: name, "must be a list")
        }
        guard let first = elements.first else {
            throw inputs.failure(
                at: name,
                "is empty; name two subnets in different availability zones, or leave it out"
            )
        }
        return first
    }

    private static func vpc(ofSubnet id: PropertyValue, in scope: ComponentScope) async throws -> PropertyValue {
        try await scope.invoke("aws:ec2/getSubnet:getSubnet", ["id": id]).map { $0["vpcId"] ?? .null }.property
    }
}
