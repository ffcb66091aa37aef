public import JSON

/// What a schema says of one function.
public struct FunctionSchema: Sendable {
    /// The function's full token.
    public let token: String
    /// Its arguments.
    public let inputs: ObjectSchema
    /// The properties of its result.
    public let outputs: ObjectSchema
    /// What to use instead; `nil` if it is not deprecated.
    public let deprecationMessage: String?
    /// What it does.
    public let description: String
    /// What the package says of it beyond Pulumi's format, under the package's own name; null if it says nothing.
    public let extras: JSON

    init(token: String, _ declaration: JSON.Object, package: String) {
        self.token = token
        let inputs = declaration["inputs"]
        let outputs = declaration["outputs"]
        self.inputs = ObjectSchema(
            token: token,
            inputs?["properties"],
            required: inputs?["required"],
            package: package
        )
        self.outputs = ObjectSchema(
            token: token,
            outputs?["properties"],
            required: outputs?["required"],
            package: package
        )
        deprecationMessage = declaration["deprecationMessage"]?.string
        description = declaration["description"]?.string ?? ""
        extras = declaration[package] ?? .null
    }
}
