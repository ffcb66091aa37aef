public import JSON

/// What a schema says of one resource.
public struct ResourceSchema: Sendable {
    /// The resource's full token.
    public let token: String
    /// The properties that a program gives.
    public let inputs: ObjectSchema
    /// The properties that it has when it is deployed.
    public let outputs: ObjectSchema
    /// Whether it is made of other resources.
    public let isComponent: Bool
    /// What to use instead; `nil` if it is not deprecated.
    public let deprecationMessage: String?
    /// The types that it had before.
    public let aliases: [String]
    /// What it is for.
    public let description: String
    /// What the package says of it beyond Pulumi's format, under the package's own name; null if it says nothing.
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
        deprecationMessage = declaration["deprecationMessage"]?.string
        aliases = declaration["aliases"]?.array?.compactMap { $0["type"]?.string } ?? []
        description = declaration["description"]?.string ?? ""
        extras = declaration[package] ?? .null
    }
}
