extension JSON {
    /// The text, if this is a string.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The truth value, if this is one.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The nearest floating-point number, if this is a number.
    public var double: Double? {
        if case .number(let value) = self { value.double } else { nil }
    }

    /// The whole number, if this is one that fits.
    public var int: Int? {
        if case .number(let value) = self { value.int } else { nil }
    }

    /// The elements, if this is an array.
    public var array: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members, if this is an object.
    public var object: Object? {
        if case .object(let value) = self { value } else { nil }
    }

    /// True if this is `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// A member's value; `nil` if it is absent or this is no object.
    public subscript(key: String) -> JSON? { object?[key] }

    /// An element; `nil` if there are fewer or this is no array.
    public subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByNilLiteral
{
    /// Text as written in a program.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A truth value as written in a program.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A number as written in a program.
    public init(floatLiteral value: Double) { self = .number(Number(value)) }
    /// A whole number as written in a program.
    public init(integerLiteral value: Int) { self = .number(Number(value)) }
    /// An array as written in a program.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// An object as written in a program.
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(Object(elements)) }
    /// `null` as written in a program.
    public init(nilLiteral: ()) { self = .null }
}

extension JSON {
    /// A number.
    public static func number(_ value: Double) -> JSON { .number(Number(value)) }

    /// A whole number.
    public static func number(_ value: Int) -> JSON { .number(Number(value)) }
}

extension JSON: CustomStringConvertible {
    /// The document without white space.
    public var description: String { text() }
}
