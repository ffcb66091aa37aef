package import PulumiProtocol

/// The type of a property, with the object types it names resolved.
package indirect enum ValueType: Sendable {
    /// Text.
    case string
    /// A whole number.
    case integer
    /// Any number.
    case number
    /// True or false.
    case boolean
    /// Anything.
    case any
    /// Values of one type in order.
    case list(ValueType)
    /// Values of one type by name.
    case map(ValueType)
    /// An object with named properties.
    case object(ObjectSchema)
    /// One of several types.
    case oneOf([ValueType])

    /// The type as people call it.
    package var name: String {
        switch self {
        case .string: "a string"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "a boolean"
        case .any: "anything"
        case .list: "a list"
        case .map, .object: "an object"
        case .oneOf(let types): types.map(\.name).joined(separator: " or ")
        }
    }

    /// The object type that this is, or that the elements of this list or map are.
    package var objectSchema: ObjectSchema? {
        switch self {
        case .object(let schema): schema
        case .list(let element), .map(let element): element.objectSchema
        default: nil
        }
    }
}

/// The properties of an object type, by name.
package struct ObjectSchema: Sendable {
    /// The type's token, or the resource's.
    package let token: String
    /// Every property, by name.
    package let properties: [String: PropertySchema]
    /// The names, sorted.
    package let names: [String]

    package init(token: String, properties: [String: PropertySchema]) {
        self.token = token
        self.properties = properties
        names = properties.keys.sorted()
    }

    package subscript(name: String) -> PropertySchema? { properties[name] }
}

/// What the schema says of one property.
package struct PropertySchema: Sendable {
    /// A default that earlier versions of AWS's provider filled in.
    package struct LegacyDefault: Sendable {
        /// The value.
        package let value: PropertyValue
        /// Values of other properties with which it does not hold.
        package let exceptions: [String: [PropertyValue]]
    }

    package let name: String
    package let type: ValueType
    /// A program must give it.
    package let isRequired: Bool
    /// A change replaces the resource.
    package let replaces: Bool
    /// Adding or dropping the whole object replaces the resource; its members have their own flags.
    package let presenceReplaces: Bool
    /// AWS fills it in where the program does not: absence means "keep what AWS has".
    package let isComputed: Bool
    /// A list whose order means nothing.
    package let isSet: Bool
    /// Must be marked secret in outputs.
    package let isSecret: Bool
    /// Text that holds JSON.
    package let isJSON: Bool
    /// Filled in at Check.
    package let defaultValue: PropertyValue?
    /// What AWS does when the property is absent: neither sent nor a difference.
    package let assumed: PropertyValue?
    package let legacyDefault: LegacyDefault?
}
