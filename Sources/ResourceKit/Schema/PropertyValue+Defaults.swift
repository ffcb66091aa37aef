package import PulumiProtocol

/// The key under which an object's inputs list what Check filled in.
package let defaultsKey = "__defaults"

extension PropertyValue {
    /// The value, or `nil` for null.
    package var presentValue: PropertyValue? { isNull ? Optional.none : self }

    /// Indicates whether this says no more than an absent value does: empty text, list or map, false or zero.
    package var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .number(let value): value == 0
        case .string(let value): value.isEmpty
        case .list(let elements): elements.isEmpty
        case .map(let map): map.withoutDefaults.isEmpty
        default: false
        }
    }

    /// The value without the notes of what Check filled in, at every level.
    package var withoutNestedDefaults: PropertyValue {
        switch self {
        case .list(let elements): .list(elements.map(\.withoutNestedDefaults))
        case .map(let map): .map(map.withoutDefaults.mapValues(\.withoutNestedDefaults))
        default: self
        }
    }
}

extension PropertyMap {
    /// The map without the note of what Check filled in.
    package var withoutDefaults: PropertyMap { filter { $0.key != defaultsKey } }
}
