internal import PulumiProtocol

/// Reads a project's settings from its document and collects the faults.
struct ProjectReader {
    private let file: String
    private var faults: [Diagnostic] = []
    private var warnings: [Diagnostic] = []

    init(file: String) {
        self.file = file
    }

    mutating func read(_ document: YAMLDocument, path: String) throws(DiagnosticError) -> Project {
        guard let root = try document.expandedRoot(), !root.isNull else {
            throw refusal("expected project to be an object, was '<nil>'", hint: "write at least `name` and `runtime`")
        }
        guard root.mapping != nil else {
            throw refusal("expected project to be an object", at: root)
        }
        let name = name(in: root)
        let (runtime, options) = runtime(root["runtime"], at: root)
        for (key, shape) in ProjectShape.project.sorted(by: { $0.key < $1.key }) {
            if let node = root[key] { check(node, named: key, shape) }
        }
        let project = Project(
            file: path,
            name: name,
            runtime: runtime,
            runtimeOptions: options,
            description: root["description"]?.plainText,
            main: root["main"]?.plainText,
            backendURL: root["backend"]?["url"]?.plainText,
            stackConfigurationFolder: settingsFolder(in: root),
            providers: providers(root["plugins"]?["providers"]),
            configuration: configuration(root["config"], project: name),
            refreshesAlways: root["options"]?["refresh"]?.plainText == "always",
            requiredVersion: root["requiredPulumiVersion"]?.scalar?.text,
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
        guard let name = node.plainText, !name.isEmpty else {
            refuse("the project's name must be a string that is not empty", at: node)
            return ""
        }
        if !name.allSatisfy(Project.isNameCharacter) || name.utf8.count > 100 {
            refuse(
                "project names may only contain alphanumerics, hyphens, underscores and periods (at most 100)",
                at: node
            )
        }
        return name
    }

    /// Reads `runtime`: a name, or an object with `name` and `options`.
    private mutating func runtime(_ node: YAMLNode?, at root: YAMLNode) -> (name: String?, options: PropertyMap) {
        guard let node else {
            warn("the project names no `runtime`, so no program is run", at: root, hint: "add `runtime: yaml`")
            return (nil, [:])
        }
        if let name = node.plainText {
            if name.isEmpty {
                refuse("the project's runtime must not be empty", at: node, hint: "write `runtime: yaml`")
            }
            return (name, [:])
        }
        guard node.mapping != nil else {
            refuse("the project's runtime must be a string or an object with a name", at: node)
            return (nil, [:])
        }
        check(node, named: "runtime", .runtime)
        if node["name"] == nil {
            warn("the runtime has no `name`, so no program is run", at: node, hint: "add `name: yaml`")
        }
        return (node["name"]?.plainText, node["options"]?.plainValue.map ?? [:])
    }

    /// Returns the folder of the settings files, which old projects name with `config`.
    private mutating func settingsFolder(in root: YAMLNode) -> String? {
        guard let config = root["config"], let folder = config.plainText else {
            return root["stackConfigDir"]?.plainText
        }
        if root["stackConfigDir"] != nil {
            refuse("both config and stackConfigDir name the folder of the settings", at: config, hint: "remove config")
        }
        return folder
    }

    private func providers(_ node: YAMLNode?) -> [Project.ProviderPlugin] {
        (node?.sequence ?? []).compactMap { element in
            guard let name = element["name"]?.plainText, let path = element["path"]?.plainText else { return nil }
            return Project.ProviderPlugin(name: name, path: path, version: element["version"]?.plainText)
        }
    }

    mutating func refuse(_ summary: String, at node: YAMLNode, hint: String? = nil) {
        faults.append(Diagnostic(.error, summary, file: file, range: node.range, hint: hint))
    }

    private func refusal(_ summary: String, at node: YAMLNode? = nil, hint: String? = nil) -> DiagnosticError {
        DiagnosticError(Diagnostic(.error, summary, file: file, range: node?.range, hint: hint))
    }

    private mutating func warn(_ summary: String, at node: YAMLNode?, hint: String? = nil) {
        warnings.append(Diagnostic(.warning, summary, file: file, range: node?.range, hint: hint))
    }
}
