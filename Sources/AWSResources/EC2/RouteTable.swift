import JSON
import PulumiProtocol

extension ResourceDescriptor {
    /// `aws:ec2/routeTable:RouteTable`.
    static let routeTable = ResourceDescriptor(
        type: "aws:ec2/routeTable:RouteTable",
        mapping: MemberMapping(style: .upperCamel),
        tagging: .ec2("route-table"),
        create: { table in
            let input = table.members(["vpcId"]).merging(table.tagMembers)
            let answer = try await table.call("ec2.CreateRouteTable", input)
            return try Created(answer, id: "RouteTable.RouteTableId", of: "ec2.CreateRouteTable")
        },
        search: .ec2(
            "ec2.DescribeRouteTables",
            "RouteTables",
            id: "RouteTableId",
            isUntouched: { found, _ in found.list(at: "Associations").isEmpty },
            { [("vpc-id", $0.inputs["vpcId"]?.string)] }
        ),
        finish: { table in
            try await RouteTable.setRoutes(table)
            try await RouteTable.setGateways(table)
        },
        read: { table in
            guard let found = try await RouteTable.describe(table) else { return nil }
            var outputs = table.ec2Outputs(found, kind: "route-table")
            outputs["routes"] = .list(RouteTable.routes(found).map { .map($0.properties) })
            outputs["propagatingVgws"] = .list(RouteTable.gateways(found).map(PropertyValue.string))
            return outputs
        },
        update: [
            UpdateStep(["routes"], run: RouteTable.setRoutes),
            UpdateStep(["propagatingVgws"], run: RouteTable.setGateways),
        ],
        delete: { table in
            guard let found = try await RouteTable.describe(table) else { return }
            for association in found.list(at: "Associations") where association["Main"]?.bool != true {
                let id = association["RouteTableAssociationId"] ?? ""
                try await table.callUnlessGone("ec2.DisassociateRouteTable", ["AssociationId": id])
            }
            try await table.callUnlessGone("ec2.DeleteRouteTable", ["RouteTableId": .string(table.id)])
        },
        propagation: .seconds(300)
    )
}

/// What is a route table's own: routes given with it.
private enum RouteTable {
    static func describe(_ table: ResourceOperation) async throws -> JSON? {
        try await table.describe(
            "ec2.DescribeRouteTables",
            ids: "RouteTableIds",
            list: "RouteTables",
            id: "RouteTableId"
        )
    }

    /// The routes that someone gave: not the VPC's own, not propagated ones, not those of gateway endpoints.
    static func routes(_ found: JSON) -> [RouteEntry] {
        found.list(at: "Routes").compactMap { route in
            let gateway = route["GatewayId"]?.string ?? ""
            let isOwn = gateway == "local" || route["Origin"]?.string == "EnableVgwRoutePropagation"
            let isEndpoint = gateway.hasPrefix("vpce-") && route["DestinationPrefixListId"] != nil
            return isOwn || isEndpoint ? nil : RouteEntry(member: route)
        }
    }

    static func gateways(_ found: JSON) -> [String] {
        found.list(at: "PropagatingVgws").compactMap { $0["GatewayId"]?.string }
    }

    @Sendable static func setRoutes(_ table: ResourceOperation) async throws {
        guard let wanted = table.inputs["routes"]?.list?.compactMap(\.map).map(RouteEntry.init) else { return }
        let found = table.kind == .create ? [] : try await describe(table).map(routes) ?? []
        let name: JSON.Object = ["RouteTableId": .string(table.id)]
        for route in found where !wanted.contains(where: { $0.destination == route.destination }) {
            try await table.callUnlessGone("ec2.DeleteRoute", name.merging(route.destinationMembers))
        }
        for route in wanted {
            let old = found.first { $0.destination == route.destination }
            guard old != route else { continue }
            let operation = old == nil ? "ec2.CreateRoute" : "ec2.ReplaceRoute"
            _ = try await table.call(operation, name.merging(route.members))
        }
    }

    @Sendable static func setGateways(_ table: ResourceOperation) async throws {
        guard let wanted = table.inputs["propagatingVgws"]?.list?.compactMap(\.string) else { return }
        let found = table.kind == .create ? [] : try await describe(table).map(gateways) ?? []
        func input(_ gateway: String) -> JSON.Object {
            ["RouteTableId": .string(table.id), "GatewayId": .string(gateway)]
        }
        for gateway in found where !wanted.contains(gateway) {
            try await table.callUnlessGone("ec2.DisableVgwRoutePropagation", input(gateway))
        }
        for gateway in wanted where !found.contains(gateway) {
            _ = try await table.call("ec2.EnableVgwRoutePropagation", input(gateway))
        }
    }
}
