public import JSON

/// A resource type of a package.
public struct ResourceSchema: Sendable {
    /// The resource's full token.
    public let token: String
    /// The properties that a program gives.
    public let inputs: ObjectSchema
    /// The properties that it has when it is deployed.
    public let outputs: ObjectSchema
    /// Indicates whether it is made of other resources.
    public let isComponent: Bool
    /// Indicates whether the package only says what others read of one, and cannot create it.
    public let isOverlay: Bool
    /// The advice for a deprecated one; `nil` if it is not deprecated.
    public let deprecationMessage: String?
    /// The types that it had before.
    public let aliases: [String]
    /// The description for readers; empty if there is none.
    public let description: String
    /// The facts beyond Pulumi's format, which stand under the package's own name; null if there are none.
    public let extras: JSON

    init(token: String, _ declaration: JSON.Object, package: String) {
        self.token = token
        inputs = ObjectSchema(
            token: token,
            declaration["inputProperties"],
            required: declaration["requiredInputs"],
            package: package
        )
        outputs = ObjectSchema(
            token: token,
            declaration["properties"],
            required: declaration["required"],
            package: package
        )
        isComponent = declaration["isComponent"]?.bool ?? false
        isOverlay = declaration["isOverlay"]?.bool ?? false
        deprecationMessage = declaration["deprecationMessage"]?.string
        aliases = declaration["aliases"]?.array?.compactMap { $0["type"]?.string } ?? []
        description = declaration["description"]?.string ?? ""
        extras = declaration[package] ?? .null
    }
}
