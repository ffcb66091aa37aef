import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/routeTableAssociation:RouteTableAssociation`.
    static let routeTableAssociation = ResourceDescriptor(
        type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
        mapping: MemberMapping(style: .upperCamel),
        create: .call("ec2.AssociateRouteTable"),
        search: Search { association in
            guard let found = try await TableAssociation.find(association),
                found["RouteTableId"]?.string == association.inputs["routeTableId"]?.string,
                let id = found["RouteTableAssociationId"]?.string
            else {
                return []
            }
            return [Created(id: id)]
        },
        read: ReadStep { association in
            guard let found = try await TableAssociation.find(association) else { return nil }
            var outputs = association.properties(of: found)
            outputs["id"] = found["RouteTableAssociationId"]?.string.map(PropertyValue.string)
            return outputs
        },
        update: [
            UpdateStep(["routeTableId"]) { association in
                guard let found = try await TableAssociation.find(association) else { return }
                let input: JSON.Object = [
                    "AssociationId": found["RouteTableAssociationId"] ?? .string(association.id),
                    "RouteTableId": association.inputs["routeTableId"]?.plainJSON ?? "",
                ]
                try await association.call("ec2.ReplaceRouteTableAssociation", input)
            }
        ],
        delete: DeleteStep { association in
            guard let found = try await TableAssociation.find(association) else { return }
            let id = found["RouteTableAssociationId"] ?? .string(association.id)
            try await association.callUnlessGone("ec2.DisassociateRouteTable", ["AssociationId": id])
        }
    )
}

/// The search for an association by what it ties together: its id changes whenever its table does.
private enum TableAssociation {
    static func find(_ association: ResourceOperation) async throws -> JSON? {
        let filter: (String, String)
        if let subnet = association.text("subnetId"), !subnet.isEmpty {
            filter = ("association.subnet-id", subnet)
        } else if let gateway = association.text("gatewayId"), !gateway.isEmpty {
            filter = ("association.gateway-id", gateway)
        } else {
            filter = ("association.route-table-association-id", association.id)
        }
        let filters: JSON = [["Name": .string(filter.0), "Values": [.string(filter.1)]]]
        let answer = try await association.find("ec2.DescribeRouteTables", ["Filters": filters])
        for table in answer?.list(at: "RouteTables") ?? [] {
            let found = table.list(at: "Associations").first { entry in
                let isMeant = [entry["SubnetId"], entry["GatewayId"], entry["RouteTableAssociationId"]]
                    .contains { $0?.string == filter.1 }
                return isMeant && !["disassociated", "failed"].contains(entry.text(at: "AssociationState.State"))
            }
            if let found { return found }
        }
        return nil
    }
}
