package import JSON
import PulumiProtocol

/// Turns types of the package-schema format into ``ValueType``s, following references into its `types`.
package struct TypeResolver {
    /// The schema's `types`, by token.
    package let types: JSON.Object
    /// Tokens being resolved: a type that contains itself is anything, from there on.
    private var open: Set<String> = []

    package init(types: JSON.Object) {
        self.types = types
    }

    /// The object type with those properties.
    package func object(_ token: String, _ properties: JSON?, required: JSON?) -> ObjectSchema {
        let required = Set((required?.array ?? []).compactMap(\.string))
        var result: [String: PropertySchema] = [:]
        for (name, spec) in (properties?.object ?? [:]).map({ ($0.key, $0.value) }) {
            result[name] = property(name, spec, isRequired: required.contains(name))
        }
        return ObjectSchema(token: token, properties: result)
    }

    private func property(_ name: String, _ spec: JSON, isRequired: Bool) -> PropertySchema {
        let extras = spec["aws"] ?? .null
        return PropertySchema(
            name: name,
            type: type(spec),
            isRequired: isRequired,
            replaces: spec["willReplaceOnChanges"]?.bool ?? false,
            presenceReplaces: extras["block"]?.bool ?? false,
            isComputed: extras["computed"]?.bool ?? false,
            isSet: extras["set"]?.bool ?? false,
            isSecret: spec["secret"]?.bool ?? false,
            isJSON: extras["json"]?.bool ?? false,
            defaultValue: spec["default"].map(PropertyValue.init(plain:)),
            assumed: extras["assumed"].map(PropertyValue.init(plain:)),
            legacyDefault: extras["legacy"].map(PropertySchema.LegacyDefault.init)
        )
    }

    private func type(_ spec: JSON) -> ValueType {
        if let reference = spec["$ref"]?.string {
            return referenced(reference)
        }
        if let alternatives = spec["oneOf"]?.array {
            return .oneOf(alternatives.map(type))
        }
        switch spec["type"]?.string {
        case "string": return .string
        case "integer": return .integer
        case "number": return .number
        case "boolean": return .boolean
        case "array": return .list(spec["items"].map(type) ?? .any)
        case "object": return .map(spec["additionalProperties"].map(type) ?? .any)
        default: return .any
        }
    }

    private func referenced(_ reference: String) -> ValueType {
        let prefix = "#/types/"
        guard reference.hasPrefix(prefix) else { return .any }
        let token = String(reference.dropFirst(prefix.count))
        guard let spec = types[token], !open.contains(token) else { return .any }
        var inner = self
        inner.open.insert(token)
        return .object(inner.object(token, spec["properties"], required: spec["required"]))
    }
}

extension PropertySchema.LegacyDefault {
    init(_ json: JSON) {
        value = json["value"].map(PropertyValue.init(plain:)) ?? .null
        var exceptions: [String: [PropertyValue]] = [:]
        for pair in json["unless"]?.object ?? [:] {
            exceptions[pair.key] = (pair.value.array ?? []).map(PropertyValue.init(plain:))
        }
        self.exceptions = exceptions
    }
}
