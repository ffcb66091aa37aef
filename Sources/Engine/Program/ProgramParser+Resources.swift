internal import PackageSchema

extension ProgramParser {
    private static let resourceFields = ["type", "name", "defaultProvider", "properties", "options", "get"]

    mutating func resources(_ node: YAMLNode) -> [ResourceDeclaration] {
        (entries(node, named: "resources") ?? []).compactMap { key, node in
            resource(key, node)
        }
    }

    private mutating func resource(_ key: Name, _ node: YAMLNode) -> ResourceDeclaration? {
        guard let entries = entries(node, named: "resources.\(key.text)") else { return nil }
        var resource = ResourceDeclaration(key: key, type: Name(text: "", range: node.range))
        var hasType = false
        for (field, value) in entries {
            guard let expected = resourceField(field, in: key.text) else {
                checkUnread(value)
                continue
            }
            checkCase(of: field, expecting: expected)
            switch expected {
            case "type":
                hasType = true
                if let type = text(value, named: "type") { resource.type = type }
            case "name": resource.name = text(value, named: "name")?.text
            case "defaultProvider":
                resource.isDefaultProvider = bool(value, named: expected) ?? false
            case "properties": resource.properties = properties(value, of: key.text)
            case "options": readOptions(value, into: &resource.options)
            default: resource.get = get(value)
            }
        }
        if !hasType { refuse("Required field 'type' is missing on resource \"\(key.text)\"", at: node.range) }
        checkCombination(resource, hasType: hasType)
        return resource
    }

    /// Returns the field for a key of a resource; an unknown key is an error.
    private mutating func resourceField(_ key: Name, in resource: String) -> String? {
        if let field = key.text.spelling(among: Self.resourceFields) { return field }
        if ["condition", "metadata"].contains(key.text.lowercased()) { return nil }
        let isOption = ResourceOptionsDeclaration.names.contains(key.text)
        refuse(
            "Resource \(resource) has invalid key '\(key.text)'",
            at: key.range,
            hint: isOption
                ? "'\(key.text)' exists under options" : Spelling.hint(for: key.text, among: Self.resourceFields)
        )
        return nil
    }

    private mutating func checkCombination(_ resource: ResourceDeclaration, hasType: Bool) {
        if hasType, !resource.type.text.isEmpty {
            let parts = resource.type.text.split(separator: ":", omittingEmptySubsequences: false)
            if !(2...3).contains(parts.count) || parts.contains("") {
                refuse(
                    "invalid type token \"\(resource.type.text)\" of resource \(resource.key.text)",
                    at: resource.type.range,
                    hint: "write PACKAGE:MODULE:TYPE, or PACKAGE:TYPE"
                )
            }
        }
        if resource.isDefaultProvider, resource.providedPackage == nil {
            refuse("cannot set defaultProvider on non-provider resource", at: resource.key.range)
        }
        if resource.get != nil, resource.hasProperties {
            refuse(
                "Resource fields properties and get are mutually exclusive",
                at: resource.key.range,
                hint: "properties describe a resource that this stack manages, get one that it only reads"
            )
        }
    }

    private mutating func properties(_ node: YAMLNode, of name: String) -> ResourceDeclaration.Properties {
        guard let mapping = node.mapping else {
            if node.isNull { return .bindings([]) }
            return expression(node).map { .expression($0) } ?? .bindings([])
        }
        let bindings = mapping.compactMap { entry -> ProgramTemplate.Binding? in
            guard let key = key(entry.key), let value = expression(entry.value) else { return nil }
            return ProgramTemplate.Binding(name: key, value: value)
        }
        return .bindings(bindings)
    }

    private mutating func get(_ node: YAMLNode) -> ResourceDeclaration.Get {
        var get = ResourceDeclaration.Get()
        for (field, value) in record(node, named: "get", fields: ["id", "state"]) {
            if field == "id" {
                get.id = expression(value)
            } else if let entries = entries(value, named: "state") {
                get.state = entries.compactMap { key, node in
                    expression(node).map { ProgramTemplate.Binding(name: key, value: $0) }
                }
            }
        }
        return get
    }

    private mutating func readOptions(_ node: YAMLNode, into options: inout ResourceOptionsDeclaration) {
        guard let entries = entries(node, named: "options") else { return }
        for (key, value) in entries {
            let names = ResourceOptionsDeclaration.names
            guard let name = key.text.spelling(among: names) else {
                refuse(
                    "\(key.text) does not exist on resource options",
                    at: key.range,
                    hint: Spelling.hint(for: key.text, among: names)
                )
                continue
            }
            checkCase(of: key, expecting: name)
            readOption(name, value, into: &options)
        }
    }

    private mutating func readOption(_ name: String, _ node: YAMLNode, into options: inout ResourceOptionsDeclaration) {
        switch name {
        case "additionalSecretOutputs": options.additionalSecretOutputs = texts(node, named: name) ?? []
        case "ignoreChanges": options.ignoreChanges = texts(node, named: name) ?? []
        case "replaceOnChanges": options.replaceOnChanges = texts(node, named: name) ?? []
        case "hideDiffs": options.hideDiffs = texts(node, named: name) ?? []
        case "deleteBeforeReplace": options.deleteBeforeReplace = bool(node, named: name)
        case "retainOnDelete": options.retainOnDelete = bool(node, named: name)
        case "import": options.importID = text(node, named: name)?.text
        case "version": options.version = text(node, named: name)
        case "pluginDownloadURL": options.pluginDownloadURL = text(node, named: name)?.text
        case "customTimeouts": options.customTimeouts = timeouts(node)
        case "aliases": options.aliases = expression(node)
        case "dependsOn": options.dependsOn = expression(node)
        case "parent": options.parent = expression(node)
        case "protect": options.protect = expression(node)
        case "provider": options.provider = expression(node)
        case "providers": options.providers = expression(node)
        case "replaceWith": options.replaceWith = expression(node)
        case "deletedWith": options.deletedWith = expression(node)
        case "replacementTrigger": options.replacementTrigger = expression(node)
        default: options.envVarMappings = expression(node)
        }
    }

    private mutating func timeouts(_ node: YAMLNode) -> ResourceOptionsDeclaration.Timeouts {
        var timeouts = ResourceOptionsDeclaration.Timeouts()
        for (field, value) in record(node, named: "customTimeouts", fields: ["create", "update", "delete", "read"]) {
            let expression = expression(value)
            switch field {
            case "create": timeouts.create = expression
            case "update": timeouts.update = expression
            case "delete": timeouts.delete = expression
            default: timeouts.read = expression
            }
        }
        return timeouts
    }
}

extension ResourceDeclaration {
    /// Indicates that properties are given.
    fileprivate var hasProperties: Bool {
        switch properties {
        case .bindings(let bindings): !bindings.isEmpty
        case .expression: true
        }
    }
}
