internal import Synchronization

/// Encrypts and decrypts the secrets of one state, and remembers: an unchanged secret keeps its ciphertext.
///
/// What is remembered belongs to a resource and its inputs or outputs. A ciphertext never serves two places, so that
/// nobody sees from the file that two secrets are equal.
final class SecretVault: Sendable {
    /// Which of a resource's properties a secret is in.
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

    /// A vault that decrypts what a state holds with one provider, and encrypts with another or the same.
    init(reading: any SecretsProvider, writing: any SecretsProvider) {
        self.reading = reading
        self.writing = writing
        // A ciphertext of another key is of no use in what is written.
        remembers = reading.state == writing.state
    }

    /// A vault for one provider.
    convenience init(_ secrets: any SecretsProvider) {
        self.init(reading: secrets, writing: secrets)
    }

    /// Makes sure that both providers have their keys, and the right ones.
    ///
    /// - Throws: ``StateError`` if one is missing or another one.
    func verify() throws(StateError) {
        try reading.verify()
        try writing.verify()
    }

    /// Decrypts the secrets of one resource, one after the other.
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

    /// Encrypts the secrets of one resource, one after the other: of equal ones the n-th gets the n-th ciphertext.
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
