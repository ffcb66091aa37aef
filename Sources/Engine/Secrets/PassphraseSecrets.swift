internal import Crypto
public import JSON
internal import Synchronization

/// Pulumi's `passphrase` provider: AES-256-GCM with a key derived from a passphrase by PBKDF2.
///
/// A ciphertext is `v1:nonce:bytes` in Base64; the bytes end with the authentication tag. The salt text in settings and
/// checkpoints is `v1:salt:` followed by the ciphertext of the word `pulumi`, which detects a wrong passphrase.
/// Deriving the key takes about 0.3 s, so it happens once, at the first secret.
public final class PassphraseSecrets: SecretsProvider {
    private struct State {
        var salt: String?
        var key: Result<[UInt8], StateError>?
        /// The passphrase, if it was read before the key is derived.
        var passphrase: [UInt8]?
    }

    private static let iterations = 1_000_000
    private static let saltLength = 8
    private static let proof = "pulumi"

    private let source: PassphraseSource
    private let onNewSalt: @Sendable (String) throws(StateError) -> Void
    private let current: Mutex<State>

    /// Creates the provider of a stack.
    ///
    /// - Parameters:
    ///   - salt: The salt text of the settings or checkpoint; `nil` if nothing was ever encrypted.
    ///   - source: The source of the passphrase, read at the first secret.
    ///   - onNewSalt: Stores the salt text that the first encryption creates.
    public init(
        salt: String?,
        source: PassphraseSource,
        onNewSalt: @escaping @Sendable (String) throws(StateError) -> Void = { _ throws(StateError) in }
    ) {
        self.source = source
        self.onNewSalt = onNewSalt
        current = Mutex(State(salt: salt.flatMap { $0.isEmpty ? nil : $0 }))
    }

    /// The type `passphrase`.
    public var type: String { "passphrase" }

    /// The salt text; `nil` if nothing was ever encrypted.
    public var salt: String? { current.withLock(\.salt) }

    /// The object `{"salt": …}`; `nil` if nothing was ever encrypted.
    public var state: JSON? { salt.map { ["salt": .string($0)] } }

    /// Returns the provider for a salt: this one if it has the same salt or none yet, else a new one.
    public func provider(ofType type: String, state: JSON) -> any SecretsProvider {
        guard type == self.type, let salt = state["salt"]?.string, !salt.isEmpty else {
            return UnsupportedSecrets(type: type, state: state)
        }
        let isOurs = current.withLock { current in
            if current.salt == nil { current.salt = salt }
            return current.salt == salt
        }
        return isOurs ? self : PassphraseSecrets(salt: salt, source: source)
    }

    /// Creates a salt if there is none yet, as Pulumi does for a new stack.
    ///
    /// - Returns: The salt text.
    /// - Throws: ``StateError`` if no passphrase is set.
    @discardableResult
    public func establish() throws(StateError) -> String {
        _ = try key(creating: true)
        return salt ?? ""
    }

    /// Reads the passphrase if there is a salt, without deriving the key.
    ///
    /// - Throws: ``StateError`` if it is missing.
    public func ask() throws(StateError) {
        try current.withLock { state throws(StateError) in
            guard state.salt != nil, state.key == nil, state.passphrase == nil else { return }
            state.passphrase = try passphrase(to: .unlock)
        }
    }

    /// Derives the key and checks that the passphrase fits the salt, if there is one.
    ///
    /// - Throws: ``StateError`` if the passphrase is wrong or missing.
    public func verify() throws(StateError) {
        if salt != nil { _ = try key(creating: false) }
    }

    /// Encrypts a text with a new nonce.
    public func encrypt(_ plaintext: String) throws(StateError) -> String {
        try Self.seal(plaintext, key: key(creating: true))
    }

    /// Decrypts a ciphertext.
    public func decrypt(_ ciphertext: String) throws(StateError) -> String {
        let key = try key(creating: false)
        guard let plaintext = Self.open(ciphertext, key: key) else {
            throw StateError(
                .damaged,
                "a secret cannot be decrypted: its ciphertext is damaged or was made with another key",
                remedy: "compare the stack's encryptionsalt with that of the settings file it was made with"
            )
        }
        return plaintext
    }

    private func key(creating: Bool) throws(StateError) -> [UInt8] {
        let (key, newSalt) = try current.withLock { state throws(StateError) -> ([UInt8], String?) in
            if let key = state.key { return (try key.get(), nil) }
            guard let salt = state.salt else {
                guard creating else {
                    throw StateError(
                        .damaged,
                        "a secret cannot be decrypted: neither the stack's settings nor its checkpoint has a salt",
                        remedy: "restore the line 'encryptionsalt' of the stack's settings file"
                    )
                }
                let (key, salt) = try makeKey()
                state = State(salt: salt, key: .success(key))
                return (key, salt)
            }
            do throws(StateError) {
                let passphrase = if let given = state.passphrase { given } else { try passphrase(to: .unlock) }
                let key = try Self.deriveKey(passphrase, salt)
                state.key = .success(key)
                return (key, nil)
            } catch {
                state.key = .failure(error)
                throw error
            }
        }
        if let newSalt { try onNewSalt(newSalt) }
        return key
    }

    private func passphrase(to purpose: PassphraseSource.Purpose) throws(StateError) -> [UInt8] {
        guard let passphrase = try source.passphrase(to: purpose) else {
            throw StateError(
                .passphrase,
                "the stack's secrets need a passphrase",
                remedy: "set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE to a file that contains it"
            )
        }
        return Array(passphrase.utf8)
    }

    private static func deriveKey(_ passphrase: [UInt8], _ salt: String) throws(StateError) -> [UInt8] {
        let parts = salt.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "v1", let bytes = Base64.decode(String(parts[1])) else {
            throw StateError(.damaged, "the stack's encryptionsalt is malformed: 'v1:…:v1:…:…' is expected")
        }
        let key = derive(passphrase, bytes)
        guard open(String(parts[2]), key: key) == proof else {
            throw StateError(
                .passphrase,
                "incorrect passphrase",
                remedy: "set PULUMI_CONFIG_PASSPHRASE, or the file that PULUMI_CONFIG_PASSPHRASE_FILE names, to the "
                    + "passphrase of the stack"
            )
        }
        return key
    }

    private func makeKey() throws(StateError) -> (key: [UInt8], salt: String) {
        let salt = randomBytes(Self.saltLength)
        let key = Self.derive(try passphrase(to: .protect), salt)
        return (key, "v1:\(Base64.encode(salt)):\(Self.seal(Self.proof, key: key))")
    }

    private static func derive(_ passphrase: [UInt8], _ salt: [UInt8]) -> [UInt8] {
        PBKDF2.deriveKey(password: passphrase, salt: salt, iterations: iterations, length: AES256GCM.keyLength)
    }

    private static func seal(_ plaintext: String, key: [UInt8]) -> String {
        let nonce = randomBytes(AES256GCM.nonceLength)
        do {
            let sealed = try AES256GCM.seal(Array(plaintext.utf8), key: key, nonce: nonce)
            return "v1:\(Base64.encode(nonce)):\(Base64.encode(sealed))"
        } catch {
            // Key and nonce have the right length, and the text is below the limit of 2 GB.
            fatalError("AES-256-GCM refuses to encrypt: \(error)")
        }
    }

    private static func open(_ ciphertext: String, key: [UInt8]) -> String? {
        let parts = ciphertext.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "v1", let nonce = Base64.decode(String(parts[1])),
            let sealed = Base64.decode(String(parts[2])),
            let bytes = try? AES256GCM.open(sealed, key: key, nonce: nonce)
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
