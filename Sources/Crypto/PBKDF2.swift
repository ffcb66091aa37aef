internal import CCrypto

/// PBKDF2 with HMAC-SHA-256 (RFC 8018): a key from a passphrase, slow on purpose.
public enum PBKDF2 {
    /// A key of `length` bytes; a million iterations take about 0.3 s.
    public static func deriveKey(password: [UInt8], salt: [UInt8], iterations: Int, length: Int) -> [UInt8] {
        // A null pointer would mean "no password" to OpenSSL only together with the length -1; an empty array is fine.
        digest(length: length) { output in
            password.withUnsafeBytes { password in
                _ = PKCS5_PBKDF2_HMAC(
                    password.assumingMemoryBound(to: CChar.self).baseAddress,
                    Int32(password.count),
                    salt,
                    Int32(salt.count),
                    Int32(iterations),
                    EVP_sha256(),
                    Int32(length),
                    output
                )
            }
        }
    }
}
