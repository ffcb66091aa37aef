/// The credentials for one registry, whose password no description shows.
package struct RegistryCredentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The registry's host, with its port if that is given.
    package let host: String
    /// The user's name.
    package let username: String
    /// The password or token.
    package let password: String

    /// Credentials from their parts.
    ///
    /// - Parameters:
    ///   - address: The registry's host, or an address with a scheme or a path.
    ///   - username: The user's name.
    ///   - password: The password or token.
    package init(address: String, username: String, password: String) {
        host = Self.host(of: address)
        self.username = username
        self.password = password
    }

    /// Returns the host that an address names; for any name of Docker Hub `docker.io`.
    package static func host(of address: String) -> String {
        var rest = address[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        let host = String(rest.prefix { $0 != "/" })
        return host == "index.docker.io" || host == "registry-1.docker.io" || host.isEmpty ? "docker.io" : host
    }

    /// The host and the user.
    package var description: String { "\(username) at \(host)" }

    /// The host and the user.
    package var customMirror: Mirror { Mirror(self, children: ["host": host, "username": username]) }
}
