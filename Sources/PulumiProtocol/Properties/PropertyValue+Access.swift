extension PropertyValue {
    /// The text, if this is a plain string.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The number, if this is a plain number.
    public var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The truth value, if this is a plain boolean.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements, if this is a plain list.
    public var list: [PropertyValue]? {
        if case .list(let value) = self { value } else { nil }
    }

    /// The properties, if this is a plain map.
    public var map: PropertyMap? {
        if case .map(let value) = self { value } else { nil }
    }

    /// True if this is ``PropertyValue/null``.
    public var isNull: Bool { self == .null }

    /// True if this value or one inside it is unknown.
    public var containsUnknowns: Bool {
        contains { value in
            switch value {
            case .unknown: true
            case .output(let output): output.value == nil
            default: false
            }
        }
    }

    /// True if this value or one inside it is secret.
    public var containsSecrets: Bool {
        contains { value in
            switch value {
            case .secret: true
            case .output(let output): output.isSecret
            default: false
            }
        }
    }

    /// True if `predicate` holds for this value or for one inside it.
    public func contains(where predicate: (PropertyValue) throws -> Bool) rethrows -> Bool {
        if try predicate(self) { return true }
        switch self {
        case .secret(let inner): return try inner.contains(where: predicate)
        case .output(let output): return try output.value?.contains(where: predicate) ?? false
        case .list(let elements): return try elements.contains { try $0.contains(where: predicate) }
        case .map(let map): return try map.contains { try $0.value.contains(where: predicate) }
        case .resource(let reference): return try reference.id?.contains(where: predicate) ?? false
        default: return false
        }
    }
}

extension PropertyMap {
    /// True if a value, at any level, is unknown.
    public var containsUnknowns: Bool { contains { $0.value.containsUnknowns } }

    /// True if a value, at any level, is secret.
    public var containsSecrets: Bool { contains { $0.value.containsSecrets } }
}

extension PropertyValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// Text as written in a program.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A truth value as written in a program.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A number as written in a program.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// A whole number as written in a program.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    /// A list as written in a program.
    public init(arrayLiteral elements: PropertyValue...) { self = .list(elements) }
    /// A map as written in a program.
    public init(dictionaryLiteral elements: (String, PropertyValue)...) { self = .map(PropertyMap(elements)) }
    /// Null as written in a program.
    public init(nilLiteral: ()) { self = .null }
}
