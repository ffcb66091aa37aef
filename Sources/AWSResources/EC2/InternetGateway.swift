import JSON
import PulumiProtocol

extension ResourceDescriptor {
    /// `aws:ec2/internetGateway:InternetGateway`.
    static let internetGateway = ResourceDescriptor(
        type: "aws:ec2/internetGateway:InternetGateway",
        mapping: MemberMapping(style: .upperCamel),
        tagging: .ec2("internet-gateway"),
        create: { gateway in
            let answer = try await gateway.call("ec2.CreateInternetGateway", gateway.tagMembers)
            return try Created(answer, id: "InternetGateway.InternetGatewayId", of: "ec2.CreateInternetGateway")
        },
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
        finish: { try await GatewayAttachment.attach($0) },
        read: { gateway in
            guard let found = try await GatewayAttachment.describe(gateway) else { return nil }
            var outputs = gateway.ec2Outputs(found, kind: "internet-gateway")
            outputs["vpcId"] = .string(found.text(at: "Attachments[0].VpcId") ?? "")
            return outputs
        },
        update: [
            UpdateStep(["vpcId"]) { gateway in
                try await GatewayAttachment.detach(gateway)
                try await GatewayAttachment.attach(gateway)
            }
        ],
        delete: { gateway in
            try await GatewayAttachment.detach(gateway)
            try await gateway.callUnlessGone(
                "ec2.DeleteInternetGateway",
                ["InternetGatewayId": .string(gateway.id)]
            )
        },
        propagation: .seconds(300)
    )
}

/// The tie between an internet gateway and its VPC.
private enum GatewayAttachment {
    static func describe(_ gateway: ResourceOperation) async throws -> JSON? {
        try await gateway.describe(
            "ec2.DescribeInternetGateways",
            ids: "InternetGatewayIds",
            list: "InternetGateways",
            id: "InternetGatewayId"
        )
    }

    static func attach(_ gateway: ResourceOperation) async throws {
        guard let vpc = gateway.inputs["vpcId"]?.string, !vpc.isEmpty else { return }
        let input: JSON.Object = ["InternetGatewayId": .string(gateway.id), "VpcId": .string(vpc)]
        _ = try await gateway.call("ec2.AttachInternetGateway", input)
        try await gateway.wait(for: "\(gateway.subject) to be attached", upTo: gateway.limit(.seconds(1200))) {
            let state = try await describe(gateway)?.text(at: "Attachments[0].State")
            return ["available", "attached"].contains(state) ? .ready(()) : .pending(state ?? "not attached")
        }
    }

    static func detach(_ gateway: ResourceOperation) async throws {
        guard let vpc = try await describe(gateway)?.text(at: "Attachments[0].VpcId") else { return }
        let input: JSON.Object = ["InternetGatewayId": .string(gateway.id), "VpcId": .string(vpc)]
        try await gateway.callUnlessGone("ec2.DetachInternetGateway", input)
    }
}
