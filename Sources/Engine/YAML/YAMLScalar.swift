/// A scalar of a YAML document: its text as written and its resolved value.
public struct YAMLScalar: Hashable, Sendable {
    /// The style of a scalar.
    public enum Style: Hashable, Sendable {
        /// Without quotes; only this style can mean a number, a boolean or null.
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

    /// The resolved value of a scalar.
    public enum Value: Hashable, Sendable {
        /// No value: `~`, `null` or nothing.
        case null
        /// `true` or `false`.
        case bool(Bool)
        /// An integer.
        case integer(Int64)
        /// An integer above the largest `Int64`.
        case unsigned(UInt64)
        /// A number with a fraction or exponent, an infinity, or NaN.
        case float(Double)
        /// A date, perhaps with a time; in programs it is text.
        indirect case timestamp(YAMLTimestamp)
        /// Text.
        case string(String)
        /// A tag such as `!!int` that contradicts the text, with the error message.
        case contradiction(String)
    }

    /// The text: unquoted, unescaped and folded.
    public let text: String
    /// The style of the text.
    public let style: Style
    /// The tag in its short form (`!!int`, `!thing`); empty if none is written.
    public let tag: String
    /// The resolved value.
    public let value: Value

    /// Creates a scalar and resolves its value.
    public init(_ text: String, style: Style = .plain, tag: String = "") {
        self.text = text
        self.style = style
        self.tag = tag
        value = Self.resolve(text, style: style, tag: tag)
    }

    /// The text of a scalar that means text (a date does).
    public var string: String? {
        switch value {
        case .string, .timestamp: text
        default: nil
        }
    }

    /// The number of a scalar that means one; every number in a program is a float64.
    public var number: Double? {
        switch value {
        case .integer(let number): Double(number)
        case .unsigned(let number): Double(number)
        case .float(let number): number
        default: nil
        }
    }

    /// The boolean of a scalar that means one.
    public var bool: Bool? {
        if case .bool(let value) = value { value } else { nil }
    }

    /// Indicates an unquoted `<<`, the merge key.
    var isMerge: Bool { text == "<<" && (tag == "!!merge" || (style == .plain && (tag.isEmpty || tag == "!"))) }

    /// Returns the end of a scalar as Pulumi reports it: counted in bytes of the text, not of its notation.
    func end(from start: TextPosition) -> TextPosition {
        var line = start.line
        var length = text.utf8.count
        if style == .literal, let last = text.utf8.lastIndex(of: UInt8(ascii: "\n")) {
            line += text.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
            length = text.utf8.distance(from: last, to: text.utf8.endIndex) - 1
        }
        // One blank separates the tag from the text.
        let indent = tag.isEmpty ? 0 : tag.utf8.count + 1
        return TextPosition(line: line, column: start.column + indent + length)
    }
}
