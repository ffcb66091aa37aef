/// The 8 bytes that each end sends before its first frame.
enum Preface {
    /// `PRPC/1` and a line break.
    static let bytes: [UInt8] = Array("PRPC/1\r\n".utf8)

    /// Makes the protocol error for a stream that begins otherwise.
    ///
    /// - Parameter start: The start of the stream; its first 64 bytes are shown, escaped.
    /// - Returns: The error.
    static func violation(_ start: some Collection<UInt8>) -> ProtocolViolation {
        ProtocolViolation(
            saw: "expected the preface \"\(escaped(bytes))\", read \"\(escaped(start.prefix(64)))\"",
            offset: 0
        )
    }

    /// Returns printable ASCII as it is and everything else as `\xNN`.
    private static func escaped(_ bytes: some Collection<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\r"): text += "\\r"
            case UInt8(ascii: "\n"): text += "\\n"
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += "\\" + String(UnicodeScalar(byte))
            case 0x20..<0x7F: text += String(UnicodeScalar(byte))
            default:
                text += "\\x" + byte.hexadecimal
            }
        }
        return text
    }
}

extension UInt8 {
    /// Two hexadecimal digits.
    var hexadecimal: String {
        let digits = String(self, radix: 16, uppercase: true)
        return digits.count < 2 ? "0" + digits : digits
    }
}
