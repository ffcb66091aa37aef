import JSON
import PulumiProtocol

/// The way of a Fargate service's tasks to the registry of their images.
///
/// A task pulls its image through its own network interface. Without a public address it needs a subnet whose default
/// route leads anywhere but to an internet gateway, or endpoints for Amazon ECR in the VPC.
/// Source: "Fargate task networking" in the Amazon ECS developer guide.
struct RegistryRoute {
    private let service: ResourceOperation
    private let subnets: [String]

    /// The way of a service's tasks; `nil` if there is nothing to judge, as long as the subnets are not known.
    init?(_ service: ResourceOperation) {
        let inputs = service.inputs
        let providers = (inputs["capacityProviderStrategies"]?.list ?? []).map {
            $0.map?["capacityProvider"]?.string ?? ""
        }
        let isFargate =
            inputs["launchType"]?.string == "FARGATE"
            || !providers.isEmpty && providers.allSatisfy { $0.hasPrefix("FARGATE") }
        guard isFargate, let network = inputs["networkConfiguration"]?.map, let list = network["subnets"]?.list else {
            return nil
        }
        let subnets = list.compactMap(\.string)
        guard !subnets.isEmpty, subnets.count == list.count,
            [nil, .bool(false), .null].contains(network["assignPublicIp"])
        else {
            return nil
        }
        self.service = service
        self.subnets = subnets
    }

    /// An error: no subnet has a way to a registry.
    struct Missing: Error, CustomStringConvertible {
        let subnets: [String]

        var description: String {
            """
            property networkConfiguration.assignPublicIp: the tasks get no public address, and from \
            \(subnets.joined(separator: ", ")) nothing else leads to a registry: there is no NAT gateway on the way, and \
            the VPC has no endpoint for Amazon ECR. Set assignPublicIp to true in a public subnet, use subnets with a NAT \
            gateway, or add endpoints.
            """
        }
    }

    /// Checks that the tasks reach a registry from one of the subnets at least.
    ///
    /// The deployment will tell if AWS does not answer, or does not know the subnets.
    ///
    /// - Throws: ``Missing``.
    static func check(_ service: ResourceOperation) async throws {
        let isNew =
            service.kind == .create
            || service.oldInputs["networkConfiguration"] != service.inputs["networkConfiguration"]
        guard isNew, let route = RegistryRoute(service) else { return }
        let hasWay = try await service.session.reachesRegistry(from: route.subnets) {
            do {
                return try await route.exists()
            } catch {
                if error is CancellationError { throw error }
                return true
            }
        }
        if !hasWay { throw Missing(subnets: route.subnets) }
    }

    private func exists() async throws -> Bool {
        let found = try await service.findAll("ec2.DescribeSubnets", ["SubnetIds": JSON.Object.texts(subnets)])
        let networks = Set((found?.list(at: "Subnets") ?? []).compactMap { $0["VpcId"]?.string })
        // Subnets of several VPCs are refused anyway.
        guard networks.count == 1, let network = networks.first else { return true }
        let inNetwork: JSON.Object = ["Filters": [["Name": "vpc-id", "Values": [.string(network)]]]]
        async let tables = service.findAll("ec2.DescribeRouteTables", inNetwork)
        async let endpoints = service.findAll("ec2.DescribeVpcEndpoints", inNetwork)
        let all = try await tables?.list(at: "RouteTables") ?? []
        guard !all.isEmpty else { return true }
        let names = try await (endpoints?.list(at: "VpcEndpoints") ?? []).compactMap { $0["ServiceName"]?.string }
        return names.contains { $0.contains(".ecr.") } || subnets.contains { Self.leadsOut($0, all) }
    }

    /// Returns whether a route of a subnet leads out of the VPC, but not to an internet gateway.
    ///
    /// A registry may stand in another network as well, so that it need not be the default route. A list of prefixes
    /// that leads to an endpoint is that of a gateway endpoint, such as of Amazon S3, which holds no images alone.
    private static func leadsOut(_ subnet: String, _ tables: [JSON]) -> Bool {
        func isFor(_ table: JSON, _ isMeant: (JSON) -> Bool) -> Bool {
            table.list(at: "Associations").contains(where: isMeant)
        }
        let own = tables.first { isFor($0) { $0["SubnetId"]?.string == subnet } }
        guard let table = own ?? tables.first(where: { isFor($0) { $0["Main"]?.bool == true } }) else { return true }
        return table.list(at: "Routes").contains { route in
            let gateway = route["GatewayId"]?.string ?? ""
            let isGatewayEndpoint = route["DestinationPrefixListId"] != nil && gateway.hasPrefix("vpce-")
            return gateway != "local" && !gateway.hasPrefix("igw-") && !isGatewayEndpoint
        }
    }
}
