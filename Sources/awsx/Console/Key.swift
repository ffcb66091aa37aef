/// A key that was pressed on a terminal.
enum Key: Hashable, Sendable {
    case character(Character)
    case enter, backspace, delete, up, down, left, right, home, end
    /// Ctrl-U, which clears the line.
    case clear
    /// Ctrl-D, which ends the input on an empty line.
    case endOfInput
    /// A key that has no meaning in a question.
    case other
}

/// Splits the bytes from a terminal in raw mode into keys.
///
/// The sequences are those of ECMA-48 terminals in normal and application mode.
struct KeyParser {
    /// The result of parsing.
    enum Outcome: Equatable {
        /// A key, and the number of its bytes.
        case key(Key, length: Int)
        /// More bytes are needed.
        case incomplete
    }

    /// Returns the first key of the bytes.
    static func first(of bytes: some Collection<UInt8>) -> Outcome {
        let bytes = Array(bytes.prefix(16))
        guard let lead = bytes.first else { return .incomplete }
        if lead == 0x1B { return sequence(bytes) }
        if let key = controls[lead] { return .key(key, length: 1) }
        if lead < 0x20 { return .key(.other, length: 1) }
        let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard bytes.count >= length else { return .incomplete }
        let character = String(decoding: bytes.prefix(length), as: UTF8.self).first
        return .key(character.map(Key.character) ?? .other, length: length)
    }

    /// Returns the key of an escape sequence: `ESC [ A`, `ESC O A`, `ESC [ 3 ~`.
    private static func sequence(_ bytes: [UInt8]) -> Outcome {
        guard bytes.count > 1 else { return .incomplete }
        guard bytes[1] == UInt8(ascii: "[") || bytes[1] == UInt8(ascii: "O") else { return .key(.other, length: 1) }
        guard let end = bytes.dropFirst(2).firstIndex(where: { 0x40..<0x7F ~= $0 }) else {
            return bytes.count < 16 ? .incomplete : .key(.other, length: bytes.count)
        }
        let body = String(decoding: bytes[2...end], as: UTF8.self)
        return .key(sequences[body] ?? .other, length: end + 1)
    }

    private static let controls: [UInt8: Key] = [
        0x01: .home, 0x02: .left, 0x04: .endOfInput, 0x05: .end, 0x06: .right, 0x08: .backspace, 0x0A: .enter,
        0x0D: .enter, 0x0E: .down, 0x10: .up, 0x15: .clear, 0x7F: .backspace,
    ]

    private static let sequences: [String: Key] = [
        "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "1~": .home, "7~": .home, "4~": .end,
        "8~": .end, "3~": .delete,
    ]
}
