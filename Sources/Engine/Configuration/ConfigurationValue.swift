public import JSON
public import PulumiProtocol

/// A decrypted value of a stack's configuration.
///
/// Pulumi passes every plain value to programs as text, whatever its YAML type: `4` and `"4"` are the same.
public enum ConfigurationValue: Hashable, Sendable {
    /// A plain scalar: text, or a number or boolean as written.
    case text(String)
    /// A scalar that is stored encrypted.
    case secret(String)
    /// A list or a map; encrypted leaves are ``PulumiProtocol/PropertyValue/secret(_:)``.
    case object(PropertyValue)

    /// Reads and decrypts a value from an entry of a stack's history.
    ///
    /// - Throws: ``StateError`` if a secret cannot be decrypted.
    public init(history json: JSON, _ secrets: any SecretsProvider) throws(StateError) {
        switch try Self.value(json, secrets) {
        case .string(let text): self = .text(text)
        case .secret(.string(let text)): self = .secret(text)
        case let value: self = .object(value)
        }
    }

    private static func value(_ json: JSON, _ secrets: any SecretsProvider) throws(StateError) -> PropertyValue {
        switch json {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let number): return .number(number.double)
        case .string(let text): return .string(text)
        case .array(let elements):
            var list: [PropertyValue] = []
            for element in elements { list.append(try value(element, secrets)) }
            return .list(list)
        case .object(let object):
            if object.count == 1, let ciphertext = object["secure"]?.string {
                return .secret(.string(try secrets.decrypt(ciphertext)))
            }
            var map = PropertyMap()
            for member in object { map[member.key] = try value(member.value, secrets) }
            return .map(map)
        }
    }

    /// Indicates a list, a map or null.
    public var isObject: Bool {
        if case .object = self { true } else { false }
    }

    /// The value as text with secrets decrypted; lists and maps are JSON.
    public var text: String { property.plain.string ?? "" }

    /// Indicates that the value or a part of it is stored encrypted.
    public var containsSecrets: Bool {
        switch self {
        case .text: false
        case .secret: true
        case .object(let value): value.containsSecrets
        }
    }
}
