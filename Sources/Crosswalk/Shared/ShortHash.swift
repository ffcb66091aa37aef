import Crypto

/// The part of a name that tells one content from another.
enum ShortHash {
    /// The first 8 hexadecimal digits of the SHA-1 of a text.
    static func of(_ text: String) -> String {
        String(hexadecimal(SHA1.hash(Array(text.utf8))).prefix(8))
    }
}
