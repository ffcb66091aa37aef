import ProviderKit
import PulumiProtocol
import RPC

/// The credentials of a registry of ECR, which are good for some hours.
enum RegistryCredentials {
    /// Asks ECR for credentials.
    ///
    /// - Parameters:
    ///   - registry: The account whose registry it is; null for that of the provider.
    ///   - scope: The component.
    /// - Returns: `address`, `username` and `password`; unknown as long as the account is.
    /// - Throws: ``StatusError`` with AWS's answer.
    static func request(
        _ registry: Output<PropertyValue>,
        in scope: ComponentScope
    ) async throws -> Output<PropertyMap> {
        let arguments: PropertyMap = registry.value == .null ? [:] : ["registryId": registry.property]
        let answer = try await scope.invoke("aws:ecr/getAuthorizationToken:getAuthorizationToken", arguments)
        return try answer.map { answer in
            let user = answer["userName"]
            let password = answer["password"]
            guard user.isTruthy, password.isTruthy else {
                throw StatusError(
                    .failedPrecondition,
                    "\(scope.urn): ECR's authorization token holds no user name or no password"
                )
            }
            return PropertyMap(present: [
                "address": answer["proxyEndpoint"], "username": user, "password": password,
            ])
        }
    }
}
