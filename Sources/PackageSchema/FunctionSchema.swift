import JSON

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

    init(token: String, _ declaration: JSON.Object) {
        self.token = token
        let inputs = declaration["inputs"]
        let outputs = declaration["outputs"]
        self.inputs = ObjectSchema(inputs?["properties"]?.object ?? [:], required: inputs?["required"])
        self.outputs = ObjectSchema(outputs?["properties"]?.object ?? [:], required: outputs?["required"])
        deprecationMessage = declaration["deprecationMessage"]?.string
        description = declaration["description"]?.string ?? ""
    }
}
