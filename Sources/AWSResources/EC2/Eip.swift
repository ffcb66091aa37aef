import AWSClient
import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/eip:Eip`: an address.
    ///
    /// Its id is that of the allocation.
    static let eip = ResourceDescriptor(
        type: "aws:ec2/eip:Eip",
        mapping: MemberMapping(
            style: .upperCamel,
            names: [
                "instance": "InstanceId", "networkInterface": "NetworkInterfaceId", "privateIp": "PrivateIpAddress",
            ]
        ),
        tagging: .ec2("elastic-ip"),
        create: { address in
            var input = address.members(except: [
                "associateWithPrivateIp", "domain", "instance", "networkInterface", "vpc",
            ])
            input["Domain"] = "vpc"
            let answer = try await address.call("ec2.AllocateAddress", input.merging(address.tagMembers))
            return try Created(answer, id: "AllocationId", of: "ec2.AllocateAddress")
        },
        search: .ec2(
            "ec2.DescribeAddresses",
            "Addresses",
            id: "AllocationId",
            takesUntagged: false,
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
        finish: Eip.associate,
        read: Eip.read,
        update: [
            UpdateStep(["associateWithPrivateIp", "instance", "networkInterface"]) { address in
                try await Eip.disassociate(address)
                try await Eip.associate(address)
            }
        ],
        delete: { address in
            try await Eip.disassociate(address)
            try await address.callUnlessGone("ec2.ReleaseAddress", ["AllocationId": .string(address.id)])
        },
        propagation: .seconds(300)
    )
}

/// What is an address's own: what it is associated with, and names that follow from it.
private enum Eip {
    static func describe(_ address: ResourceOperation) async throws -> JSON? {
        try await address.describe(
            "ec2.DescribeAddresses",
            ids: "AllocationIds",
            list: "Addresses",
            id: "AllocationId"
        )
    }

    @Sendable static func associate(_ address: ResourceOperation) async throws {
        var target = address.members(["instance", "networkInterface"])
        guard target.contains(where: { $0.value.string?.isEmpty == false }) else { return }
        target["PrivateIpAddress"] = address.inputs["associateWithPrivateIp"]?.plainJSON
        target["AllocationId"] = .string(address.id)
        _ = try await address.call("ec2.AssociateAddress", target)
    }

    static func disassociate(_ address: ResourceOperation) async throws {
        guard let association = try await describe(address)?["AssociationId"]?.string, !association.isEmpty else {
            return
        }
        try await address.callUnlessGone("ec2.DisassociateAddress", ["AssociationId": .string(association)])
    }

    @Sendable static func read(_ address: ResourceOperation) async throws -> PropertyMap? {
        guard let found = try await describe(address) else { return nil }
        var outputs = address.properties(of: found)
        let region = address.region ?? ""
        let account = try await address.session.account()
        let partition = AWSClient.partition(ofRegion: region).id
        outputs["arn"] = .string("arn:\(partition):ec2:\(region):\(account):elastic-ip/\(address.id)")
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
        return outputs.merging(address.tagOutputs(Tagging.read(found["Tags"])))
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
