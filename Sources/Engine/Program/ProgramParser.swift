/// Parses the nodes of a document into a program.
///
/// Parsing goes on after a fault, so that all faults are reported at once.
struct ProgramParser {
    /// The name of the program's file in diagnostics.
    let file: String
    /// The diagnostics, in the order of the file.
    private(set) var diagnostics: [Diagnostic] = []
    /// The number of errors.
    private(set) var faultCount = 0

    init(file: String) {
        self.file = file
    }

    var hasFailed: Bool { faultCount > 0 }

    /// Indicates so many faults that searching the nearest name for each would take too long.
    var hasManyFaults: Bool { diagnostics.count > 100 }

    mutating func refuse(_ summary: String, at range: TextRange?, hint: String? = nil) {
        faultCount += 1
        diagnostics.append(Diagnostic(.error, summary, file: file, range: range, hint: hint))
    }

    mutating func warn(_ summary: String, at range: TextRange, hint: String? = nil) {
        diagnostics.append(Diagnostic(.warning, summary, file: file, range: range, hint: hint))
    }

    /// Returns the entries of an object with text keys, or `nil` if the node is not an object.
    mutating func entries(_ node: YAMLNode, named name: String) -> [(key: Name, node: YAMLNode)]? {
        guard let mapping = node.mapping else {
            refuse("\(name) must be an object", at: node.range)
            return nil
        }
        return mapping.compactMap { entry in
            key(entry.key).map { ($0, entry.value) }
        }
    }

    /// Returns a key as text.
    mutating func key(_ node: YAMLNode) -> Name? {
        if case .alias = node.content {
            refuse("alias nodes are not supported", at: node.range)
            return nil
        }
        guard let text = node.string else {
            refuse(
                "mapping keys must be strings",
                at: node.range,
                hint: node.scalar.map { "write \"\($0.text)\" in quotes" }
            )
            return nil
        }
        if node.scalar?.isMerge ?? false {
            warn(
                "`<<` is an ordinary key here: nothing is merged",
                at: node.range,
                hint: "write the properties out"
            )
        }
        return Name(text: text, range: node.range)
    }

    /// Checks ignored nodes: a file with YAML that programs may not contain is refused.
    mutating func checkUnread(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let scalar):
            if case .contradiction(let reason) = scalar.value { refuse(reason, at: node.range) }
        case .alias: refuse("alias nodes are not supported", at: node.range)
        case .sequence(let elements):
            for element in elements { checkUnread(element) }
        case .mapping(let entries):
            for entry in entries {
                _ = key(entry.key)
                checkUnread(entry.value)
            }
        }
    }

    /// Returns text without references.
    mutating func text(_ node: YAMLNode, named name: String) -> Name? {
        if let text = expression(node)?.literal { return Name(text: text, range: node.range) }
        refuse("\(name) must be a string", at: node.range)
        return nil
    }

    mutating func bool(_ node: YAMLNode, named name: String) -> Bool? {
        if let bool = node.scalar?.bool { return bool }
        refuse("\(name) must be a boolean value", at: node.range)
        return nil
    }

    mutating func texts(_ node: YAMLNode, named name: String) -> [String]? {
        guard let elements = node.sequence else {
            refuse("\(name) must be a list", at: node.range)
            return nil
        }
        return elements.enumerated().compactMap { index, element in
            text(element, named: "\(name)[\(index)]")?.text
        }
    }

    /// Warns of a name in the wrong case.
    mutating func checkCase(of written: Name, expecting expected: String) {
        guard written.text != expected else { return }
        warn("'\(written.text)' looks like a miscapitalization of '\(expected)'", at: written.range)
    }
}
