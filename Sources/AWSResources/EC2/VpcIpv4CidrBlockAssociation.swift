import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation`: a further block of a VPC.
    static let vpcIpv4CidrBlockAssociation = ResourceDescriptor(
        type: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
        mapping: MemberMapping(style: .upperCamel),
        create: .call("ec2.AssociateVpcCidrBlock"),
        search: .list("ec2.DescribeVpcs", "Vpcs[0].CidrBlockAssociationSet", id: "AssociationId") { found, wanted in
            found["CidrBlock"]?.string == wanted.inputs["cidrBlock"]?.string
        } _: { association in
            // The block that IPAM chooses is not among the inputs.
            association.inputs["cidrBlock"] == nil ? nil : ["VpcIds": [association.inputs["vpcId"]?.plainJSON ?? ""]]
        },
        afterCreate: { try await VpcBlock.wait($0, until: ["associated"]) },
        read: .lookup { outputs, found, _ in
            outputs["vpcId"] = found.answer.text(at: "Vpcs[0].VpcId").map(PropertyValue.string)
        },
        delete: DeleteStep { association in
            guard try await association.lookUp() != nil else { return }
            let id = association.filled(["AssociationId": "{id}"])
            try await association.callUnlessGone("ec2.DisassociateVpcCidrBlock", id)
            try await VpcBlock.wait(association, until: [nil, "disassociated"])
        }
    )
}

/// The state of one of a VPC's blocks, which facts have no words for: the others stay as they are.
private enum VpcBlock {
    /// Waits until AWS reports one of the states; `nil` stands for a block that is not listed any more.
    static func wait(_ association: ResourceOperation, until states: Set<String?>) async throws {
        try await association.wait(for: association.subject, upTo: association.limit()) {
            let block = try await association.lookUp()?.object
            let state = block?.text(at: "CidrBlockState.State")
            if states.contains(state) { return .ready(()) }
            guard state != "failed" else {
                let reason = block?.text(at: "CidrBlockState.StatusMessage") ?? ""
                throw FailedState(subject: association.subject, state: "failed: \(reason)")
            }
            return .pending(state ?? "not there")
        }
    }
}
