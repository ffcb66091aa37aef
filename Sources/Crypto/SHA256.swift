internal import CCrypto

/// SHA-256 (FIPS 180-4).
public enum SHA256 {
    /// The digest's 32 bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        digest(length: Int(SHA256_DIGEST_LENGTH)) { _ = CCrypto.SHA256(bytes, bytes.count, $0) }
    }
}
