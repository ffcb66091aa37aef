import JSON
import PulumiProtocol

extension ResourceDescriptor {
    /// `aws:ec2/route:Route`: one route of a table.
    ///
    /// Its id is made of the table's and a checksum of the destination.
    static let route = ResourceDescriptor(
        type: "aws:ec2/route:Route",
        mapping: MemberMapping(style: .upperCamel),
        create: CreateStep { route in
            try await route.call("ec2.CreateRoute", Route.name(route).merging(RouteEntry(route.inputs).members))
            return Created(id: Route.id(route) ?? "")
        },
        search: .id(Route.id),
        read: ReadStep { route in
            guard let found = try await Route.find(route), let entry = RouteEntry(member: found) else { return nil }
            var outputs = entry.all
            outputs["id"] = Route.id(route).map(PropertyValue.string)
            outputs["routeTableId"] = route.text("routeTableId").map(PropertyValue.string)
            for (property, member) in [
                ("instanceId", "InstanceId"), ("instanceOwnerId", "InstanceOwnerId"), ("origin", "Origin"),
                ("state", "State"),
            ] {
                outputs[property] = .string(found[member]?.string ?? "")
            }
            return outputs
        },
        update: [
            UpdateStep(Set(RouteEntry.targets.map(\.property))) { route in
                let members = RouteEntry(route.inputs).members
                try await route.call("ec2.ReplaceRoute", Route.name(route).merging(members))
            }
        ],
        delete: DeleteStep { route in
            let entry = RouteEntry(route.inputs.isEmpty ? route.state : route.inputs)
            try await route.callUnlessGone("ec2.DeleteRoute", Route.name(route).merging(entry.destinationMembers))
        }
    )
}

/// The place of a route in its table.
private enum Route {
    /// The id: the table's, and a checksum of the destination; `nil` if the table is not known.
    @Sendable static func id(_ route: ResourceOperation) -> String? {
        let entry = RouteEntry(route.inputs.isEmpty ? route.state : route.inputs)
        return route.text("routeTableId").map { "r-\($0)\(CRC32.checksum(entry.destination))" }
    }

    static func name(_ route: ResourceOperation) -> JSON.Object {
        ["RouteTableId": .string(route.text("routeTableId") ?? "")]
    }

    /// The route of the table with the same destination.
    static func find(_ route: ResourceOperation) async throws -> JSON? {
        let table = route.text("routeTableId") ?? ""
        let answer = try await route.find("ec2.DescribeRouteTables", ["RouteTableIds": [.string(table)]])
        let wanted = RouteEntry(route.inputs.isEmpty ? route.state : route.inputs).destination
        return answer?.list(at: "RouteTables").first?.list(at: "Routes").first {
            RouteEntry(member: $0)?.destination == wanted
        }
    }
}

/// A route's destination and target, by the names of a route's properties.
struct RouteEntry: Hashable, Sendable {
    /// Every property that is a destination, with its member and its name in a route table's `routes`.
    private static let destinations: [(property: String, member: String, short: String)] = [
        ("destinationCidrBlock", "DestinationCidrBlock", "cidrBlock"),
        ("destinationIpv6CidrBlock", "DestinationIpv6CidrBlock", "ipv6CidrBlock"),
        ("destinationPrefixListId", "DestinationPrefixListId", "destinationPrefixListId"),
    ]

    /// Every property that is a target, with its member.
    static let targets: [(property: String, member: String)] = [
        ("carrierGatewayId", "CarrierGatewayId"), ("coreNetworkArn", "CoreNetworkArn"),
        ("egressOnlyGatewayId", "EgressOnlyInternetGatewayId"), ("gatewayId", "GatewayId"),
        ("localGatewayId", "LocalGatewayId"), ("natGatewayId", "NatGatewayId"),
        ("networkInterfaceId", "NetworkInterfaceId"), ("odbNetworkArn", "OdbNetworkArn"),
        ("transitGatewayId", "TransitGatewayId"), ("vpcEndpointId", "VpcEndpointId"),
        ("vpcPeeringConnectionId", "VpcPeeringConnectionId"),
    ]

    /// Property and value of the destination and of the target.
    private let values: [String: String]

    /// The route that properties of a route, or of an element of a route table's `routes`, describe.
    init(_ properties: PropertyMap) {
        var values: [String: String] = [:]
        for (property, _, short) in Self.destinations {
            if let text = (properties[property] ?? properties[short])?.string, !text.isEmpty { values[property] = text }
        }
        for (property, _) in Self.targets {
            if let text = properties[property]?.string, !text.isEmpty { values[property] = text }
        }
        self.values = values
    }

    /// The route that EC2 describes; `nil` if it has no destination.
    init?(member route: JSON) {
        var values: [String: String] = [:]
        for (property, member, _) in Self.destinations { values[property] = route[member]?.string }
        for (property, member) in Self.targets { values[property] = route[member]?.string }
        // A route to an endpoint shows up as one to a gateway.
        if let gateway = values["gatewayId"], gateway.hasPrefix("vpce-") {
            values["gatewayId"] = nil
            values["vpcEndpointId"] = gateway
        }
        self.values = values
        if destination.isEmpty { return nil }
    }

    /// The destination's text.
    var destination: String {
        Self.destinations.lazy.compactMap { values[$0.property] }.first ?? ""
    }

    /// The members of the destination.
    var destinationMembers: JSON.Object {
        JSON.Object(
            Self.destinations.compactMap { entry in
                values[entry.property].map { (entry.member, JSON.string($0)) }
            }
        )
    }

    /// The members of destination and target.
    var members: JSON.Object {
        let target = Self.targets.compactMap { entry in values[entry.property].map { (entry.member, JSON.string($0)) } }
        return destinationMembers.merging(JSON.Object(target))
    }

    /// Every property of a route, empty where it says nothing.
    var all: PropertyMap {
        let names = Self.destinations.map(\.property) + Self.targets.map(\.property)
        return PropertyMap(names.map { ($0, .string(values[$0] ?? "")) })
    }

    /// Every property of an element of a route table's `routes`.
    var properties: PropertyMap {
        let destinations = Self.destinations.map { ($0.short, PropertyValue.string(values[$0.property] ?? "")) }
        let targets = Self.targets.filter { $0.property != "odbNetworkArn" }
            .map { ($0.property, PropertyValue.string(values[$0.property] ?? "")) }
        return PropertyMap(destinations + targets)
    }
}

/// The checksum of IEEE 802.3, as AWS's provider puts it into ids.
enum CRC32 {
    /// The checksum of a text's UTF-8 bytes.
    static func checksum(_ text: String) -> UInt32 {
        ~text.utf8.reduce(UInt32.max) { checksum, byte in
            (0..<8).reduce(checksum ^ UInt32(byte)) { value, _ in
                value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
            }
        }
    }
}
