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
            UpdateStep(
                ["secondaryAllocationIds", "secondaryPrivateIpAddresses"],
                run: NatGateway.setSecondaryAddresses
            ),
            UpdateStep(["availabilityZoneAddresses"], run: NatGateway.setZoneAddresses),
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

    /// Brings the secondary addresses from the last deployment's to the wanted ones: Elastic IP addresses of a public
    /// gateway, with private ones beside them, or the private ones alone.
    @Sendable static func setSecondaryAddresses(_ gateway: ResourceOperation) async throws {
        let privateAddresses = "secondaryPrivateIpAddresses"
        let current = ResourceOperation.texts(gateway.oldInputs, privateAddresses) ?? []
        guard gateway.inputs["connectivityType"] != "private" else {
            try await gateway.change(list: privateAddresses, of: ["NatGatewayId": "{id}"], current: current)
            return
        }
        let (added, removed) = gateway.elements("secondaryAllocationIds")
        let own = gateway.elements(privateAddresses, current: current).added
        try await disassociate(removed, from: gateway)
        try await associate(added, own.isEmpty ? [:] : ["PrivateIpAddresses": JSON.Object.texts(own)], with: gateway)
    }

    /// Brings the zones of a regional gateway from the last deployment's to the wanted ones, each with its addresses.
    @Sendable static func setZoneAddresses(_ gateway: ResourceOperation) async throws {
        func zones(_ inputs: PropertyMap) -> [PropertyMap] {
            (inputs["availabilityZoneAddresses"]?.withoutNestedDefaults.list ?? []).compactMap(\.map)
        }
        func allocations(_ zone: PropertyMap) -> [String] { ResourceOperation.texts(zone, "allocationIds") ?? [] }
        let (old, new) = (zones(gateway.oldInputs), zones(gateway.inputs))
        try await disassociate(old.filter { !new.contains($0) }.flatMap(allocations), from: gateway)
        for zone in new where !old.contains(zone) {
            var name: JSON.Object = [:]
            name["AvailabilityZone"] = zone["availabilityZone"]?.plainJSON
            name["AvailabilityZoneId"] = zone["availabilityZoneId"]?.plainJSON
            try await associate(allocations(zone), name, with: gateway)
        }
    }

    private static func associate(_ allocations: [String], _ members: JSON.Object, with gateway: ResourceOperation)
        async throws
    {
        guard !allocations.isEmpty else { return }
        let input = gateway.filled(["NatGatewayId": "{id}"])
            .merging(["AllocationIds": JSON.Object.texts(allocations.sorted())])
        try await gateway.call("ec2.AssociateNatGatewayAddress", input.merging(members))
    }

    private static func disassociate(_ allocations: [String], from gateway: ResourceOperation) async throws {
        guard !allocations.isEmpty else { return }
        let addresses = try await gateway.lookUp()?.object.list(at: "NatGatewayAddresses") ?? []
        let associations = addresses.filter { allocations.contains($0["AllocationId"]?.string ?? "") }
            .compactMap { $0["AssociationId"]?.string }
        let input = gateway.filled(["NatGatewayId": "{id}"])
        try await gateway.call(
            "ec2.DisassociateNatGatewayAddress",
            input.merging(["AssociationIds": JSON.Object.texts(associations)])
        )
    }
}
