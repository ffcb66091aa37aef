// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A security group, as `aws.ec2.SecurityGroup` takes it.
///
/// `awsx:awsx:SecurityGroup`
struct SecurityGroupInputs: InputView {
    static let names: [String] = [
        "description",
        "egress",
        "ingress",
        "name",
        "namePrefix",
        "region",
        "revokeRulesOnDelete",
        "tags",
        "vpcId",
    ]

    let object: InputObject

    /// What it is for, at AWS.
    var description: PropertyValue? { object["description"] }

    /// The outbound rules.
    var egress: PropertyValue? { object["egress"] }

    /// The inbound rules.
    var ingress: PropertyValue? { object["ingress"] }

    /// The name at AWS; derived from the resource's name if not given.
    var name: PropertyValue? { object["name"] }

    /// The beginning of the name at AWS.
    var namePrefix: PropertyValue? { object["namePrefix"] }

    /// The region; the provider's if not given.
    var region: PropertyValue? { object["region"] }

    /// Whether rules are revoked before the group is deleted.
    var revokeRulesOnDelete: PropertyValue? { object["revokeRulesOnDelete"] }

    /// Tags at AWS.
    var tags: PropertyValue? { object["tags"] }

    /// The id of the VPC.
    var vpcId: PropertyValue? { object["vpcId"] }
}
