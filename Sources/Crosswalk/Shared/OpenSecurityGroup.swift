import ProviderKit
import PulumiProtocol

/// The security group that a component makes unless told otherwise: in from everywhere, out by TCP.
enum OpenSecurityGroup {
    /// The type token of security groups.
    static let type = "aws:ec2/securityGroup:SecurityGroup"
    /// What the SDK of package `aws` describes a security group as, if nobody else does.
    static let description: PropertyValue = "Managed by Pulumi"

    /// Its properties in a VPC.
    static func properties(vpcID: PropertyValue) -> PropertyMap {
        [
            "description": description,
            "vpcId": vpcID,
            "ingress": [rule(toPort: 0, protocol: "-1")],
            "egress": [rule(toPort: 65535, protocol: "tcp")],
        ]
    }

    private static func rule(toPort: PropertyValue, protocol: PropertyValue) -> PropertyValue {
        [
            "fromPort": 0, "toPort": toPort, "protocol": `protocol`, "cidrBlocks": ["0.0.0.0/0"],
            "ipv6CidrBlocks": ["::/0"],
        ]
    }
}
