import ProviderKit
import PulumiProtocol
import RPC

/// The component `awsx:ec2:DefaultVpc`: the default VPC, which is looked up and has no children.
struct DefaultVPCComponent: Component {
    init(_ inputs: DefaultVpcInputs) {}

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        let vpc = try await DefaultVPC.find(scope)
        return [
            "vpcId": vpc.id,
            "publicSubnetIds": .list(vpc.publicSubnetIDs),
            "privateSubnetIds": .list(vpc.privateSubnetIDs),
        ]
    }
}

/// The default VPC of the region, and its subnets.
struct DefaultVPC: Sendable {
    /// The VPC's id.
    let id: PropertyValue
    /// The ids of the subnets whose instances get public addresses, in the order in which AWS lists them.
    let publicSubnetIDs: [PropertyValue]
    /// The ids of the other subnets.
    let privateSubnetIDs: [PropertyValue]

    /// Looks up the default VPC, also in a preview.
    ///
    /// - Throws: ``StatusError`` with AWS's answer if there is no default VPC.
    static func find(_ scope: ComponentScope) async throws -> DefaultVPC {
        let vpc = try await scope.invoke("aws:ec2/getVpc:getVpc", ["default": true])
        guard let id = vpc.value?["id"], id.isTruthy else {
            throw StatusError(
                .failedPrecondition,
                "\(scope.urn): the region has no default VPC; make one with \"aws ec2 create-default-vpc\", "
                    + "or name a network in the inputs"
            )
        }
        let filter: PropertyMap = ["name": "vpc-id", "values": [id]]
        let subnets = try await scope.invoke("aws:ec2/getSubnets:getSubnets", ["filters": [.map(filter)]])
        let ids = subnets.value?["ids"]?.list ?? []
        let isPublic = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
            for (index, id) in ids.enumerated() {
                group.addTask {
                    let subnet = try await scope.invoke("aws:ec2/getSubnet:getSubnet", ["id": id])
                    return (index, subnet.value?["mapPublicIpOnLaunch"] == true)
                }
            }
            return try await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
        }
        return DefaultVPC(
            id: id,
            publicSubnetIDs: ids.enumerated().filter { isPublic[$0.offset] == true }.map(\.element),
            privateSubnetIDs: ids.enumerated().filter { isPublic[$0.offset] != true }.map(\.element)
        )
    }
}
