public import JSON

/// An expression of the JMESPath language, as far as AWS's waiters and paginators need it: members, indices,
/// `[]`, `[*]`, `*`, filters, pipes, `||`, `&&`, `!`, comparisons, literals, `length` and `contains`.
public struct JMESPath: Hashable, Sendable {
    private let root: JMESPathNode

    /// An expression from its text.
    ///
    /// - Throws: ``JMESPathError`` that says where the text is not understood.
    public init(_ text: String) throws(JMESPathError) {
        var parser = JMESPathParser(tokens: try JMESPathToken.tokens(of: text), text: text)
        root = try parser.whole()
    }

    /// What the expression finds in a value; `null` if nothing.
    public func search(_ value: JSON) -> JSON { root.evaluate(value) }
}

/// A text that is no expression, or one beyond what is supported.
public struct JMESPathError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong where.
    public let reason: String

    init(reason: String) { self.reason = reason }

    /// The reason.
    public var description: String { reason }
}
