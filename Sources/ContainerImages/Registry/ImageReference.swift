/// The name of an image in a registry: host, repository, and a tag or a digest or both.
///
/// Names without a host are those of Docker Hub, as Docker reads them.
package struct ImageReference: Hashable, Sendable {
    /// The registry's host, with its port if that is given.
    package let host: String
    /// The repository, such as `library/nginx`.
    package let repository: String
    /// The tag; `nil` if none is given.
    package let tag: String?
    /// The digest, such as `sha256:…`; `nil` if none is given.
    package let digest: String?
    /// The name as it was given, without tag and digest.
    package let name: String

    private static let hub = "docker.io"

    /// Reads a name; `nil` if it is none.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        var rest = parts[0]
        digest = parts.count > 1 ? String(parts[1]) : nil
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
            tag = String(rest[rest.index(after: colon)...])
            rest = rest[..<colon]
        } else {
            tag = nil
        }
        name = String(rest)
        let first = rest.prefix { $0 != "/" }
        if first.count < rest.count, first == "localhost" || first.contains(where: { ".:".contains($0) }) {
            host = String(first)
            repository = String(rest.dropFirst(first.count + 1))
        } else {
            host = Self.hub
            repository = rest.contains("/") ? String(rest) : "library/\(rest)"
        }
        let isValid = repository.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "/._-".utf8.contains(byte)
            }
        }
        guard isValid, !repository.isEmpty, !rest.isEmpty, tag != "", digest != "", !repository.hasSuffix("/") else {
            return nil
        }
    }

    /// Indicates whether the name begins with the host of a registry.
    package var isQualified: Bool { name.hasPrefix("\(host)/") }

    /// Indicates whether the registry is on this machine, where it is spoken to by plain HTTP, as Docker does.
    package var isOnLoopback: Bool { Self.isLoopback(host) }

    /// The name with its tag, or the tag `latest`, and a digest.
    package func pinned(to digest: String) -> String { "\(name):\(tag ?? "latest")@\(digest)" }

    /// Returns whether a host, with or without a port, is this machine.
    static func isLoopback(_ host: String) -> Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
        let isAddress = name.hasPrefix("127.") && name.allSatisfy { $0.isNumber || $0 == "." }
        return name == "localhost" || name == "::1" || isAddress
    }
}
