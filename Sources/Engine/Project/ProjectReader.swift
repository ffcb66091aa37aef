internal import PulumiProtocol

/// Reads a project's settings from its document and collects what is wrong.
struct ProjectReader {
    private let file: String
    private var faults: [Diagnostic] = []
    private var warnings: [Diagnostic] = []

    init(file: String) {
        self.file = file
    }

    mutating func read(_ document: YAMLDocument, path: String) throws(DiagnosticError) -> Project {
        guard let root = document.root, !root.isNull else {
            throw refusal("expected project to be an object, was '<nil>'", hint: "write at least `name` and `runtime`")
        }
        guard root.mapping != nil else {
            throw refusal("expected project to be an object", at: root)
        }
        if document.isFollowedByAnother {
            warn("only the first document of the file is read; what follows `---` is ignored", at: nil)
        }
        let name = name(in: root)
        let (runtime, options) = runtime(root["runtime"], at: root)
        let project = Project(
            file: path,
            name: name,
            runtime: runtime,
            runtimeOptions: options,
            description: text(root["description"], named: "description"),
            main: text(root["main"], named: "main"),
            backendURL: text(root["backend"]?["url"], named: "backend.url"),
            stackConfigurationFolder: text(
                root["stackConfigDir"] ?? stringConfiguration(root),
                named: "stackConfigDir"
            ),
            providers: providers(root["plugins"]?["providers"]),
            configuration: configuration(root["config"], project: name),
            refreshesAlways: root["options"]?["refresh"]?.string == "always",
            warnings: warnings,
            document: document
        )
        guard faults.isEmpty else { throw DiagnosticError(faults) }
        return project
    }

    private mutating func name(in root: YAMLNode) -> String {
        guard let node = root["name"], !node.isNull else {
            let misspelt = root.mapping?.first { $0.key.string?.lowercased() == "name" }
            refuse(
                "project is missing a 'name' attribute",
                at: misspelt?.key ?? root,
                hint: misspelt?.key.string.map { "found '\($0)' instead" }
            )
            return ""
        }
        guard let name = node.string, !name.isEmpty else {
            refuse("the project's name must be a string that is not empty", at: node)
            return ""
        }
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_.".utf8.contains(byte)
        }
        if !isPlain || name.utf8.count > 100 {
            refuse(
                "project names may only contain alphanumerics, hyphens, underscores and periods (at most 100)",
                at: node
            )
        }
        return name
    }

    /// The `runtime`: a name, or an object with `name` and `options`.
    private mutating func runtime(_ node: YAMLNode?, at root: YAMLNode) -> (name: String?, options: PropertyMap) {
        guard let node, !node.isNull else {
            warn("the project names no `runtime`, so that no program is run", at: root, hint: "add `runtime: yaml`")
            return (nil, [:])
        }
        if let name = node.string { return (name, [:]) }
        guard let name = node["name"]?.string else {
            refuse("the project's runtime must be a string or an object with a name", at: node)
            return (nil, [:])
        }
        return (name, node["options"]?.plainValue.map ?? [:])
    }

    /// `config` once was the folder of the settings.
    private func stringConfiguration(_ root: YAMLNode) -> YAMLNode? {
        root["config"].flatMap { $0.string == nil ? nil : $0 }
    }

    private mutating func providers(_ node: YAMLNode?) -> [Project.ProviderPlugin] {
        guard let node, !node.isNull else { return [] }
        guard let elements = node.sequence else {
            refuse("plugins.providers must be a list of objects with a name and a path", at: node)
            return []
        }
        return elements.compactMap { element in
            guard let name = element["name"]?.string, let path = element["path"]?.string else {
                refuse("a provider under plugins.providers must have a name and a path", at: element)
                return nil
            }
            return Project.ProviderPlugin(name: name, path: path, version: element["version"]?.scalar?.text)
        }
    }

    private mutating func text(_ node: YAMLNode?, named name: String) -> String? {
        guard let node, !node.isNull else { return nil }
        guard let text = node.string else {
            refuse("\(name) must be a string", at: node)
            return nil
        }
        return text
    }

    private mutating func refuse(_ summary: String, at node: YAMLNode, hint: String? = nil) {
        faults.append(Diagnostic(.error, summary, file: file, range: node.range, hint: hint))
    }

    private func refusal(_ summary: String, at node: YAMLNode? = nil, hint: String? = nil) -> DiagnosticError {
        DiagnosticError(Diagnostic(.error, summary, file: file, range: node?.range, hint: hint))
    }

    private mutating func warn(_ summary: String, at node: YAMLNode?, hint: String? = nil) {
        warnings.append(Diagnostic(.warning, summary, file: file, range: node?.range, hint: hint))
    }
}

// MARK: - Declared configuration

extension ProjectReader {
    private static let declarationKeys: Set<String> = ["type", "description", "items", "default", "value", "secret"]

    private mutating func configuration(_ node: YAMLNode?, project: String) -> [ConfigurationDeclaration] {
        guard let node, !node.isNull, node.string == nil else { return [] }
        guard let entries = node.mapping else {
            refuse("config must be an object", at: node)
            return []
        }
        return entries.compactMap { entry in
            guard let name = entry.key.scalar?.text else {
                refuse("mapping keys must be strings", at: entry.key)
                return nil
            }
            return declaration(of: name, entry.value, at: entry.key, project: project)
        }
    }

    private mutating func declaration(
        of name: String,
        _ node: YAMLNode,
        at place: YAMLNode,
        project: String
    ) -> ConfigurationDeclaration? {
        let isQualified = name.utf8.contains(UInt8(ascii: ":"))
        let key = isQualified ? name : "\(project):\(name)"
        var declaration = ConfigurationDeclaration(
            key: key,
            name: name,
            isSecret: false,
            isRequired: key.hasPrefix("\(project):"),
            range: place.range
        )
        // A bare value is short for a default; so is an object of a provider's key that is no declaration.
        let isObject = node.mapping?.allSatisfy { Self.declarationKeys.contains($0.key.scalar?.text ?? "") } ?? false
        guard isObject || (node.mapping != nil && !isQualified) else {
            declaration.fallback = node.isNull ? nil : node.plainValue
            return declaration
        }
        declaration.description = text(node["description"], named: "\(name).description")
        declaration.isSecret = node["secret"]?.scalar?.bool ?? false
        declaration.type = node["type"].flatMap { type($0, items: node["items"], of: name) }
        let fallback = (node["default"] ?? node["value"]).flatMap { $0.isNull ? nil : $0 }
        declaration.fallback = fallback?.plainValue
        if let type = declaration.type, let fallback, !type.accepts(fallback.plainValue) {
            refuse(
                "the default value of configuration key '\(name)' is not of the expected type '\(type)'",
                at: fallback
            )
        }
        return declaration
    }

    private mutating func type(
        _ node: YAMLNode,
        items: YAMLNode?,
        of name: String
    ) -> ConfigurationDeclaration.ValueType? {
        let scalars: [String: ConfigurationDeclaration.ValueType] = [
            "string": .string, "integer": .integer, "boolean": .boolean, "object": .object,
        ]
        let written = node.string ?? ""
        if let type = scalars[written] { return type }
        guard written == "array" else {
            refuse(
                "configuration key '\(name)' has the unknown type '\(node.scalar?.text ?? "")'",
                at: node,
                hint: written == "number"
                    ? "use `integer`, or `string`" : "use string, integer, boolean, array or object"
            )
            return nil
        }
        guard let items, let element = items["type"] else {
            refuse("configuration key '\(name)' is an array and must say of what, with `items: {type: …}`", at: node)
            return nil
        }
        return type(element, items: items["items"], of: name).map { .array(of: $0) }
    }
}
