import ProviderKit
import PulumiProtocol

/// The default network of a Fargate service, in the default VPC.
enum ServiceNetwork {
    /// Registers a security group in the default VPC, and returns the service's `networkConfiguration`.
    ///
    /// The subnets are the public ones if tasks get public addresses, and the private ones otherwise.
    ///
    /// - Throws: ``InputFailure`` if private subnets are needed and the default VPC has none.
    static func standard(assignPublicIP: PropertyValue?, scope: ComponentScope) async throws -> PropertyValue {
        let vpc = try await DefaultVPC.find(by: scope, for: scope.urn)
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
