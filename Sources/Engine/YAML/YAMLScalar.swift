/// A scalar of a YAML document: its text as written and what the text means.
public struct YAMLScalar: Hashable, Sendable {
    /// How a scalar is written.
    public enum Style: Hashable, Sendable {
        /// Without quotes; only such text may mean a number, a truth value or null.
        case plain
        /// In `'…'`.
        case singleQuoted
        /// In `"…"`.
        case doubleQuoted
        /// After `|`.
        case literal
        /// After `>`.
        case folded
    }

    /// What a scalar means.
    public enum Value: Hashable, Sendable {
        /// No value: `~`, `null` or nothing.
        case null
        /// `true` or `false`.
        case bool(Bool)
        /// A whole number that fits.
        case integer(Int64)
        /// A whole number over the largest `Int64`.
        case unsigned(UInt64)
        /// A number with a fraction or exponent, an infinity, or not a number.
        case float(Double)
        /// A date, perhaps with a time; programs take it as text.
        indirect case timestamp(YAMLTimestamp)
        /// Text.
        case string(String)
        /// A tag such as `!!int` contradicts the text; the sentence says how.
        case contradiction(String)
    }

    /// The text: unquoted, unescaped and folded.
    public let text: String
    /// How the text is written.
    public let style: Style
    /// The tag in its short form (`!!int`, `!thing`); empty if none is written.
    public let tag: String
    /// What the text means.
    public let value: Value

    /// A scalar from what is written.
    public init(_ text: String, style: Style = .plain, tag: String = "") {
        self.text = text
        self.style = style
        self.tag = tag
        value = Self.resolve(text, style: style, tag: tag)
    }

    /// The text, if the scalar means text (a date does).
    public var string: String? {
        switch value {
        case .string, .timestamp: text
        default: nil
        }
    }

    /// The number, if the scalar means one; every number of a program is a float64.
    public var number: Double? {
        switch value {
        case .integer(let number): Double(number)
        case .unsigned(let number): Double(number)
        case .float(let number): number
        default: nil
        }
    }

    /// The truth value, if the scalar means one.
    public var bool: Bool? {
        if case .bool(let value) = value { value } else { nil }
    }

    /// Whether the scalar is `<<` without quotes, which merges the mappings behind it into its own.
    var isMerge: Bool { text == "<<" && (tag == "!!merge" || (style == .plain && (tag.isEmpty || tag == "!"))) }

    /// Where a scalar that starts there ends, by Pulumi's reckoning: bytes of the text, not of what is written.
    func end(from start: TextPosition) -> TextPosition {
        var line = start.line
        var length = text.utf8.count
        if style == .literal, let last = text.utf8.lastIndex(of: UInt8(ascii: "\n")) {
            line += text.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
            length = text.utf8.distance(from: last, to: text.utf8.endIndex) - 1
        }
        // A written tag stands before the text; one blank parts them.
        let indent = tag.isEmpty ? 0 : tag.utf8.count + 1
        return TextPosition(line: line, column: start.column + indent + length)
    }
}
