internal import Glibc

/// Where a passphrase comes from.
public struct PassphraseSource: Sendable {
    /// What a passphrase is wanted for, which decides how it is asked for.
    public enum Purpose: Sendable {
        /// To read what was encrypted with it.
        case unlock
        /// To encrypt with it from now on.
        case protect
    }

    private let read: @Sendable (Purpose) throws(StateError) -> String?

    /// The passphrase, or `nil` if none is given.
    ///
    /// - Throws: ``StateError`` if the file that holds it cannot be read.
    public func passphrase(to purpose: Purpose = .unlock) throws(StateError) -> String? { try read(purpose) }

    /// A passphrase that is known; for tests and for one that was asked for.
    public init(_ passphrase: String?) {
        read = { (_) throws(StateError) in passphrase }
    }

    /// What `PULUMI_CONFIG_PASSPHRASE` holds, else the file that `PULUMI_CONFIG_PASSPHRASE_FILE` names, else what a
    /// person answers.
    ///
    /// - Parameter ask: Asks whoever is at the keyboard; `nil` if nobody answers.
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
    /// The text without white space at both ends.
    var trimmed: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
