internal import CCrypto

/// MD5 (RFC 1321), for the checksums beside the files of Pulumi's file backend; not for security.
public enum MD5 {
    /// Returns the digest: 16 bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        digest(length: 16) { _ = EVP_Digest(bytes, bytes.count, $0, nil, EVP_md5(), nil) }
    }
}

/// SHA-1 (FIPS 180-4), for names that are derived with it; not for security.
public enum SHA1 {
    /// Returns the digest: 20 bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        digest(length: Int(SHA_DIGEST_LENGTH)) { _ = CCrypto.SHA1(bytes, bytes.count, $0) }
    }
}

/// SHA-256 (FIPS 180-4).
public enum SHA256 {
    /// Returns the digest: 32 bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        digest(length: Int(SHA256_DIGEST_LENGTH)) { _ = CCrypto.SHA256(bytes, bytes.count, $0) }
    }
}

extension SHA256 {
    /// A digest of bytes that arrive piece by piece; it can be used again after ``finish()``.
    ///
    /// For one thread at a time.
    public final class Stream {
        private let context: OpaquePointer

        /// The digest of no bytes yet.
        public init() {
            // libcrypto fails only without memory.
            guard let context = EVP_MD_CTX_new() else { fatalError("no memory for a digest") }
            self.context = context
            EVP_DigestInit_ex(context, EVP_sha256(), nil)
        }

        deinit { EVP_MD_CTX_free(context) }

        /// Adds bytes.
        public func update(_ bytes: UnsafeRawBufferPointer) {
            EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        }

        /// Adds the bytes of a text.
        public func update(_ text: String) {
            var text = text
            text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
        }

        /// Returns the digest of the bytes since the last call: 32 bytes.
        public func finish() -> [UInt8] {
            defer { EVP_DigestInit_ex(context, EVP_sha256(), nil) }
            return digest(length: Int(SHA256_DIGEST_LENGTH)) { EVP_DigestFinal_ex(context, $0, nil) }
        }
    }
}

/// HMAC with SHA-256 (RFC 2104).
public enum HMACSHA256 {
    /// Returns the code of a message: 32 bytes.
    public static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        digest(length: Int(SHA256_DIGEST_LENGTH)) {
            _ = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, $0, nil)
        }
    }
}

/// PBKDF2 with HMAC-SHA-256 (RFC 8018): a key from a passphrase, slow on purpose.
public enum PBKDF2 {
    /// Returns a key of `length` bytes; a million iterations take about 0.3 s.
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

/// Returns an array of `length` bytes that `body` fills.
func digest(length: Int, _ body: (UnsafeMutablePointer<UInt8>?) -> Void) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
        body(buffer.baseAddress)
        count = length
    }
}
