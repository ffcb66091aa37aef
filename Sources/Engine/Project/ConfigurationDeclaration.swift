public import PulumiProtocol

/// A value that a project's `config` block asks for or gives.
public struct ConfigurationDeclaration: Hashable, Sendable {
    /// What kind of value is asked for.
    public indirect enum ValueType: Hashable, Sendable {
        /// Any text.
        case string
        /// A whole number.
        case integer
        /// `true` or `false`.
        case boolean
        /// A list of values of one type.
        case array(of: ValueType)
        /// Values by name.
        case object
    }

    /// The full key, such as `shop:replicas` or `aws:region`.
    public var key: String
    /// The key as written, which may lack the project's name.
    public var name: String
    /// The type, if one is declared; only then is a value checked.
    public var type: ValueType?
    /// What the value is for.
    public var description: String?
    /// Whether the value must be encrypted.
    public var isSecret: Bool
    /// The value where the stack has none; `nil` if the stack must have one.
    public var fallback: PropertyValue?
    /// Whether the key belongs to the project, so that its absence is an error.
    public var isRequired: Bool
    /// Where the key stands in the file.
    public var range: TextRange
}

extension ConfigurationDeclaration.ValueType: CustomStringConvertible {
    /// As messages name the type: `array<string>`.
    public var description: String {
        switch self {
        case .string: "string"
        case .integer: "integer"
        case .boolean: "boolean"
        case .array(let element): "array<\(element)>"
        case .object: "object"
        }
    }

    /// Whether a value is of this type; numbers and truth values may be given as text, as settings files do.
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
