internal import Glibc

/// Where a passphrase comes from.
public struct PassphraseSource: Sendable {
    private let read: @Sendable () throws(StateError) -> String?

    /// The passphrase, or `nil` if none is given.
    ///
    /// - Throws: ``StateError`` if the file that holds it cannot be read.
    public func passphrase() throws(StateError) -> String? { try read() }

    /// A passphrase that is known; for tests and for one that was asked for.
    public init(_ passphrase: String?) {
        read = { () throws(StateError) in passphrase }
    }

    /// What `PULUMI_CONFIG_PASSPHRASE` holds, else the file that `PULUMI_CONFIG_PASSPHRASE_FILE` names.
    public init(environment: [String: String]) {
        read = { () throws(StateError) in
            if let passphrase = environment["PULUMI_CONFIG_PASSPHRASE"] { return passphrase }
            guard let file = environment["PULUMI_CONFIG_PASSPHRASE_FILE"], !file.isEmpty else { return nil }
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
