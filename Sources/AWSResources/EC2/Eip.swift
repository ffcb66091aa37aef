import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/eip:Eip`: an address; its id is that of the allocation.
    static let eip = ResourceDescriptor(
        type: "aws:ec2/eip:Eip",
        mapping: MemberMapping(
            style: .upperCamel,
            names: [
                "instance": "InstanceId", "networkInterface": "NetworkInterfaceId", "privateIp": "PrivateIpAddress",
            ]
        ),
        tagging: .ec2("elastic-ip"),
        create: .call(
            "ec2.AllocateAddress",
            except: ["associateWithPrivateIp", "domain", "instance", "networkInterface", "vpc"]
        ) { members, _ in
            members["Domain"] = "vpc"
        },
        search: .ec2(
            "ec2.DescribeAddresses",
            "Addresses",
            id: "AllocationId",
            acceptsUntagged: false,
            isUntouched: { found, address in
                let isFree = found["AssociationId"]?.string?.isEmpty ?? true
                let wanted = [address.inputs["instance"]?.string, address.inputs["networkInterface"]?.string]
                return isFree
                    || wanted.contains {
                        $0 != nil && [found["InstanceId"], found["NetworkInterfaceId"]].contains($0.map(JSON.string))
                    }
            },
            { _ in [] }
        ),
        afterCreate: Eip.associate,
        read: .lookup { Eip.complete(&$0, $2) },
        update: [
            UpdateStep(["associateWithPrivateIp", "instance", "networkInterface"]) { address in
                try await Eip.disassociate(address)
                try await Eip.associate(address)
            }
        ],
        delete: DeleteStep { address in
            try await Eip.disassociate(address)
            try await address.callUnlessGone("ec2.ReleaseAddress", ["AllocationId": .string(address.id)])
        }
    )
}

/// An address's association, and the names that follow from it.
private enum Eip {
    @Sendable static func associate(_ address: ResourceOperation) async throws {
        var target = address.members(["instance", "networkInterface"])
        // An address that the program no longer associates stays where it is.
        if target.isEmpty { target["NetworkInterfaceId"] = address.state["networkInterface"]?.plainJSON }
        guard target.contains(where: { $0.value.string?.isEmpty == false }) else { return }
        target["PrivateIpAddress"] = address.inputs["associateWithPrivateIp"]?.plainJSON
        target["AllocationId"] = .string(address.id)
        try await address.call("ec2.AssociateAddress", target)
    }

    static func disassociate(_ address: ResourceOperation) async throws {
        guard let association = try await address.lookUp()?.object["AssociationId"]?.string, !association.isEmpty else {
            return
        }
        try await address.callUnlessGone("ec2.DisassociateAddress", ["AssociationId": .string(association)])
    }

    /// Completes the outputs with what follows from the address.
    static func complete(_ outputs: inout PropertyMap, _ address: ResourceOperation) {
        let region = address.region ?? ""
        outputs["allocationId"] = .string(address.id)
        outputs["domain"] = outputs["domain"] ?? "vpc"
        outputs["vpc"] = .bool(outputs["domain"] == "vpc")
        outputs["networkBorderGroup"] = outputs["networkBorderGroup"] ?? .string(region)
        outputs["publicIpv4Pool"] = outputs["publicIpv4Pool"] ?? "amazon"
        outputs["publicDns"] = name(
            outputs["publicIp"],
            "ec2-",
            region,
            "compute-1.amazonaws.com",
            "compute.amazonaws.com"
        )
        outputs["privateDns"] = name(outputs["privateIp"], "ip-", region, "ec2.internal", "compute.internal")
    }

    /// EC2's DNS name of an address: the oldest region has domains of its own.
    private static func name(
        _ address: PropertyValue?,
        _ prefix: String,
        _ region: String,
        _ oldest: String,
        _ other: String
    ) -> PropertyValue {
        guard let address = address?.string, !address.isEmpty else { return "" }
        let host = prefix + address.split(separator: ".").joined(separator: "-")
        return .string(region == "us-east-1" ? "\(host).\(oldest)" : "\(host).\(region).\(other)")
    }
}
