internal import CCrypto

/// AES-256 in Galois/counter mode (NIST SP 800-38D), with a tag of 16 bytes after the ciphertext, as Go lays it out.
public enum AES256GCM {
    /// The length of a key in bytes.
    public static let keyLength = 32
    /// The length of a nonce in bytes.
    public static let nonceLength = 12
    /// The length of the tag in bytes.
    public static let tagLength = 16

    /// A reason for which nothing was encrypted or decrypted.
    public enum Failure: Error, Hashable, Sendable {
        /// The key or the nonce has the wrong length, or the ciphertext is shorter than a tag.
        case wrongLength
        /// The tag does not match: another key, another nonce, or changed bytes.
        case notAuthentic
    }

    /// Encrypts; returns the ciphertext with the tag at its end.
    ///
    /// - Throws: ``Failure/wrongLength``.
    public static func seal(_ plaintext: [UInt8], key: [UInt8], nonce: [UInt8]) throws(Failure) -> [UInt8] {
        var output = try run(plaintext[...], key: key, nonce: nonce, encrypting: true) { context, output in
            var tag = [UInt8](repeating: 0, count: tagLength)
            guard finish(context, output), control(context, EVP_CTRL_GCM_GET_TAG, &tag) else { return nil }
            return tag
        }
        guard let tag = output.tag else { throw .wrongLength }
        output.bytes += tag
        return output.bytes
    }

    /// Decrypts; returns the plaintext that was given to ``seal(_:key:nonce:)``.
    ///
    /// - Throws: ``Failure``.
    public static func open(_ sealed: [UInt8], key: [UInt8], nonce: [UInt8]) throws(Failure) -> [UInt8] {
        guard sealed.count >= tagLength else { throw .wrongLength }
        var tag = Array(sealed.suffix(tagLength))
        let output = try run(sealed.dropLast(tagLength), key: key, nonce: nonce, encrypting: false) { context, output in
            control(context, EVP_CTRL_GCM_SET_TAG, &tag) && finish(context, output) ? [] : nil
        }
        guard output.tag != nil else { throw .notAuthentic }
        return output.bytes
    }

    /// Feeds `input` through the cipher; `finish` ends it and answers with the tag, or `nil` for a failure.
    private static func run(
        _ input: ArraySlice<UInt8>,
        key: [UInt8],
        nonce: [UInt8],
        encrypting: Bool,
        finish: (OpaquePointer, UnsafeMutablePointer<UInt8>) -> [UInt8]?
    ) throws(Failure) -> (bytes: [UInt8], tag: [UInt8]?) {
        guard key.count == keyLength, nonce.count == nonceLength, input.count < Int(Int32.max),
            let context = EVP_CIPHER_CTX_new()
        else { throw .wrongLength }
        defer { EVP_CIPHER_CTX_free(context) }
        guard EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce, encrypting ? 1 : 0) == 1 else {
            throw .wrongLength
        }
        var tag: [UInt8]?
        let bytes = [UInt8](unsafeUninitializedCapacity: input.count + tagLength) { buffer, count in
            guard let output = buffer.baseAddress else { return }
            var length: Int32 = 0
            input.withUnsafeBufferPointer { input in
                guard EVP_CipherUpdate(context, output, &length, input.baseAddress, Int32(input.count)) == 1 else {
                    return
                }
                tag = finish(context, output + Int(length))
            }
            count = Int(length)
        }
        return (bytes, tag)
    }

    private static func finish(_ context: OpaquePointer, _ output: UnsafeMutablePointer<UInt8>) -> Bool {
        var length: Int32 = 0
        return EVP_CipherFinal_ex(context, output, &length) == 1
    }

    private static func control(_ context: OpaquePointer, _ command: Int32, _ tag: inout [UInt8]) -> Bool {
        EVP_CIPHER_CTX_ctrl(context, command, Int32(tagLength), &tag) == 1
    }
}
