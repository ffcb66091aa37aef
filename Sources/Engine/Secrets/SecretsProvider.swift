public import JSON

/// Encrypts and decrypts what a stack's state and settings hold.
public protocol SecretsProvider: Sendable {
    /// What checkpoints call this kind of provider, such as `passphrase`.
    var type: String { get }

    /// What a checkpoint needs to hold so that another engine can decrypt; `nil` while there is nothing to decrypt.
    var state: JSON? { get }

    /// Has whoever is at the keyboard asked for what the key needs, before the screen shows something else.
    ///
    /// - Throws: ``StateError`` if it is missing.
    func ask() throws(StateError)

    /// Makes sure that what was encrypted can be decrypted, if anything can have been.
    ///
    /// - Throws: ``StateError`` if the key is missing or another one.
    func verify() throws(StateError)

    /// The ciphertext of a text.
    ///
    /// - Throws: ``StateError`` if there is no key.
    func encrypt(_ plaintext: String) throws(StateError) -> String

    /// The text of a ciphertext.
    ///
    /// - Throws: ``StateError`` if there is no key, or another one.
    func decrypt(_ ciphertext: String) throws(StateError) -> String

    /// The provider for a checkpoint that names this type and state, which may be of another key than this one.
    func provider(ofType type: String, state: JSON) -> any SecretsProvider
}

extension SecretsProvider {
    /// Needs nothing from anybody.
    public func ask() throws(StateError) {}
}

/// A provider that this engine does not have: what it encrypted stays as it is, and cannot be read.
struct UnsupportedSecrets: SecretsProvider {
    let type: String
    let state: JSON?

    /// Nothing was decrypted yet: only what is secret fails.
    func verify() throws(StateError) {}

    func encrypt(_ plaintext: String) throws(StateError) -> String { throw refusal }

    func decrypt(_ ciphertext: String) throws(StateError) -> String { throw refusal }

    func provider(ofType type: String, state: JSON) -> any SecretsProvider {
        UnsupportedSecrets(type: type, state: state)
    }

    private var refusal: StateError {
        StateError(
            .refused,
            "the stack's secrets are encrypted by the provider '\(type)', which this engine does not have",
            remedy: "run 'pulumi stack change-secrets-provider passphrase' with the Pulumi CLI once"
        )
    }
}
