internal import Glibc

/// Numbers as text, read as Go's `strconv` does.
enum GoNumber {
    /// A decimal number such as `-1_000.5e3`; `nil` for anything else, and for what no float64 can hold.
    ///
    /// Underscores may stand between digits.
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

    /// An infinity or no number, by one of the names that Go knows.
    static func special(_ text: String) -> Double? {
        switch text.lowercased() {
        case "inf", "infinity", "+inf", "+infinity": .infinity
        case "-inf", "-infinity": -.infinity
        case "nan": .nan
        default: nil
        }
    }

    /// Passes digits and the underscores between them; `nil` if an underscore stands elsewhere.
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
