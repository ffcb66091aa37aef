public import JSON

/// A provider that encrypts and decrypts the secrets of a stack's state and settings.
public protocol SecretsProvider: Sendable {
    /// The type in checkpoints, such as `passphrase`.
    var type: String { get }

    /// The state in checkpoints, from which another engine can decrypt; `nil` while nothing is encrypted.
    var state: JSON? { get }

    /// Asks the user for the key material, before a display takes over the terminal.
    ///
    /// - Throws: ``StateError`` if it is missing.
    func ask() throws(StateError)

    /// Checks that existing secrets can be decrypted.
    ///
    /// - Throws: ``StateError`` if the key is missing or wrong.
    func verify() throws(StateError)

    /// Encrypts a text.
    ///
    /// - Throws: ``StateError`` if there is no key.
    func encrypt(_ plaintext: String) throws(StateError) -> String

    /// Decrypts a ciphertext.
    ///
    /// - Throws: ``StateError`` if the key is missing or wrong.
    func decrypt(_ ciphertext: String) throws(StateError) -> String

    /// Returns the provider for a checkpoint with this type and state, which may use another key.
    func provider(ofType type: String, state: JSON) -> any SecretsProvider
}

extension SecretsProvider {
    /// Does nothing: most providers need no input.
    public func ask() throws(StateError) {}
}

/// A provider that this engine does not support: its secrets stay encrypted and cannot be read.
struct UnsupportedSecrets: SecretsProvider {
    let type: String
    let state: JSON?

    /// Succeeds, because only decrypting fails.
    func verify() throws(StateError) {}

    func encrypt(_ plaintext: String) throws(StateError) -> String { throw refusal }

    func decrypt(_ ciphertext: String) throws(StateError) -> String { throw refusal }

    func provider(ofType type: String, state: JSON) -> any SecretsProvider {
        UnsupportedSecrets(type: type, state: state)
    }

    private var refusal: StateError {
        StateError(
            .refused,
            "the stack's secrets are encrypted by the provider '\(type)', which is not supported",
            remedy: "run 'pulumi stack change-secrets-provider passphrase' with the Pulumi CLI once"
        )
    }
}
