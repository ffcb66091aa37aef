import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/natGateway:NatGateway`.
    static let natGateway = ResourceDescriptor(
        type: "aws:ec2/natGateway:NatGateway",
        mapping: MemberMapping(style: .upperCamel, names: ["privateIp": "PrivateIpAddress"]),
        tagging: .ec2("natgateway"),
        create: .call("ec2.CreateNatGateway"),
        search: .ec2(
            "ec2.DescribeNatGateways",
            "NatGateways",
            id: "NatGatewayId",
            filterMember: "Filter",
            { [("subnet-id", $0.inputs["subnetId"]?.string)] }
        ),
        read: .lookup { NatGateway.completeAddresses(&$0, $1.object, $2) },
        update: [
            UpdateStep(["secondaryAllocationIds"], run: NatGateway.setSecondaryAddresses)
        ],
        // Until it is gone, its address cannot be released.
        delete: .call("ec2.DeleteNatGateway", ["NatGatewayId": "{id}"])
    )
}

/// The addresses of a NAT gateway.
private enum NatGateway {
    /// Completes the outputs with those of the primary address.
    static func completeAddresses(_ outputs: inout PropertyMap, _ found: JSON, _ gateway: ResourceOperation) {
        let addresses = found.list(at: "NatGatewayAddresses")
        let primary = addresses.first { $0["IsPrimary"]?.bool == true } ?? addresses.first
        let members = [
            ("allocationId", "AllocationId"), ("associationId", "AssociationId"), ("privateIp", "PrivateIp"),
            ("networkInterfaceId", "NetworkInterfaceId"), ("publicIp", "PublicIp"),
        ]
        for (property, member) in members where gateway.schema.outputs[property] != nil {
            outputs[property] = .string(primary?[member]?.string ?? "")
        }
    }

    @Sendable static func setSecondaryAddresses(_ gateway: ResourceOperation) async throws {
        func ids(_ map: PropertyMap) -> Set<String> {
            Set((map["secondaryAllocationIds"]?.list ?? []).compactMap(\.string))
        }
        let added = ids(gateway.inputs).subtracting(ids(gateway.oldInputs))
        let removed = ids(gateway.oldInputs).subtracting(ids(gateway.inputs))
        let name: JSON.Object = ["NatGatewayId": .string(gateway.id)]
        if !removed.isEmpty {
            let addresses = try await gateway.lookUp()?.object.list(at: "NatGatewayAddresses") ?? []
            let associations = addresses.filter { removed.contains($0["AllocationId"]?.string ?? "") }
                .compactMap { $0["AssociationId"]?.string }
            let input = name.merging(["AssociationIds": JSON.Object.texts(associations)])
            try await gateway.call("ec2.DisassociateNatGatewayAddress", input)
        }
        if !added.isEmpty {
            let input = name.merging(["AllocationIds": JSON.Object.texts(added.sorted())])
            try await gateway.call("ec2.AssociateNatGatewayAddress", input)
        }
    }
}
