import JSON
import PulumiProtocol

extension ResourceDescriptor {
    /// `aws:ec2/routeTable:RouteTable`.
    static let routeTable = ResourceDescriptor(
        type: "aws:ec2/routeTable:RouteTable",
        mapping: MemberMapping(style: .upperCamel),
        tagging: .ec2("route-table"),
        create: .call("ec2.CreateRouteTable", except: ["routes", "propagatingVgws"]),
        search: .ec2(
            "ec2.DescribeRouteTables",
            "RouteTables",
            id: "RouteTableId",
            isUntouched: { found, _ in found.list(at: "Associations").isEmpty },
            { [("vpc-id", $0.inputs["vpcId"]?.string)] }
        ),
        afterCreate: { table in
            try await RouteTable.setRoutes(table)
            try await RouteTable.setGateways(table)
        },
        read: .lookup { outputs, found, _ in
            outputs["routes"] = .list(RouteTable.routes(found.object).map { .map($0.properties) })
            outputs["propagatingVgws"] = .list(RouteTable.gateways(found.object).map(PropertyValue.string))
        },
        update: [
            UpdateStep(["routes"], run: RouteTable.setRoutes),
            UpdateStep(["propagatingVgws"], run: RouteTable.setGateways),
        ],
        delete: DeleteStep { table in
            guard let found = try await table.lookUp()?.object else { return }
            for association in found.list(at: "Associations") where association["Main"]?.bool != true {
                let id = association["RouteTableAssociationId"] ?? ""
                try await table.callUnlessGone("ec2.DisassociateRouteTable", ["AssociationId": id])
            }
            try await table.callUnlessGone("ec2.DeleteRouteTable", ["RouteTableId": .string(table.id)])
        }
    )
}

/// The routes that are given with a route table, and its gateways.
private enum RouteTable {
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
        let found = table.kind == .create ? [] : try await table.lookUp().map { routes($0.object) } ?? []
        let calls = EntryCalls(create: "ec2.CreateRoute", replace: "ec2.ReplaceRoute", delete: "ec2.DeleteRoute")
        try await table.setEntries(wanted, insteadOf: found, of: ["RouteTableId": .string(table.id)], by: calls)
    }

    @Sendable static func setGateways(_ table: ResourceOperation) async throws {
        let found = table.kind == .create ? [] : try await table.lookUp().map { gateways($0.object) } ?? []
        try await table.change(list: "propagatingVgws", of: ["RouteTableId": "{id}"], current: found)
    }
}
