/// A node of a YAML document, as written: nothing is merged, expanded or defaulted.
public struct YAMLNode: Hashable, Sendable {
    /// What a node is.
    public enum Content: Hashable, Sendable {
        /// Text with the type that YAML gives it.
        case scalar(YAMLScalar)
        /// Nodes in order.
        case sequence([YAMLNode])
        /// Pairs in the order of the file; no two scalar keys have the same text.
        case mapping([Entry])
        /// `*name`: the node of that anchor. Pulumi's programs may not hold any.
        case alias(String)
    }

    /// One pair of a mapping.
    public struct Entry: Hashable, Sendable {
        /// The key; mostly a scalar, but YAML permits any node.
        public var key: YAMLNode
        /// The value.
        public var value: YAMLNode
    }

    /// What the node is.
    public var content: Content
    /// Where the node starts.
    public var start: TextPosition
    /// The anchor that names the node, without `&`; `nil` if it has none.
    public var anchor: String?

    /// A node from its parts.
    public init(_ content: Content, start: TextPosition, anchor: String? = nil) {
        self.content = content
        self.start = start
        self.anchor = anchor
    }
}

extension YAMLNode {
    /// The scalar, if the node is one.
    public var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The text, if the node is a scalar that means text.
    public var string: String? { scalar?.string }

    /// The elements, if the node is a sequence.
    public var sequence: [YAMLNode]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The pairs, if the node is a mapping.
    public var mapping: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// Whether the node stands for another.
    public var isAlias: Bool {
        if case .alias = content { true } else { false }
    }

    /// Whether the node is a scalar that means null, such as an empty value.
    public var isNull: Bool { scalar?.value == .null }

    /// The value of a key; `nil` if the node is not a mapping or lacks it.
    public subscript(key: String) -> YAMLNode? {
        mapping?.first { $0.key.scalar?.text == key }?.value
    }

    /// From the node's start to its end.
    public var range: TextRange { TextRange(start, end: end) }

    /// Where the node ends, by Pulumi's reckoning: a collection ends where its last element does.
    private var end: TextPosition {
        switch content {
        case .scalar(let scalar): scalar.end(from: start)
        case .sequence(let elements): elements.last?.end ?? start
        case .mapping(let entries): entries.last?.value.end ?? start
        case .alias(let name): TextPosition(line: start.line, column: start.column + name.utf8.count)
        }
    }
}
