import ContainerImages
import Crypto
import JSON
import PulumiProtocol

/// A `config.json` of docker that a provider's configuration names or holds.
struct DockerConfigurationFile {
    private let entries: JSON.Object

    /// The file of an entry of `registryAuth`; `nil` if the entry names none, or it cannot be read.
    init?(_ entry: PropertyMap) {
        let text = entry["configFileContent"]?.string ?? entry["configFile"]?.string.flatMap(FileText.read)
        guard let text, let file = try? JSON(parsing: text) else { return nil }
        entries = file["auths"]?.object ?? [:]
    }

    /// Returns the credentials for a registry; `nil` if the file has none.
    func credentials(for address: String) -> RegistryCredentials? {
        let host = RegistryCredentials.host(of: address)
        guard let entry = entries.first(where: { RegistryCredentials.host(of: $0.key) == host }),
            let text = entry.value["auth"]?.string.flatMap(Base64.decode(lenient:))
        else {
            return nil
        }
        let parts = String(decoding: text, as: UTF8.self).split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        return RegistryCredentials(address: address, username: String(parts[0]), password: String(parts[1]))
    }
}
