internal import CCrypto

/// MD5 (RFC 1321), for the checksums that Pulumi's file backend notes beside its files; not for security.
public enum MD5 {
    /// The digest's 16 bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        digest(length: 16) { _ = EVP_Digest(bytes, bytes.count, $0, nil, EVP_md5(), nil) }
    }
}
