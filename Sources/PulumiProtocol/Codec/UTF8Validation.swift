/// True if the bytes are well-formed UTF-8 (Unicode 15, table 3-7).
func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
        // Eight ASCII bytes at a time, which is nearly all there is.
        if bytes.count - index >= 8 {
            let word = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + index).loadUnaligned(as: UInt64.self)
            if word & 0x8080_8080_8080_8080 == 0 {
                index += 8
                continue
            }
        }
        let lead = bytes[index]
        if lead < 0x80 {
            index += 1
            continue
        }
        guard let sequence = UTF8Sequence(lead: lead), bytes.count - index >= sequence.count else { return false }
        guard sequence.second.contains(bytes[index + 1]) else { return false }
        for continuation in (index + 2)..<max(index + 2, index + sequence.count)
        where bytes[continuation] & 0xC0 != 0x80 {
            return false
        }
        index += sequence.count
    }
    return true
}

/// The form of the bytes that follow the first byte of a character.
private struct UTF8Sequence {
    let count: Int
    /// The second byte's range excludes overlong forms, surrogates and what is past U+10FFFF.
    let second: ClosedRange<UInt8>

    init?(lead: UInt8) {
        switch lead {
        case 0xC2...0xDF: (count, second) = (2, 0x80...0xBF)
        case 0xE0: (count, second) = (3, 0xA0...0xBF)
        case 0xED: (count, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (count, second) = (3, 0x80...0xBF)
        case 0xF0: (count, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (count, second) = (4, 0x80...0xBF)
        case 0xF4: (count, second) = (4, 0x80...0x8F)
        default: return nil
        }
    }
}
