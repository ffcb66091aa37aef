/// A domain name as Route 53 keeps it: in small letters and without the dot at its end.
///
/// AWS writes bytes other than letters, digits, hyphens, underscores and dots as a backslash and three octal digits (Amazon
/// Route 53 Developer Guide, "DNS domain name format"), and so the asterisk of a wildcard too, which is `*` here.
struct DomainName: Hashable, Sendable {
    let text: String

    init(_ name: some StringProtocol) {
        var text = ""
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): text.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
            case _ where Self.isPlain(byte): text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += Self.escaped(byte)
            }
        }
        let plain = text.replacing(#"\052"#, with: "*")
        self.text = plain.hasSuffix(".") ? String(plain.dropLast()) : plain
    }

    /// The name that a record has in a zone: its own if that is inside the zone, else with the zone's behind it.
    func qualified(in zone: DomainName) -> DomainName {
        if text.isEmpty { return zone }
        return isInside(zone) ? self : DomainName("\(text).\(zone.text)")
    }

    /// Returns whether the name is a zone's, or one below it.
    func isInside(_ zone: DomainName) -> Bool { self == zone || text.hasSuffix(".\(zone.text)") }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-_.*\\".utf8.contains(byte)
        }
    }

    private static func escaped(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
