internal import CCrypto

/// Returns `count` cryptographically secure random bytes.
public func randomBytes(_ count: Int) -> [UInt8] {
    digest(length: count) { output in
        // libcrypto fails only where the system has no source of randomness: there nothing secret can be made.
        guard RAND_bytes(output, Int32(count)) == 1 else { fatalError("the system has no source of random bytes") }
    }
}

/// Returns a random UUID (version 4, RFC 9562), lower case.
public func randomUUID() -> String {
    var bytes = randomBytes(16)
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
    return groups.map { hexadecimal(bytes[$0]) }.joined(separator: "-")
}
