import ProviderKit
import PulumiProtocol

/// The network of a Fargate service that does not name one: the default VPC.
enum ServiceNetwork {
    /// Makes a security group in the default VPC, and chooses the subnets: public ones for public addresses, else
    /// private ones.
    ///
    /// - Throws: ``InputFailure`` if the default VPC has no private subnets and public addresses are not wanted.
    static func standard(assignPublicIP: PropertyValue?, scope: ComponentScope) async throws -> PropertyValue {
        let vpc = try await DefaultVPC.find(scope)
        let isPublic = assignPublicIP ?? false
        let subnets = try Output(gathering: isPublic).map { isPublic -> PropertyValue in
            if isPublic == true { return .list(vpc.publicSubnetIDs) }
            guard !vpc.privateSubnetIDs.isEmpty else {
                throw InputFailure(
                    scope.urn,
                    at: "networkConfiguration",
                    "is missing, and the default VPC has no private subnets to run the tasks in; set assignPublicIp "
                        + "to true to use its public subnets, or name subnets in networkConfiguration"
                )
            }
            return .list(vpc.privateSubnetIDs)
        }
        let group = try await scope.child(
            OpenSecurityGroup.type,
            "\(scope.name)-sg",
            OpenSecurityGroup.properties(vpcID: vpc.id)
        )
        return ["assignPublicIp": isPublic, "subnets": subnets.property, "securityGroups": [group.id]]
    }
}
