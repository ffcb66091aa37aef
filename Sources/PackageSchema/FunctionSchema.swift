public import JSON

/// A function of a package.
public struct FunctionSchema: Sendable {
    /// The function's full token.
    public let token: String
    /// Its arguments.
    public let inputs: ObjectSchema
    /// The properties of its result.
    public let outputs: ObjectSchema
    /// The advice for a deprecated one; `nil` if it is not deprecated.
    public let deprecationMessage: String?
    /// The description for readers; empty if there is none.
    public let description: String
    /// The facts beyond Pulumi's format, which stand under the package's own name; null if there are none.
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
