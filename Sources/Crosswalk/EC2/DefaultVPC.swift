import ProviderKit
import PulumiProtocol
import RPC

/// The component `awsx:ec2:DefaultVpc`: the default VPC, which is looked up and has no children.
struct DefaultVPCComponent: Component {
    init(_ inputs: DefaultVpcInputs) {}

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        try await DefaultVPC.find(by: scope, for: scope.urn).properties
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

    /// The token of the function that answers the default VPC.
    static let function = "awsx:ec2:getDefaultVpc"

    /// The VPC as the component and the function answer it.
    var properties: PropertyMap {
        ["vpcId": id, "publicSubnetIds": .list(publicSubnetIDs), "privateSubnetIds": .list(privateSubnetIDs)]
    }

    /// Looks up the default VPC, also in a preview.
    ///
    /// - Parameters:
    ///   - functions: Runs the functions of package `aws`.
    ///   - user: The component or function that wants to know, for messages.
    /// - Returns: The VPC and its subnets.
    /// - Throws: ``StatusError`` with AWS's answer if there is no default VPC.
    static func find(by functions: any FunctionRunner, for user: String) async throws -> DefaultVPC {
        let vpc = try await functions.invoke("aws:ec2/getVpc:getVpc", ["default": true])
        guard let id = vpc.value?["id"], id.isTruthy else {
            throw StatusError(
                .failedPrecondition,
                "\(user): the region has no default VPC; make one with \"aws ec2 create-default-vpc\", "
                    + "or name a network in the inputs"
            )
        }
        let filter: PropertyMap = ["name": "vpc-id", "values": [id]]
        let subnets = try await functions.invoke("aws:ec2/getSubnets:getSubnets", ["filters": [.map(filter)]])
        let ids = subnets.value?["ids"]?.list ?? []
        let isPublic = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
            for (index, id) in ids.enumerated() {
                group.addTask {
                    let subnet = try await functions.invoke("aws:ec2/getSubnet:getSubnet", ["id": id])
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
