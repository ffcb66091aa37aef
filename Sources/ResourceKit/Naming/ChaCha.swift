/// The key stream of the original ChaCha cipher: 64-bit block counter, 64-bit nonce of zero.
struct ChaCha {
    private var state: [UInt32]
    private let doubleRounds: Int
    private var block: [UInt8] = []

    /// A stream from its 32-byte key.
    ///
    /// - Parameters:
    ///   - key: 32 bytes; a shorter key is filled up with zeros.
    ///   - rounds: An even number; Pulumi's generator uses 12.
    init(key: [UInt8], rounds: Int) {
        let constants: [UInt32] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574]  // "expand 32-byte k"
        state = constants + (0..<8).map { Self.word(key, at: 4 * $0) } + [0, 0, 0, 0]
        doubleRounds = rounds / 2
    }

    /// The next bytes of the stream.
    mutating func next(_ count: Int) -> [UInt8] {
        while block.count < count {
            appendBlock()
        }
        defer { block.removeFirst(count) }
        return Array(block.prefix(count))
    }

    private static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | (offset + $1 < bytes.count ? UInt32(bytes[offset + $1]) << (8 * UInt32($1)) : 0) }
    }

    private mutating func appendBlock() {
        var working = state
        for _ in 0..<doubleRounds {
            for column in 0..<4 {
                Self.quarterRound(&working, column, column + 4, column + 8, column + 12)
            }
            for column in 0..<4 {
                Self.quarterRound(&working, column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4)
            }
        }
        for (mixed, original) in zip(working, state) {
            let sum = mixed &+ original
            block += (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * UInt32($0))) }
        }
        state[12] &+= 1
        if state[12] == 0 { state[13] &+= 1 }
    }

    private static func quarterRound(_ x: inout [UInt32], _ a: Int, _ b: Int, _ c: Int, _ d: Int) {
        func rotate(_ value: UInt32, _ count: UInt32) -> UInt32 { value << count | value >> (32 - count) }
        x[a] &+= x[b]
        x[d] = rotate(x[d] ^ x[a], 16)
        x[c] &+= x[d]
        x[b] = rotate(x[b] ^ x[c], 12)
        x[a] &+= x[b]
        x[d] = rotate(x[d] ^ x[a], 8)
        x[c] &+= x[d]
        x[b] = rotate(x[b] ^ x[c], 7)
    }
}
