import ContainerImages
import PulumiProtocol
import Synchronization

/// The credentials that programs give to resources, kept in memory between Check and the operation that follows.
///
/// Inputs that Check returns are written to the checkpoint, encrypted or not. A registry's token holds for hours and is
/// made anew at each deployment: nothing of it is worth keeping, and what is not written cannot be stolen. So Check takes
/// the passwords out of the inputs, and Create and Update, which the engine sends to the same process, find them here.
/// A later Read or Delete has none, and asks without them.
final class CredentialVault: Sendable {
    /// The properties that stay here.
    private static let secrets: Set<String> = ["password", "configFileContent"]

    private let kept = Mutex<[String: [RegistryCredentials]]>([:])

    /// Keeps the credentials in some properties of an owner, and returns the properties without their secrets.
    ///
    /// - Parameters:
    ///   - owner: The URN of the resource.
    ///   - names: The properties that hold credentials.
    ///   - properties: All properties.
    /// - Returns: The properties.
    func deposit(of owner: String, in names: [String], of properties: PropertyMap) -> PropertyMap {
        var stripped = properties
        var found: [RegistryCredentials] = []
        for name in names {
            guard let value = properties[name] else { continue }
            found += RegistryCredentials.all(in: value)
            stripped[name] = Self.stripped(value)
        }
        if !names.isEmpty { kept.withLock { $0[owner] = found } }
        return stripped
    }

    /// Returns the credentials that an owner's last Check kept.
    func credentials(of owner: String) -> [RegistryCredentials] {
        kept.withLock { $0[owner] ?? [] }
    }

    private static func stripped(_ value: PropertyValue) -> PropertyValue {
        switch value {
        // What is left is no secret: a stack whose only secrets these were needs no passphrase.
        case .secret(let inner): stripped(inner)
        case .list(let elements): .list(elements.map(stripped))
        case .map(let map): .map(map.filter { !secrets.contains($0.key) })
        default: value
        }
    }
}

extension RegistryCredentials {
    /// Returns the credentials in an object, or a list of objects, with an address, a username and a password each.
    ///
    /// An entry that is not known yet is passed over.
    static func all(in value: PropertyValue) -> [RegistryCredentials] {
        let plain = value.plain
        let entries = plain.list ?? [plain]
        return entries.compactMap { entry in
            guard let entry = entry.map, let address = entry["address"]?.string else { return nil }
            if let file = DockerConfigurationFile(entry), let known = file.credentials(for: address) { return known }
            guard let username = entry["username"]?.string, let password = entry["password"]?.string else {
                return nil
            }
            return RegistryCredentials(address: address, username: username, password: password)
        }
    }
}
