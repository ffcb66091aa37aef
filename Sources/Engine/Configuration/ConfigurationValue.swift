public import PulumiProtocol

/// What a stack's settings hold for one key (`project:name` or `package:name`), decrypted.
///
/// Pulumi gives every plain value to programs as text, whichever way YAML would read it: `4` and `"4"` are the same.
public enum ConfigurationValue: Hashable, Sendable {
    /// A plain scalar: text, or a number or truth value as it is written.
    case text(String)
    /// A scalar that is stored encrypted.
    case secret(String)
    /// A list or a map; leaves that are stored encrypted are ``PulumiProtocol/PropertyValue/secret(_:)``.
    case object(PropertyValue)

    /// Whether the value or a part of it is stored encrypted.
    public var containsSecrets: Bool {
        switch self {
        case .text: false
        case .secret: true
        case .object(let value): value.containsSecrets
        }
    }
}
