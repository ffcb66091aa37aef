/// Expands aliases and merge keys (`<<`) of a document, as for settings files.
struct YAMLExpansion {
    /// An expanded node with its number of nodes.
    private struct Expanded {
        var node: YAMLNode
        var size = 1
        var depth = 1
    }

    /// The maximum number of expanded nodes: a few lines of nested aliases can mean billions.
    private static let maximumSize = 1_000_000

    private let file: String
    private var anchors: [String: Expanded] = [:]

    /// Returns the expanded root node of a document.
    ///
    /// - Throws: ``DiagnosticError`` if an alias has no anchor, or the expansion is too large.
    static func expand(_ root: YAMLNode, file: String) throws(DiagnosticError) -> YAMLNode {
        var expansion = YAMLExpansion(file: file)
        return try expansion.expand(root).node
    }

    private init(file: String) {
        self.file = file
    }

    private mutating func expand(_ node: YAMLNode) throws(DiagnosticError) -> Expanded {
        var expanded = Expanded(node: node)
        switch node.content {
        case .scalar: break
        case .alias(let name):
            guard let named = anchors[name] else {
                throw refusal("unknown anchor '\(name)' referenced", at: node)
            }
            return named
        case .sequence(let elements):
            var all: [YAMLNode] = []
            for element in elements { all.append(try add(element, to: &expanded)) }
            expanded.node.content = .sequence(all)
        case .mapping(let entries):
            expanded.node.content = .mapping(try merge(entries, into: &expanded))
        }
        guard expanded.size <= Self.maximumSize, expanded.depth <= YAMLDocument.maximumDepth else {
            throw refusal("document contains excessive aliasing", at: node)
        }
        if let anchor = node.anchor { anchors[anchor] = expanded }
        return expanded
    }

    private mutating func add(_ node: YAMLNode, to whole: inout Expanded) throws(DiagnosticError) -> YAMLNode {
        let part = try expand(node)
        whole.size += part.size
        whole.depth = max(whole.depth, part.depth + 1)
        return part.node
    }

    /// Returns the entries of a mapping: its own, and those merged ones that it lacks.
    private mutating func merge(
        _ entries: [YAMLNode.Entry],
        into whole: inout Expanded
    ) throws(DiagnosticError) -> [YAMLNode.Entry] {
        var all: [YAMLNode.Entry] = []
        var merged: YAMLNode?
        var place: YAMLNode?
        for entry in entries {
            let value = try add(entry.value, to: &whole)
            if entry.key.scalar?.isMerge ?? false {
                merged = value
                place = entry.value
            } else {
                all.append(YAMLNode.Entry(key: try add(entry.key, to: &whole), value: value))
            }
        }
        guard let merged else { return all }
        var known = Set(all.compactMap { $0.key.scalar?.text })
        for mapping in merged.sequence ?? [merged] {
            guard let others = mapping.mapping else {
                throw refusal("map merge requires map or sequence of maps as the value", at: place ?? merged)
            }
            all += others.filter { known.insert($0.key.scalar?.text ?? "").inserted }
        }
        return all
    }

    private func refusal(_ summary: String, at node: YAMLNode) -> DiagnosticError {
        DiagnosticError(Diagnostic(.error, summary, file: file, range: node.range))
    }
}
