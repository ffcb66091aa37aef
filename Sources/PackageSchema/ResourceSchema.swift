import JSON

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

    init(token: String, _ declaration: JSON.Object) {
        self.token = token
        inputs = ObjectSchema(
            declaration["inputProperties"]?.object ?? [:],
            required: declaration["requiredInputs"]
        )
        outputs = ObjectSchema(declaration["properties"]?.object ?? [:], required: declaration["required"])
        isComponent = declaration["isComponent"]?.bool ?? false
        deprecationMessage = declaration["deprecationMessage"]?.string
        aliases = declaration["aliases"]?.array?.compactMap { $0["type"]?.string } ?? []
        description = declaration["description"]?.string ?? ""
    }
}
