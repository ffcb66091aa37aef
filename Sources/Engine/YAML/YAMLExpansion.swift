/// Replaces the aliases of a document by what they stand for and merges what `<<` names, as settings files are read.
struct YAMLExpansion {
    /// A node in full, and what it costs whoever walks through it.
    private struct Expanded {
        var node: YAMLNode
        var size = 1
        var depth = 1
    }

    /// How many nodes a document may have in full: few lines of aliases of aliases stand for billions.
    private static let maximumSize = 1_000_000

    private let file: String
    private var anchors: [String: Expanded] = [:]

    /// A document's outermost node in full.
    ///
    /// - Throws: That an alias names nothing, or too much.
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

    /// The pairs of a mapping: its own, and of those that it merges the ones it lacks.
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
