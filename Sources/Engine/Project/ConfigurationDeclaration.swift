public import PulumiProtocol

/// A declaration of a configuration key in a project's `config` block.
public struct ConfigurationDeclaration: Hashable, Sendable {
    /// The declared type of a value.
    public indirect enum ValueType: Hashable, Sendable {
        /// Any text.
        case string
        /// An integer.
        case integer
        /// A boolean.
        case boolean
        /// A list of values of one type.
        case array(of: ValueType)
        /// A map.
        case object
    }

    /// The full key, such as `shop:replicas` or `aws:region`.
    public var key: String
    /// The key as written, which may lack the project's name.
    public var name: String
    /// The declared type; only a declared type is checked.
    public var type: ValueType?
    /// The purpose of the value, for messages.
    public var description: String?
    /// Requires the value to be encrypted.
    public var isSecret: Bool
    /// The default value; `nil` if the stack must set one.
    public var fallback: PropertyValue?
    /// Indicates a key of the project itself, whose absence is an error.
    public var isRequired: Bool
    /// The position of the key in the file.
    public var range: TextRange
}

extension ConfigurationDeclaration.ValueType: CustomStringConvertible {
    /// The type as in messages: `array<string>`.
    public var description: String {
        switch self {
        case .string: "string"
        case .integer: "integer"
        case .boolean: "boolean"
        case .array(let element): "array<\(element)>"
        case .object: "object"
        }
    }

    /// Returns whether a value has this type; text may hold a number or boolean, as in settings files.
    func accepts(_ value: PropertyValue) -> Bool {
        switch (self, value) {
        case (.string, .string): true
        case (.integer, .number(let number)): number.rounded() == number
        case (.integer, .string(let text)): Int(text) != nil
        case (.boolean, .bool): true
        case (.boolean, .string(let text)): text == "true" || text == "false"
        case (.array(let element), .list(let elements)): elements.allSatisfy(element.accepts)
        case (.object, .map): true
        default: false
        }
    }
}
