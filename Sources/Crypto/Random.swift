internal import CCrypto

/// That many bytes that nobody can predict.
public func randomBytes(_ count: Int) -> [UInt8] {
    digest(length: count) { output in
        // libcrypto fails only where the system has no source of randomness: there nothing secret can be made.
        guard RAND_bytes(output, Int32(count)) == 1 else { fatalError("the system has no source of random bytes") }
    }
}
