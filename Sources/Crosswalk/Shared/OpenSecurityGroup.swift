import ProviderKit
import PulumiProtocol

/// The security group that a component makes by default: it allows all inbound traffic, and outbound TCP.
enum OpenSecurityGroup {
    /// The type token of security groups.
    static let type = "aws:ec2/securityGroup:SecurityGroup"

    /// Returns the properties of the group in a VPC.
    static func properties(vpcID: PropertyValue) -> PropertyMap {
        SecurityGroupInputs.defaults.setting([
            "vpcId": vpcID,
            "ingress": [rule(toPort: 0, protocol: "-1")],
            "egress": [rule(toPort: 65535, protocol: "tcp")],
        ])
    }

    private static func rule(toPort: PropertyValue, protocol: PropertyValue) -> PropertyValue {
        [
            "fromPort": 0, "toPort": toPort, "protocol": `protocol`, "cidrBlocks": ["0.0.0.0/0"],
            "ipv6CidrBlocks": ["::/0"],
        ]
    }
}
