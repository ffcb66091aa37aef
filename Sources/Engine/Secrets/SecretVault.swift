internal import Synchronization

/// Encrypts and decrypts the secrets of one state, and keeps the ciphertext of unchanged secrets.
///
/// Ciphertexts are remembered by resource and section. One is never used in two places, so that the file does not
/// reveal which secrets are equal.
final class SecretVault: Sendable {
    /// The properties that a secret belongs to.
    enum Section: String, Sendable {
        case inputs, outputs
        case trigger = "replacementTrigger"
    }

    private struct Place: Hashable {
        var urn: String
        var section: Section
        var plaintext: String
    }

    private let reading: any SecretsProvider
    private let writing: any SecretsProvider
    private let remembers: Bool
    private let known = Mutex<[Place: [String]]>([:])

    /// Creates a vault that decrypts with one provider and encrypts with another or the same.
    init(reading: any SecretsProvider, writing: any SecretsProvider) {
        self.reading = reading
        self.writing = writing
        // A ciphertext of another key cannot be reused.
        remembers = reading.state == writing.state
    }

    /// Creates a vault for one provider.
    convenience init(_ secrets: any SecretsProvider) {
        self.init(reading: secrets, writing: secrets)
    }

    /// Checks that both providers have the right keys.
    ///
    /// - Throws: ``StateError`` if a key is missing or wrong.
    func verify() throws(StateError) {
        try reading.verify()
        try writing.verify()
    }

    /// Returns a function that decrypts the secrets of one resource in order.
    func decrypter(of urn: String, _ section: Section) -> (String) throws -> String {
        { [self] ciphertext in
            let plaintext = try reading.decrypt(ciphertext)
            guard remembers else { return plaintext }
            let place = Place(urn: urn, section: section, plaintext: plaintext)
            known.withLock { known in
                if known[place]?.contains(ciphertext) != true { known[place, default: []].append(ciphertext) }
            }
            return plaintext
        }
    }

    /// Returns a function that encrypts the secrets of one resource in order: the n-th of several equal ones keeps its
    /// n-th ciphertext.
    func encrypter(of urn: String, _ section: Section) -> (String) throws -> String {
        var used: [String: Int] = [:]
        return { [self] plaintext in
            let number = used[plaintext, default: 0]
            used[plaintext] = number + 1
            let place = Place(urn: urn, section: section, plaintext: plaintext)
            if let old = known.withLock({ $0[place] }), number < old.count { return old[number] }
            let ciphertext = try writing.encrypt(plaintext)
            known.withLock { $0[place, default: []].append(ciphertext) }
            return ciphertext
        }
    }
}
