public import JSON

/// Stands `[secret]` for every secret, so that what surrounds them can be shown without a passphrase.
public struct BlindSecrets: SecretsProvider {
    /// What stands for a secret.
    public static let cover = "[secret]"
    /// Covers what a state holds, which is JSON.
    public static let ofStates = BlindSecrets(text: "\"\(cover)\"")
    /// Covers what settings hold, which is text.
    public static let ofSettings = BlindSecrets(text: cover)

    private let text: String

    /// None that a checkpoint names.
    public var type: String { "blind" }

    /// Nothing.
    public var state: JSON? { nil }

    /// There is no key that could be wrong.
    public func verify() throws(StateError) {}

    /// Never encrypts.
    ///
    /// - Throws: ``StateError``, always: what is covered must not be written.
    public func encrypt(_ plaintext: String) throws(StateError) -> String {
        throw StateError(.refused, "secrets are only covered here, and cannot be encrypted")
    }

    /// The cover.
    public func decrypt(_ ciphertext: String) throws(StateError) -> String { text }

    /// This provider: it covers what any other encrypted.
    public func provider(ofType type: String, state: JSON) -> any SecretsProvider { self }
}
