import ProviderKit
import PulumiProtocol

extension ComponentDescriptor {
    /// `awsx:ec2:DefaultVpc`: the default VPC, which is looked up and has no children.
    static let defaultVPC = ComponentDescriptor(type: "awsx:ec2:DefaultVpc", aliases: ComponentAliases()) { _, scope in
        let vpc = try await DefaultVPC.find(scope)
        return [
            "vpcId": vpc.id,
            "publicSubnetIds": .list(vpc.publicSubnetIDs),
            "privateSubnetIds": .list(vpc.privateSubnetIDs),
        ]
    }
}
