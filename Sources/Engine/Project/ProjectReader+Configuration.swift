internal import PackageSchema
internal import PulumiProtocol

extension ProjectReader {
    /// Reads the `config` block; plain text there is the folder of the settings files.
    mutating func configuration(_ node: YAMLNode?, project: String) -> [ConfigurationDeclaration] {
        guard let node, !node.isNull, node.plainText == nil else { return [] }
        guard let entries = node.mapping else {
            refuse("config must be an object", at: node)
            return []
        }
        return entries.compactMap { entry in
            guard let name = entry.key.plainText, let key = ConfigurationKey.full(name, project: project) else {
                refuse("\(entry.key.scalar?.text ?? "this") is not a configuration key", at: entry.key)
                return nil
            }
            var declaration = ConfigurationDeclaration(
                key: key,
                name: name,
                isSecret: false,
                isRequired: key.hasPrefix("\(project):"),
                range: entry.key.range
            )
            // As in Pulumi, a key named `secret` sets the secrecy of all other keys.
            if name == "secret" {
                check(entry.value, named: "config.secret", .flag)
                declaration.fallback = entry.value.plainValue
            } else if entry.value.mapping != nil {
                declare(&declaration, as: entry.value)
            } else {
                setShorthand(entry.value, of: &declaration)
            }
            return declaration
        }
    }

    /// Reads a plain value: the default of a key of the project, or the value of another key.
    private mutating func setShorthand(_ node: YAMLNode, of declaration: inout ConfigurationDeclaration) {
        if let scalar = node.scalar {
            switch scalar.value {
            case .string, .integer, .bool: break
            default:
                refuse(
                    "config.\(declaration.name) must be a string, a whole number, a boolean, a list or an object",
                    at: node,
                    hint: node.isNull ? "write {} for a key that must be set" : "write it under 'default', or in quotes"
                )
            }
        }
        declaration.fallback = node.configurationDefault
        refuseInfinity(in: declaration, at: node)
    }

    /// Refuses infinities, because defaults are passed on as JSON.
    private mutating func refuseInfinity(in declaration: ConfigurationDeclaration, at node: YAMLNode) {
        if declaration.fallback?.holdsInfinity ?? false {
            refuse("config.\(declaration.name) holds a number that is not finite", at: node)
        }
    }

    private mutating func declare(_ declaration: inout ConfigurationDeclaration, as node: YAMLNode) {
        let name = declaration.name
        check(node, named: "config.\(name)", .declaration)
        declaration.description = node["description"]?.plainText
        declaration.isSecret = node["secret"]?.scalar?.bool ?? false
        let fallback = node["default"].flatMap { $0.isNull ? nil : $0 }
        let value = node["value"].flatMap { $0.isNull ? nil : $0 }
        declaration.fallback = (fallback ?? value)?.configurationDefault
        refuseInfinity(in: declaration, at: node)
        if let fallback, value != nil {
            refuse("config.\(name) cannot have both a 'default' and a 'value'", at: fallback)
        }
        guard declaration.isRequired else { return checkForeign(declaration, node, value, fallback) }
        declaration.type = node["type"].flatMap { type($0, items: node["items"], of: name) }
        if let type = declaration.type, let fallback, !type.accepts(fallback) {
            refuse(
                "the default value of configuration key '\(name)' is not of the expected type '\(type)'",
                at: fallback
            )
        }
    }

    /// Checks a key of another namespace, which may have nothing but a value.
    private mutating func checkForeign(
        _ declaration: ConfigurationDeclaration,
        _ node: YAMLNode,
        _ value: YAMLNode?,
        _ fallback: YAMLNode?
    ) {
        let summary = "configuration key '\(declaration.name)' is not namespaced by the project and"
        if let type = node["type"] {
            refuse("\(summary) should not define a type", at: type)
        } else if let fallback {
            refuse(
                "\(summary) should not define a default value",
                at: fallback,
                hint: "use 'value' instead of 'default'"
            )
        } else if value == nil {
            refuse("\(summary) must provide an attribute 'value'", at: node)
        }
    }

    private mutating func type(
        _ node: YAMLNode,
        items: YAMLNode?,
        of name: String
    ) -> ConfigurationDeclaration.ValueType? {
        let scalars: [String: ConfigurationDeclaration.ValueType] = [
            "string": .string, "integer": .integer, "boolean": .boolean, "object": .object,
        ]
        let written = node.plainText ?? ""
        if let type = scalars[written] { return type }
        guard written == "array" else {
            refuse(
                "configuration key '\(name)' has the unknown type '\(node.scalar?.text ?? "")'",
                at: node,
                hint: written == "number"
                    ? "use `integer`, or `string`"
                    : Spelling.hint(for: written, among: scalars.keys + ["array"])
                        ?? "use string, integer, boolean, array or object"
            )
            return nil
        }
        guard let items, let element = items["type"] else {
            refuse(
                "configuration key '\(name)' is an array and needs the type of its elements, with `items: {type: …}`",
                at: node
            )
            return nil
        }
        return type(element, items: items["items"], of: name).map { .array(of: $0) }
    }
}

extension ConfigurationDeclaration.ValueType {
    /// Returns whether a default has this type; dates have none.
    fileprivate func accepts(_ node: YAMLNode) -> Bool {
        switch (self, node.content) {
        case (.array(let element), .sequence(let elements)): elements.allSatisfy(element.accepts)
        case (.array, _): false
        default: accepts(node.plainValue) && (node.scalar == nil || !node.isTimestamp)
        }
    }
}

extension YAMLNode {
    fileprivate var isTimestamp: Bool {
        if case .timestamp = scalar?.value { true } else { false }
    }

    /// The node as a default value; dates have the form of RFC 3339.
    fileprivate var configurationDefault: PropertyValue {
        switch content {
        case .scalar(let scalar):
            if case .timestamp(let date) = scalar.value { return .string(date.internetText) }
            return plainValue
        case .sequence(let elements): return .list(elements.map(\.configurationDefault))
        case .mapping(let entries):
            return .map(PropertyMap(entries.map { ($0.key.scalar?.text ?? "", $0.value.configurationDefault) }))
        case .alias: return .null
        }
    }
}
