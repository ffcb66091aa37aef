internal import Crypto
internal import Glibc

// The rules are those of Pulumi's YAML library (gopkg.in/yaml.v3): YAML 1.2's core types, plus the octal numbers,
// underscores and dates of YAML 1.1.
extension YAMLScalar {
    /// The tags for which the text is resolved; with any other tag it stays text.
    private static let resolvingTags: Set<String> = [
        "!", "!!bool", "!!int", "!!float", "!!null", "!!timestamp",
    ]

    /// The bits of Go's `math.NaN`, which Pulumi writes into states.
    private static let notANumber = Double(bitPattern: 0x7FF8_0000_0000_0001)

    private static let words: [String: Value] = [
        "": .null, "~": .null, "null": .null, "Null": .null, "NULL": .null,
        "true": .bool(true), "True": .bool(true), "TRUE": .bool(true),
        "false": .bool(false), "False": .bool(false), "FALSE": .bool(false),
        ".nan": .float(notANumber), ".NaN": .float(notANumber), ".NAN": .float(notANumber),
        ".inf": .float(.infinity), ".Inf": .float(.infinity), ".INF": .float(.infinity),
        "+.inf": .float(.infinity), "+.Inf": .float(.infinity), "+.INF": .float(.infinity),
        "-.inf": .float(-.infinity), "-.Inf": .float(-.infinity), "-.INF": .float(-.infinity),
    ]

    /// Resolves the value of a scalar.
    static func resolve(_ text: String, style: Style, tag: String) -> Value {
        if tag.isEmpty { return style == .plain ? plainValue(text, readingDates: true) : .string(text) }
        let isUntagged = tag == "!"
        if tag == "!!binary", Base64.decode(lenient: text) == nil {
            return .contradiction("!!binary value contains invalid base64 data")
        }
        guard resolvingTags.contains(tag), !(isUntagged && style != .plain) else { return .string(text) }
        let value = plainValue(text, readingDates: isUntagged || tag == "!!timestamp")
        if isUntagged { return value }
        switch (tag, value) {
        case ("!!float", .integer(let number)): return .float(Double(number))
        default: break
        }
        let found = value.tag
        return found == tag ? value : .contradiction("cannot decode \(found) `\(text)` as a \(tag)")
    }

    /// Resolves text without quotes and tag.
    private static func plainValue(_ text: String, readingDates: Bool) -> Value {
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return words[text] ?? number(text, readingDates: readingDates)
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
            UInt8(ascii: "f"), UInt8(ascii: "F"):
            return words[text] ?? .string(text)
        default:
            return .string(text)
        }
    }

    private static func number(_ text: String, readingDates: Bool) -> Value {
        if text.utf8.first == UInt8(ascii: ".") {
            return GoNumber.decimal(text).map(Value.float) ?? .string(text)
        }
        if readingDates, let timestamp = YAMLTimestamp(text) { return .timestamp(timestamp) }
        let digits = text.utf8.contains(UInt8(ascii: "_")) ? String(text.filter { $0 != "_" }) : text
        return integer(digits) ?? GoNumber.decimal(digits).map(Value.float) ?? .string(text)
    }

    /// Parses an integer with an optional sign and base: `0x`, `0o`, `0b`, or `0` for octal.
    private static func integer(_ text: String) -> Value? {
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if isNegative || digits.first == "+" { digits.removeFirst() }
        var radix = 10
        if digits.utf8.count > 1, digits.first == "0" {
            let bases: [Character: Int] = ["x": 16, "X": 16, "o": 8, "O": 8, "b": 2, "B": 2]
            let base = bases[digits[digits.index(after: digits.startIndex)]]
            digits = digits.dropFirst(base == nil ? 1 : 2)
            radix = base ?? 8
        }
        guard let first = digits.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+"),
            let magnitude = UInt64(digits, radix: radix)
        else { return nil }
        if isNegative {
            return magnitude <= UInt64(Int64.max) + 1 ? .integer(Int64(truncatingIfNeeded: 0 &- magnitude)) : nil
        }
        return Int64(exactly: magnitude).map(Value.integer) ?? .unsigned(magnitude)
    }
}

extension YAMLScalar.Value {
    /// The tag of the value's type.
    fileprivate var tag: String {
        switch self {
        case .null: "!!null"
        case .bool: "!!bool"
        case .integer, .unsigned: "!!int"
        case .float: "!!float"
        case .timestamp: "!!timestamp"
        case .string, .contradiction: "!!str"
        }
    }
}
