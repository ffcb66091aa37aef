import Crypto

/// A short hash that is part of a name, so that different contents get different names.
enum ShortHash {
    /// Returns the first 8 hexadecimal digits of the SHA-1 of a text.
    static func of(_ text: String) -> String {
        String(hexadecimal(SHA1.hash(Array(text.utf8))).prefix(8))
    }
}
