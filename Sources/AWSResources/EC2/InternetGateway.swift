import JSON
import PulumiProtocol

extension ResourceDescriptor {
    /// `aws:ec2/internetGateway:InternetGateway`.
    static let internetGateway = ResourceDescriptor(
        type: "aws:ec2/internetGateway:InternetGateway",
        mapping: MemberMapping(style: .upperCamel),
        tagging: .ec2("internet-gateway"),
        create: .call("ec2.CreateInternetGateway", except: ["vpcId"]),
        search: .ec2(
            "ec2.DescribeInternetGateways",
            "InternetGateways",
            id: "InternetGatewayId",
            isUntouched: { found, gateway in
                // It is made first, and tied to its VPC then.
                found.text(at: "Attachments[0].VpcId").map { $0 == gateway.inputs["vpcId"]?.string } ?? true
            },
            { _ in [] }
        ),
        afterCreate: { try await GatewayAttachment.attach($0) },
        read: .lookup { outputs, found, _ in
            outputs["vpcId"] = .string(found.object.text(at: "Attachments[0].VpcId") ?? "")
        },
        update: [
            UpdateStep(["vpcId"]) { gateway in
                try await GatewayAttachment.detach(gateway)
                try await GatewayAttachment.attach(gateway)
            }
        ],
        delete: DeleteStep { gateway in
            try await GatewayAttachment.detach(gateway)
            try await gateway.callUnlessGone("ec2.DeleteInternetGateway", gateway.filled(["InternetGatewayId": "{id}"]))
        }
    )
}

/// The tie between an internet gateway and its VPC.
private enum GatewayAttachment {
    static func attach(_ gateway: ResourceOperation) async throws {
        guard let vpc = gateway.inputs["vpcId"]?.string, !vpc.isEmpty else { return }
        let input: JSON.Object = ["InternetGatewayId": .string(gateway.id), "VpcId": .string(vpc)]
        try await gateway.call("ec2.AttachInternetGateway", input)
        try await gateway.wait(after: "attach", for: "\(gateway.subject) to be attached")
    }

    static func detach(_ gateway: ResourceOperation) async throws {
        guard let vpc = try await gateway.lookUp()?.object.text(at: "Attachments[0].VpcId") else { return }
        let input: JSON.Object = ["InternetGatewayId": .string(gateway.id), "VpcId": .string(vpc)]
        try await gateway.callUnlessGone("ec2.DetachInternetGateway", input)
        try await gateway.wait(after: "detach", for: "\(gateway.subject) to be detached")
    }
}
