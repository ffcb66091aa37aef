/// A cache or an export in the form of docker buildx: a kind and its attributes.
package struct BuilderOption: Hashable, Sendable {
    /// One attribute.
    package struct Attribute: Hashable, Sendable {
        /// The name, as docker buildx has it.
        package let name: String
        /// The value.
        package let value: String

        /// An attribute from its parts.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The kind, such as `registry`; `raw` for a text whose kind is not looked at.
    package let kind: String
    /// The attributes.
    package let attributes: [Attribute]
    /// Environment variables that the builder gets for it: secrets, which must not stand in an argument list.
    package let environment: [String: String]
    /// The path of the input that asks for it, such as `cacheFrom[0].registry`.
    package let input: String

    /// An option from its parts.
    package init(
        kind: String,
        attributes: [Attribute] = [],
        environment: [String: String] = [:],
        input: String
    ) {
        self.kind = kind
        self.attributes = attributes
        self.environment = environment
        self.input = input
    }

    /// The value of an attribute; `nil` if it is not given.
    package subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The option as docker buildx reads it: a line of comma-separated values.
    var text: String {
        if kind == "raw" { return self["text"] ?? "" }
        let fields = ["type=\(kind)"] + attributes.map { "\($0.name)=\($0.value)" }
        return fields.map(Self.field).joined(separator: ",")
    }

    private static func field(_ text: String) -> String {
        guard text.contains(where: { ",\"\n".contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
