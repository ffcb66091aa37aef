public import JSON
public import PulumiProtocol

/// What a schema says of one property.
public struct PropertySchema: Sendable {
    /// The property's name.
    public let name: String
    /// The property's type.
    public let type: PropertyType
    /// Whether it must be given.
    public let isRequired: Bool
    /// Whether it must be known at once: no output of another resource.
    public let isPlain: Bool
    /// Whether it must be kept encrypted.
    public let isSecret: Bool
    /// Whether a change replaces the resource.
    public let willReplaceOnChanges: Bool
    /// The only value it may have, if there is one.
    public let constant: JSON?
    /// The value it has if it is not given.
    public let defaultValue: PropertyValue?
    /// What to use instead; `nil` if it is not deprecated.
    public let deprecationMessage: String?
    /// What it is for.
    public let description: String
    /// What the package says of it beyond Pulumi's format, under the package's own name; null if it says nothing.
    public let extras: JSON

    init(name: String, isRequired: Bool, _ declaration: JSON, package: String) {
        self.name = name
        self.isRequired = isRequired
        type = PropertyType(declaration)
        isPlain = declaration["plain"]?.bool ?? false
        isSecret = declaration["secret"]?.bool ?? false
        willReplaceOnChanges =
            declaration["willReplaceOnChanges"]?.bool ?? declaration["replaceOnChanges"]?.bool ?? false
        constant = declaration["const"]
        defaultValue = declaration["default"].map(PropertyValue.init(plain:))
        deprecationMessage = declaration["deprecationMessage"]?.string
        description = declaration["description"]?.string ?? ""
        extras = declaration[package] ?? .null
    }
}
