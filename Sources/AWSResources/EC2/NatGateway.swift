import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/natGateway:NatGateway`.
    static let natGateway = ResourceDescriptor(
        type: "aws:ec2/natGateway:NatGateway",
        mapping: MemberMapping(style: .upperCamel, names: ["privateIp": "PrivateIpAddress"]),
        tagging: .ec2("natgateway"),
        create: { gateway in
            var input = gateway.members().merging(gateway.tagMembers)
            input["ClientToken"] = .string(UniqueSuffix.make())
            let answer = try await gateway.call("ec2.CreateNatGateway", input)
            return try Created(answer, id: "NatGateway.NatGatewayId", of: "ec2.CreateNatGateway")
        },
        search: .ec2(
            "ec2.DescribeNatGateways",
            "NatGateways",
            id: "NatGatewayId",
            filterMember: "Filter",
            { [("subnet-id", $0.inputs["subnetId"]?.string)] }
        ),
        finish: NatGateway.waitUntilAvailable,
        read: { gateway in
            guard let found = try await NatGateway.describe(gateway),
                !["deleted", "deleting", "failed"].contains(found["State"]?.string ?? "")
            else {
                return nil
            }
            return NatGateway.outputs(found, gateway)
        },
        update: [
            UpdateStep(["secondaryAllocationIds"], run: NatGateway.setSecondaryAddresses)
        ],
        settle: NatGateway.waitUntilAvailable,
        delete: { gateway in
            try await gateway.callUnlessGone("ec2.DeleteNatGateway", ["NatGatewayId": .string(gateway.id)])
            // Until it is gone, its address cannot be released.
            try await gateway.wait(for: "\(gateway.subject) to be deleted", upTo: gateway.limit(.seconds(1800))) {
                let state = try await NatGateway.describe(gateway)?["State"]?.string
                return ["deleted", "failed", nil].contains(state) ? .ready(()) : .pending(state ?? "")
            }
        },
        propagation: .seconds(300)
    )
}

/// What is a NAT gateway's own.
private enum NatGateway {
    static func describe(_ gateway: ResourceOperation) async throws -> JSON? {
        try await gateway.describe(
            "ec2.DescribeNatGateways",
            ids: "NatGatewayIds",
            list: "NatGateways",
            id: "NatGatewayId"
        )
    }

    @Sendable static func waitUntilAvailable(_ gateway: ResourceOperation) async throws {
        try await gateway.wait(for: gateway.subject, upTo: gateway.limit()) {
            let found = try await describe(gateway)
            switch found?["State"]?.string {
            case "available": return .ready(())
            case "failed":
                let parts = ["FailureCode", "FailureMessage"].compactMap { found?[$0]?.string }
                throw FailedState(subject: gateway.subject, state: parts.joined(separator: ": "))
            case let state: return .pending(state ?? "not visible yet")
            }
        }
    }

    static func outputs(_ found: JSON, _ gateway: ResourceOperation) -> PropertyMap {
        var outputs = gateway.properties(of: found)
        let addresses = found.list(at: "NatGatewayAddresses")
        let primary = addresses.first { $0["IsPrimary"]?.bool == true } ?? addresses.first
        let members = [
            ("allocationId", "AllocationId"), ("associationId", "AssociationId"), ("privateIp", "PrivateIp"),
            ("networkInterfaceId", "NetworkInterfaceId"), ("publicIp", "PublicIp"),
        ]
        for (property, member) in members where gateway.schema.outputs[property] != nil {
            outputs[property] = .string(primary?[member]?.string ?? "")
        }
        return outputs.merging(gateway.tagOutputs(Tagging.read(found["Tags"])))
    }

    @Sendable static func setSecondaryAddresses(_ gateway: ResourceOperation) async throws {
        func ids(_ map: PropertyMap) -> Set<String> {
            Set((map["secondaryAllocationIds"]?.list ?? []).compactMap(\.string))
        }
        let added = ids(gateway.inputs).subtracting(ids(gateway.oldInputs))
        let removed = ids(gateway.oldInputs).subtracting(ids(gateway.inputs))
        let name: JSON.Object = ["NatGatewayId": .string(gateway.id)]
        if !removed.isEmpty {
            let addresses = try await describe(gateway)?.list(at: "NatGatewayAddresses") ?? []
            let associations = addresses.filter { removed.contains($0["AllocationId"]?.string ?? "") }
                .compactMap { $0["AssociationId"]?.string }
            let input = name.merging(["AssociationIds": JSON.Object.texts(associations)])
            _ = try await gateway.call("ec2.DisassociateNatGatewayAddress", input)
        }
        if !added.isEmpty {
            let input = name.merging(["AllocationIds": JSON.Object.texts(added.sorted())])
            _ = try await gateway.call("ec2.AssociateNatGatewayAddress", input)
        }
    }
}
