public import JSON

// Plain values as JSON, where no key is a signature: texts of a program, answers of AWS, settings of a provider.

extension PropertyValue {
    /// Creates a value from JSON as it is, without a meaning for signature keys.
    public init(plain json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let value): self = .number(value.double)
        case .string(let value): self = .string(value)
        case .array(let elements): self = .list(elements.map(PropertyValue.init(plain:)))
        case .object(let object):
            self = .map(PropertyMap(object.map { ($0.key, PropertyValue(plain: $0.value)) }))
        }
    }
}

extension JSON {
    /// Zero below zero, whose sign Go writes.
    private static let negativeZero = (try? JSON(parsing: "-0")) ?? .number(0)

    /// Creates JSON from a plain value as Go writes it.
    ///
    /// A resource becomes its URN, an asset an empty object; what is unknown or infinite becomes null.
    public init(plain value: PropertyValue) {
        switch value {
        case .bool(let bool): self = .bool(bool)
        case .number(let number) where number == 0 && number.sign == .minus: self = Self.negativeZero
        case .number(let number): self = number.isFinite ? .number(number) : .null
        case .string(let text): self = .string(text)
        case .list(let elements): self = .array(elements.map { JSON(plain: $0) })
        case .map(let map): self = .object(JSON.Object(map.map { ($0.key, JSON(plain: $0.value)) }))
        case .secret(let inner): self = JSON(plain: inner)
        case .resource(let reference): self = .string(reference.urn)
        case .asset, .archive: self = .object(JSON.Object())
        case .null, .output, .unknown: self = .null
        }
    }
}
