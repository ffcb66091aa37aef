/// Strings: most have no escape and are copied in one step.
extension JSONReader {
    /// The string whose opening quote is here.
    mutating func string() throws(JSONError) -> String {
        let opening = position
        position += 1
        let start = position
        position = endOfPlain(from: start)
        guard position < bytes.count else { throw error("the string that begins here has no end", at: opening) }
        if bytes[position] == UInt8(ascii: "\"") {
            let text = try text(UnsafeBufferPointer(rebasing: bytes[start..<position]), at: start)
            position += 1
            return text
        }
        return try escapedString(opening: opening, start: start)
    }

    /// Returns the first place from there on where a quote, a backslash or a control character stands.
    func endOfPlain(from start: Int) -> Int {
        var index = start
        guard let base = bytes.baseAddress else { return index }
        // Eight bytes at a time: a byte's high bit is set in the mask where the byte is one of those looked for.
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        while index + 8 <= bytes.count {
            let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian
            let quote = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5C)
            let hits =
                ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word)
            if hits & highs != 0 { return index + (hits & highs).trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
            index += 1
        }
        return index
    }

    private func text(_ part: UnsafeBufferPointer<UInt8>, at offset: Int) throws(JSONError) -> String {
        guard let text = String(validating: part, as: UTF8.self) else {
            throw error("the string is not valid UTF-8", at: offset + validPrefix(of: part))
        }
        return text
    }

    /// Returns the number of bytes before the first that is not UTF-8.
    private func validPrefix(of part: UnsafeBufferPointer<UInt8>) -> Int {
        var decoder = UTF8()
        var iterator = part.makeIterator()
        var count = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
        return count
    }

    private mutating func escapedString(opening: Int, start: Int) throws(JSONError) -> String {
        var content = Array(bytes[start..<position])
        while true {
            guard position < bytes.count else { throw error("the string that begins here has no end", at: opening) }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return try content.withUnsafeBufferPointer { (part) throws(JSONError) in try text(part, at: start) }
            case UInt8(ascii: "\\"):
                try escape(into: &content)
            default:
                throw error("a control character in a string must be written as an escape")
            }
            let next = endOfPlain(from: position)
            content += bytes[position..<next]
            position = next
        }
    }

    /// Reads the escape whose backslash is here.
    private mutating func escape(into content: inout [UInt8]) throws(JSONError) {
        guard position + 1 < bytes.count else { throw error("the escape has no end") }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""): content.append(0x22)
        case UInt8(ascii: "\\"): content.append(0x5C)
        case UInt8(ascii: "/"): content.append(0x2F)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): return try unicodeEscape(into: &content)
        default: throw error("there is no such escape")
        }
        position += 2
    }

    /// Reads `\uXXXX`, or two of them for a character beyond U+FFFF.
    private mutating func unicodeEscape(into content: inout [UInt8]) throws(JSONError) {
        let first = try codeUnit(at: position)
        position += 6
        var scalar = Unicode.Scalar(first)
        if first & 0xFC00 == 0xD800, position + 1 < bytes.count,
            bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
        {
            let second = try codeUnit(at: position)
            if second & 0xFC00 == 0xDC00 {
                position += 6
                scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 | (second & 0x3FF))
            }
        }
        // Half of a surrogate pair is no character; Go reads it as the replacement character too.
        content += UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
    }

    private func codeUnit(at offset: Int) throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for index in offset + 2..<offset + 6 {
            guard index < bytes.count, let digit = hexadecimalValue(bytes[index]) else {
                throw error("\\u needs four hexadecimal digits", at: offset)
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
