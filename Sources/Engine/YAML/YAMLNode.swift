/// A node of a YAML document as written, without merges, expansions or defaults.
public struct YAMLNode: Hashable, Sendable {
    /// The content of a node.
    public enum Content: Hashable, Sendable {
        /// A scalar.
        case scalar(YAMLScalar)
        /// A list of nodes.
        case sequence([YAMLNode])
        /// The entries in the order of the file; no two scalar keys have the same text.
        case mapping([Entry])
        /// An alias `*name`, which Pulumi programs may not contain.
        case alias(String)
    }

    /// An entry of a mapping.
    public struct Entry: Hashable, Sendable {
        /// The key, usually a scalar; YAML permits any node.
        public var key: YAMLNode
        /// The value.
        public var value: YAMLNode
    }

    /// The content.
    public var content: Content
    /// The start of the node.
    public var start: TextPosition
    /// The anchor of the node, without `&`; `nil` if it has none.
    public var anchor: String?

    /// Creates a node.
    public init(_ content: Content, start: TextPosition, anchor: String? = nil) {
        self.content = content
        self.start = start
        self.anchor = anchor
    }
}

extension YAMLNode {
    /// The scalar; `nil` for another node.
    public var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The text of a scalar that means text; `nil` for another node.
    public var string: String? { scalar?.string }

    /// The elements of a sequence; `nil` for another node.
    public var sequence: [YAMLNode]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The entries of a mapping; `nil` for another node.
    public var mapping: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// Indicates an alias.
    public var isAlias: Bool {
        if case .alias = content { true } else { false }
    }

    /// Indicates a scalar that means null, such as an empty value.
    public var isNull: Bool { scalar?.value == .null }

    /// The value of a key; `nil` if the node is not a mapping or lacks it.
    public subscript(key: String) -> YAMLNode? {
        mapping?.first { $0.key.scalar?.text == key }?.value
    }

    /// The range from the start of the node to its end.
    public var range: TextRange { TextRange(start, end: end) }

    /// The end of the node as Pulumi reports it: a collection ends with its last element.
    private var end: TextPosition {
        switch content {
        case .scalar(let scalar): scalar.end(from: start)
        case .sequence(let elements): elements.last?.end ?? start
        case .mapping(let entries): entries.last?.value.end ?? start
        case .alias(let name): TextPosition(line: start.line, column: start.column + name.utf8.count)
        }
    }
}
