internal import CCrypto

/// SHA-1 (FIPS 180-4), for names that others derived with it; not for security.
public enum SHA1 {
    /// The digest's 20 bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        digest(length: Int(SHA_DIGEST_LENGTH)) { _ = CCrypto.SHA1(bytes, bytes.count, $0) }
    }
}

/// An array of that length as `body` fills it.
func digest(length: Int, _ body: (UnsafeMutablePointer<UInt8>?) -> Void) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
        body(buffer.baseAddress)
        count = length
    }
}
