/// The keys that requests are signed with.
///
/// Descriptions never hold the secret parts.
public struct AWSCredentials: Hashable, Sendable {
    /// Names the key; not a secret.
    public var accessKeyID: String
    /// Signs; a secret.
    public var secretAccessKey: String
    /// Goes with temporary keys; a secret.
    public var sessionToken: String?
    /// The time at which the keys stop working, in seconds since 1970; `nil` for keys that last.
    public var expiration: Double?
    /// The source of the keys, for messages: `environment`, `profile web`, ….
    public var source: String

    /// Credentials from their parts.
    public init(
        accessKeyID: String,
        secretAccessKey: String,
        sessionToken: String? = nil,
        expiration: Double? = nil,
        source: String = "configuration"
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
        self.source = source
    }
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key's name and origin, without what is secret.
    public var description: String { "AWS credentials \(accessKeyID) from \(source)" }
    /// The same as ``description``.
    public var debugDescription: String { description }
    /// Shows a dump nothing that is secret.
    public var customMirror: Mirror {
        Mirror(self, children: ["accessKeyID": accessKeyID, "source": source], displayStyle: .struct)
    }
}
