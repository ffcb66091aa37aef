internal import Glibc

/// Numbers parsed as Go's `strconv` does.
enum GoNumber {
    /// Parses a decimal number such as `-1_000.5e3`, with underscores between digits; `nil` for anything else or if it
    /// exceeds a float64.
    static func decimal(_ text: String) -> Double? {
        var rest = Substring(text).utf8
        _ = drop("+-", from: &rest)
        guard let whole = digits(&rest) else { return nil }
        var count = whole
        if drop(".", from: &rest) {
            guard let fraction = digits(&rest) else { return nil }
            count += fraction
        }
        guard count > 0 else { return nil }
        if drop("eE", from: &rest) {
            _ = drop("+-", from: &rest)
            guard let exponent = digits(&rest), exponent > 0 else { return nil }
        }
        guard rest.isEmpty else { return nil }
        let plain = text.utf8.contains(UInt8(ascii: "_")) ? String(text.filter { $0 != "_" }) : text
        let number = strtod(plain, nil)
        return number.isFinite ? number : nil
    }

    /// Parses Go's names for infinity and NaN.
    static func special(_ text: String) -> Double? {
        switch text.lowercased() {
        case "inf", "infinity", "+inf", "+infinity": .infinity
        case "-inf", "-infinity": -.infinity
        case "nan": .nan
        default: nil
        }
    }

    /// Skips digits and the underscores between them; `nil` if an underscore is elsewhere.
    private static func digits(_ rest: inout Substring.UTF8View) -> Int? {
        var count = 0
        var isAfterDigit = false
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                count += 1
                isAfterDigit = true
            case UInt8(ascii: "_"):
                guard isAfterDigit else { return nil }
                isAfterDigit = false
            default: return count == 0 || isAfterDigit ? count : nil
            }
            rest = rest.dropFirst()
        }
        return count == 0 || isAfterDigit ? count : nil
    }

    private static func drop(_ characters: StaticString, from rest: inout Substring.UTF8View) -> Bool {
        guard let first = rest.first, characters.withUTF8Buffer({ $0.contains(first) }) else { return false }
        rest = rest.dropFirst()
        return true
    }
}
