public import JSON

/// Replaces every secret by a placeholder, so that values can be shown without a passphrase.
public struct RedactingSecrets: SecretsProvider {
    /// The text shown for a secret.
    public static let placeholder = "[secret]"
    /// Redacts the secrets of a checkpoint, whose plaintext is JSON.
    public static let forCheckpoint = RedactingSecrets(text: "\"\(placeholder)\"")
    /// Redacts the secrets of a settings file, whose plaintext is text.
    public static let forSettings = RedactingSecrets(text: placeholder)

    private let text: String

    /// A type that no checkpoint names.
    public var type: String { "redacting" }

    /// No state: there is no key.
    public var state: JSON? { nil }

    /// Succeeds always: there is no key.
    public func verify() throws(StateError) {}

    /// Refuses to encrypt, because redacted values must not be written.
    ///
    /// - Throws: ``StateError``, always.
    public func encrypt(_ plaintext: String) throws(StateError) -> String {
        throw StateError(.refused, "secrets are hidden here and cannot be encrypted")
    }

    /// Returns the placeholder.
    public func decrypt(_ ciphertext: String) throws(StateError) -> String { text }

    /// Returns this provider, which redacts the secrets of any other.
    public func provider(ofType type: String, state: JSON) -> any SecretsProvider { self }
}
