import Glibc

extension JSON {
    /// A number as it is written; two numbers are equal if their values are.
    public struct Number: Sendable {
        /// The number as in the document: `1`, `1.0` and `1e0` stay different texts.
        public let text: String

        /// A number with ECMAScript's text: the shortest that reads back as the same value, whole numbers without a
        /// fraction up to 21 digits.
        ///
        /// A number that is not finite has the text `null`, as `JSON.stringify` has it.
        public init(_ value: Double) {
            if let whole = Int(exactly: value), whole.magnitude < 1 << 53 {
                text = String(whole)
            } else {
                text = value.isFinite ? ecmaScriptText(value) : "null"
            }
        }

        /// A whole number.
        public init(_ value: Int) {
            text = String(value)
        }

        /// A number whose text is known to be one in JSON's grammar.
        init(verbatim text: String) {
            self.text = text
        }

        /// The nearest floating-point number; infinite if the text is beyond its range.
        public var double: Double {
            if let whole = Int(text), whole.magnitude < 1 << 53 { return Double(whole) }
            return strtod(text, nil)
        }

        /// The number as a whole number; `nil` if it has a fraction or does not fit.
        public var int: Int? {
            Int(text) ?? Int(exactly: double)
        }
    }
}

extension JSON.Number: Hashable {
    /// True if both have the same value; whole numbers are compared exactly.
    public static func == (left: Self, right: Self) -> Bool {
        if left.text == right.text { return true }
        let (leftInt, rightInt) = (left.int, right.int)
        return leftInt == nil && rightInt == nil ? left.double == right.double : leftInt == rightInt
    }

    /// Hashes the value, not the text.
    public func hash(into hasher: inout Hasher) {
        if let int { hasher.combine(int) } else { hasher.combine(double) }
    }
}

/// Returns the text of a finite number as `Number.prototype.toString` of ECMAScript writes it.
private func ecmaScriptText(_ value: Double) -> String {
    if value == 0 { return "0" }
    // Swift's text has the same shortest digits; only where the point and the exponent stand differs.
    var digits: [UInt8] = []
    var pointAfter = 0
    var exponent = 0
    var seenPoint = false
    let text = value.magnitude.description.utf8
    for (index, byte) in zip(text.indices, text) {
        switch byte {
        case UInt8(ascii: "."): seenPoint = true
        case UInt8(ascii: "e"):
            exponent = Int(Substring(text[text.index(after: index)...])) ?? 0
        default:
            digits.append(byte)
            if !seenPoint { pointAfter += 1 }
        }
        if exponent != 0 { break }
    }
    let leadingZeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leadingZeros)
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (value < 0 ? "-" : "") + place(digits: digits, point: pointAfter - leadingZeros + exponent)
}

/// ECMAScript's rule: `point` is where the decimal point stands, counted from the first digit.
private func place(digits: [UInt8], point: Int) -> String {
    func text(_ part: some Sequence<UInt8>) -> String { String(decoding: Array(part), as: UTF8.self) }
    func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
    switch point {
    case digits.count...21: return text(digits) + zeros(point - digits.count)
    case 1...21: return text(digits.prefix(point)) + "." + text(digits.dropFirst(point))
    case -5...0: return "0." + zeros(-point) + text(digits)
    default:
        let exponent = point - 1
        let fraction = digits.count > 1 ? "." + text(digits.dropFirst()) : ""
        return text(digits.prefix(1)) + fraction + "e" + (exponent < 0 ? "-" : "+") + String(exponent.magnitude)
    }
}
