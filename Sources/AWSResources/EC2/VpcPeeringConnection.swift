import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/vpcPeeringConnection:VpcPeeringConnection`: a way between two VPCs.
    static let vpcPeeringConnection = ResourceDescriptor(
        type: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        mapping: MemberMapping(style: .upperCamel),
        tagging: .ec2("vpc-peering-connection"),
        local: ["autoAccept"],
        create: .call("ec2.CreateVpcPeeringConnection", except: PeeringOptions.sides),
        search: .ec2(
            "ec2.DescribeVpcPeeringConnections",
            "VpcPeeringConnections",
            id: "VpcPeeringConnectionId"
        ) { peering in
            ["requester-vpc-info.vpc-id": "vpcId", "accepter-vpc-info.vpc-id": "peerVpcId"]
                .map { ($0.key, peering.inputs[$0.value]?.string) }
        },
        afterCreate: { peering in
            try await PeeringOptions.accept(peering)
            try await PeeringOptions.set(PeeringOptions.sides, of: peering)
        },
        read: .lookup { outputs, found, _ in PeeringOptions.complete(&outputs, found.object) },
        update: [
            // One step: steps run at the same time, and a connection is accepted once.
            UpdateStep(PeeringOptions.sides.union(["autoAccept"])) { peering in
                try await PeeringOptions.accept(peering)
                try await PeeringOptions.set(PeeringOptions.sides.filter(peering.hasChanged), of: peering)
            }
        ],
        delete: .call("ec2.DeleteVpcPeeringConnection", ["VpcPeeringConnectionId": "{id}"])
    )
}

/// The acceptance of a peering connection, and the options of its two sides.
private enum PeeringOptions {
    /// The properties with the options of a side.
    static let sides: Set = ["accepter", "requester"]

    /// Accepts the connection for a VPC of the same account and region, if the program asks for that.
    static func accept(_ peering: ResourceOperation) async throws {
        guard peering.flag("autoAccept"), try await status(peering) == "pending-acceptance" else { return }
        try await peering.call("ec2.AcceptVpcPeeringConnection", peering.filled(["VpcPeeringConnectionId": "{id}"]))
        try await peering.wait(after: "accept", for: "\(peering.subject) to be accepted")
    }

    /// Sets the options that the program gives for some sides.
    ///
    /// - Throws: ``NotAccepted`` while the other side has not accepted the connection: only then has it options.
    static func set(_ sides: Set<String>, of peering: ResourceOperation) async throws {
        let given = sides.sorted().filter { peering.inputs[$0]?.map != nil }
        guard !given.isEmpty else { return }
        let status = try await status(peering)
        guard ["active", "provisioning"].contains(status) else {
            throw NotAccepted(subject: peering.subject, property: given[0], status: status)
        }
        var input = peering.filled(["VpcPeeringConnectionId": "{id}"])
        for side in given {
            let allows = peering.inputs[side]?.map?["allowRemoteVpcDnsResolution"]?.bool ?? false
            input[member(side, "PeeringConnectionOptions")] = ["AllowDnsResolutionFromRemoteVpc": .bool(allows)]
        }
        try await peering.call("ec2.ModifyVpcPeeringConnectionOptions", input)
    }

    /// Completes the outputs with what AWS tells of the two sides.
    static func complete(_ outputs: inout PropertyMap, _ found: JSON) {
        func text(_ path: String) -> PropertyValue? { found.text(at: path).map(PropertyValue.string) }
        outputs["acceptStatus"] = text("Status.Code")
        outputs["vpcId"] = text("RequesterVpcInfo.VpcId")
        outputs["peerVpcId"] = text("AccepterVpcInfo.VpcId")
        outputs["peerOwnerId"] = text("AccepterVpcInfo.OwnerId")
        outputs["peerRegion"] = text("AccepterVpcInfo.Region")
        for side in sides {
            let allows = found.at("\(member(side, "VpcInfo")).PeeringOptions.AllowDnsResolutionFromRemoteVpc")?.bool
            outputs[side] = allows.map { ["allowRemoteVpcDnsResolution": .bool($0)] }
        }
    }

    private static func member(_ side: String, _ suffix: String) -> String {
        (side == "accepter" ? "Accepter" : "Requester") + suffix
    }

    private static func status(_ peering: ResourceOperation) async throws -> String {
        try await peering.lookUp()?.object.text(at: "Status.Code") ?? ""
    }
}

/// A peering connection has no options before it is accepted.
private struct NotAccepted: Error, CustomStringConvertible {
    let subject: String
    let property: String
    let status: String

    var description: String {
        """
        \(subject) is \(status), and its options (\(property)) can be set only once it is accepted: set autoAccept if \
        both VPCs are in this account and region, else accept it on the other side and deploy again
        """
    }
}
