import AWSClient
import ContainerImages
import Crypto
import JSON

/// The credentials that Amazon ECR hands to whoever has access to AWS, for looks at a registry outside of a deployment.
struct ECRAccess: Sendable {
    /// Calls AWS with the credentials of the environment.
    let client: AWSClient

    /// Returns credentials for a registry of ECR; `nil` for another registry, and where AWS gives none.
    func credentials(for host: String) async -> RegistryCredentials? {
        guard let region = Self.region(of: host) else { return nil }
        let account = String(host.prefix { $0 != "." })
        let answer = try? await client.call(
            "ecr.GetAuthorizationToken",
            ["registryIds": [.string(account)]],
            region: region
        )
        guard let token = answer?["authorizationData"]?[0]?["authorizationToken"]?.string,
            let text = Base64.decode(lenient: token)
        else {
            return nil
        }
        let parts = String(decoding: text, as: UTF8.self).split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        return RegistryCredentials(address: host, username: parts[0], password: parts[1])
    }

    /// Returns the region of a registry's host, `ACCOUNT.dkr.ecr.REGION.SUFFIX`; `nil` if it is not ECR's.
    static func region(of host: String) -> String? {
        let parts = host.split(separator: ".").map(String.init)
        guard parts.count > 5, parts[1] == "dkr", ["ecr", "ecr-fips"].contains(parts[2]) else { return nil }
        let suffix = parts.dropFirst(4).joined(separator: ".")
        return suffix == AWSPartition.containing(region: parts[3]).dnsSuffix ? parts[3] : nil
    }
}
