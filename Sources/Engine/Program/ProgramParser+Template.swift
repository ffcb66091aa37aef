internal import PackageSchema

extension ProgramParser {
    private static let sections: [String] = [
        "config", "configuration", "variables", "resources", "outputs", "pulumi",
    ]
    /// The keys of a project file that are not part of the program.
    private static let projectKeys: Set<String> = [
        "name", "runtime", "description", "main", "backend", "plugins", "options", "template", "stackconfigdir",
        "author", "website", "license", "packages", "namespace", "version", "components", "sdks", "refresh",
        "deployment", "requiredpulumiversion", "build",
    ]

    /// Parses the program of a document.
    mutating func template(_ document: YAMLDocument) -> ProgramTemplate {
        var template = ProgramTemplate()
        guard let root = document.root, root.mapping != nil, let entries = entries(root, named: "template") else {
            let range = document.root?.range ?? TextRange(TextPosition(line: 1, column: 1))
            refuse("Top level of '\(file)' must be an object", at: range)
            return template
        }
        if let next = document.nextDocument {
            warn("only the first document of the file is read; the rest is ignored", at: TextRange(next))
        }
        var hasSettings = false
        for (key, node) in entries {
            let section = key.text.lowercased()
            guard let expected = Self.sections.first(where: { $0 == section }) else {
                checkUnknownSection(key, node)
                if Self.resemblesResources(key, node) { template.suspectedSections.append(key) }
                continue
            }
            checkCase(of: key, expecting: expected)
            switch section {
            case "config": template.configuration += configuration(node, section: section)
            case "configuration":
                let old = configuration(node, section: section)
                hasSettings = hasSettings || !old.isEmpty
                template.configuration += old
            case "variables": template.variables = bindings(node, named: section)
            case "resources": template.resources = resources(node)
            case "outputs": template.outputs = bindings(node, named: section)
            default: template.requiredVersion = requiredVersion(node)
            }
        }
        if hasSettings { warnOfOldConfiguration(root) }
        preferNewConfiguration(&template)
        return template
    }

    private mutating func warnOfOldConfiguration(_ root: YAMLNode) {
        guard let key = root.mapping?.first(where: { $0.key.string?.lowercased() == "configuration" })?.key else {
            return
        }
        warn(
            "root-level `configuration` field is deprecated; please use `config` instead.",
            at: key.range
        )
    }

    /// Removes keys from `configuration` that `config` declares too.
    private func preferNewConfiguration(_ template: inout ProgramTemplate) {
        let new = Set(template.configuration.filter { !$0.isOfOldBlock }.map(\.name.text))
        template.configuration.removeAll { $0.isOfOldBlock && new.contains($0.name.text) }
    }

    private mutating func checkUnknownSection(_ key: Name, _ node: YAMLNode) {
        let name = key.text.lowercased()
        guard !Self.projectKeys.contains(name) else {
            switch name {
            case "components":
                let isEmpty = entries(node, named: name)?.isEmpty ?? true
                if !isEmpty { refuse("components are only supported in plugins, not in programs", at: key.range) }
            case "namespace": refuse("namespace is only supported in component plugins", at: key.range)
            case "sdks": refuse("sdks is reserved", at: key.range)
            case "name", "description", "version": _ = text(node, named: name)
            default: checkUnread(node)
            }
            return
        }
        checkUnread(node)
        let hint = Spelling.hint(for: key.text, among: Self.sections + Self.projectKeys.sorted())
        warn("'\(key.text)' is not a top-level key and is ignored", at: key.range, hint: hint)
    }

    /// Returns whether an unknown section is near to `resources` by its name, or has entries with a type.
    private static func resemblesResources(_ key: Name, _ node: YAMLNode) -> Bool {
        guard !projectKeys.contains(key.text.lowercased()) else { return false }
        return Spelling.nearest(to: key.text, among: ["resources"]) != nil
            || node.mapping?.contains { $0.value["type"]?.string != nil } ?? false
    }

    private mutating func requiredVersion(_ node: YAMLNode) -> Expression? {
        record(node, named: "pulumi", fields: ["requiredVersion"]).first.flatMap { expression($0.1) }
    }

    private mutating func bindings(_ node: YAMLNode, named name: String) -> [ProgramTemplate.Binding] {
        (entries(node, named: name) ?? []).compactMap { key, node in
            expression(node).map { ProgramTemplate.Binding(name: key, value: $0) }
        }
    }

    private mutating func configuration(_ node: YAMLNode, section: String) -> [ProgramTemplate.ConfigurationKey] {
        // The old form `config: folder` names the folder of the settings files.
        guard node.mapping != nil else {
            refuse(
                "\(section) must be an object",
                at: node.range,
                hint: node.string == nil ? nil : "use stackConfigDir"
            )
            return []
        }
        return (entries(node, named: section) ?? []).map { key, node in
            var declared = ProgramTemplate.ConfigurationKey(name: key, isOfOldBlock: section == "configuration")
            // A plain value is a default, which the engine reads from the project file.
            guard node.mapping != nil else {
                _ = expression(node)
                return declared
            }
            readFields(of: node, named: "\(section).\(key.text)", into: &declared)
            return declared
        }
    }

    private mutating func readFields(
        of node: YAMLNode,
        named name: String,
        into declared: inout ProgramTemplate.ConfigurationKey
    ) {
        // Project files may describe a key; programs ignore the description.
        let fields = ["type", "name", "secret", "default", "value", "items", "description"]
        for (field, value) in record(node, named: name, fields: fields) {
            switch field {
            case "type": declared.type = text(value, named: "\(name).type")
            case "name": declared.setting = text(value, named: "\(name).name")?.text
            case "secret": declared.isSecret = bool(value, named: "\(name).secret")
            case "default": declared.fallback = expression(value)
            case "value": _ = expression(value)
            case "items":
                var items = declared
                readFields(of: value, named: "\(name).items", into: &items)
            default: checkUnread(value)
            }
        }
    }

    /// Returns the fields of an object of known shape, with warnings for names in the wrong case and unknown names.
    mutating func record(_ node: YAMLNode, named name: String, fields: [String]) -> [(String, YAMLNode)] {
        guard let entries = entries(node, named: name) else { return [] }
        return entries.compactMap { key, node in
            guard let field = key.text.spelling(among: fields) else {
                let hint = Spelling.hint(for: key.text, among: fields)
                warn("Field '\(key.text)' does not exist on Object '\(name)'", at: key.range, hint: hint)
                checkUnread(node)
                return nil
            }
            checkCase(of: key, expecting: field)
            return (field, node)
        }
    }
}
