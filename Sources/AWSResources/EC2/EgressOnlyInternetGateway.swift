import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway`: a way out to the internet for IPv6.
    static let egressOnlyInternetGateway = ResourceDescriptor(
        type: "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        mapping: MemberMapping(style: .upperCamel),
        tagging: .ec2("egress-only-internet-gateway"),
        create: .call("ec2.CreateEgressOnlyInternetGateway"),
        search: .ec2(
            "ec2.DescribeEgressOnlyInternetGateways",
            "EgressOnlyInternetGateways",
            id: "EgressOnlyInternetGatewayId",
            isUntouched: { found, gateway in
                found.text(at: "Attachments[0].VpcId") == gateway.inputs["vpcId"]?.string
            },
            { _ in [] }
        ),
        read: .lookup { outputs, found, _ in
            outputs["vpcId"] = found.object.text(at: "Attachments[0].VpcId").map(PropertyValue.string)
        },
        delete: .call("ec2.DeleteEgressOnlyInternetGateway", ["EgressOnlyInternetGatewayId": "{id}"])
    )
}
