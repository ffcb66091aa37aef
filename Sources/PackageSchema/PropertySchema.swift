public import JSON
public import PulumiProtocol

/// A property of a resource, a function or an object type.
public struct PropertySchema: Sendable {
    /// The property's name.
    public let name: String
    /// The property's type.
    public let type: PropertyType
    /// Indicates whether it must be given.
    public let isRequired: Bool
    /// Indicates whether it must be known at once: no output of another resource.
    public let isPlain: Bool
    /// Indicates whether it must be kept encrypted.
    public let isSecret: Bool
    /// Indicates whether a change replaces the resource.
    public let willReplaceOnChanges: Bool
    /// The only value it may have, if there is one.
    public let constant: JSON?
    /// The value it has if it is not given.
    public let defaultValue: PropertyValue?
    /// The advice for a deprecated one; `nil` if it is not deprecated.
    public let deprecationMessage: String?
    /// The description for readers; empty if there is none.
    public let description: String
    /// The facts beyond Pulumi's format, which stand under the package's own name; null if there are none.
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
