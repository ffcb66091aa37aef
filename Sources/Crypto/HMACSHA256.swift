internal import CCrypto

/// HMAC with SHA-256 (RFC 2104).
public enum HMACSHA256 {
    /// The code's 32 bytes for a message.
    public static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        digest(length: Int(SHA256_DIGEST_LENGTH)) {
            _ = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, $0, nil)
        }
    }
}
