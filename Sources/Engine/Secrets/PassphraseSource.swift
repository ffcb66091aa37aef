internal import Glibc

/// A source of the passphrase: the environment, a file or a prompt.
public struct PassphraseSource: Sendable {
    /// The purpose of the passphrase, which determines the prompt.
    public enum Purpose: Sendable {
        /// Decrypts existing secrets.
        case unlock
        /// Encrypts new secrets.
        case protect
    }

    private let read: @Sendable (Purpose) throws(StateError) -> String?

    /// Returns the passphrase, or `nil` if none is set.
    ///
    /// - Throws: ``StateError`` if the passphrase file cannot be read.
    public func passphrase(to purpose: Purpose = .unlock) throws(StateError) -> String? { try read(purpose) }

    /// Creates a source with a known passphrase.
    public init(_ passphrase: String?) {
        read = { (_) throws(StateError) in passphrase }
    }

    /// Creates a source that reads `PULUMI_CONFIG_PASSPHRASE`, else the file named by `PULUMI_CONFIG_PASSPHRASE_FILE`,
    /// else asks.
    ///
    /// `ask` prompts the user, and returns `nil` if nobody answers.
    public init(environment: [String: String], asking ask: @escaping @Sendable (Purpose) -> String? = { _ in nil }) {
        read = { (purpose) throws(StateError) in
            if let passphrase = environment["PULUMI_CONFIG_PASSPHRASE"] { return passphrase }
            guard let file = environment["PULUMI_CONFIG_PASSPHRASE_FILE"], !file.isEmpty else { return ask(purpose) }
            do throws(TextFile.Failure) {
                let bytes = try TextFile.bytes(of: file)
                return String(decoding: bytes, as: UTF8.self).trimmed
            } catch {
                throw StateError(.passphrase, "cannot read PULUMI_CONFIG_PASSPHRASE_FILE (\(file)): \(error.reason)")
            }
        }
    }
}

extension String {
    /// The text without leading and trailing whitespace.
    var trimmed: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
