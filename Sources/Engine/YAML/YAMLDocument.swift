/// A YAML (or JSON) document as a tree of nodes with their positions.
///
/// Duplicate keys and syntax errors are refused. Aliases and keys that are not text are kept, because programs refuse
/// them and settings files do not.
public struct YAMLDocument: Hashable, Sendable {
    /// The name of the file in diagnostics.
    public let file: String
    /// The root node; `nil` if the document is empty.
    public let root: YAMLNode?
    /// The start of a second document, which is ignored; `nil` if there is none.
    public let nextDocument: TextPosition?

    /// Indicates that a node is an alias, or has a merge key.
    private let needsExpansion: Bool

    /// The maximum nesting depth of collections.
    static let maximumDepth = 200

    /// Parses the first document of a file.
    ///
    /// - Parameters:
    ///   - bytes: The file, in UTF-8, or in UTF-16 with a byte order mark.
    ///   - file: The file's name for diagnostics.
    /// - Throws: ``DiagnosticError`` with a syntax error and its position, or with every duplicate key.
    public init(parsing bytes: [UInt8], file: String) throws(DiagnosticError) {
        var builder = YAMLTreeBuilder(file: file, source: bytes)
        let parser = YAMLEventParser(bytes)
        do {
            while !builder.isFinished {
                builder.add(try parser.next())
            }
            nextDocument = builder.root.flatMap { _ in Self.next(parser) }
        } catch {
            throw builder.diagnosis(of: error)
        }
        guard builder.faults.isEmpty else { throw DiagnosticError(builder.faults) }
        self.file = file
        root = builder.root
        needsExpansion = builder.needsExpansion
    }

    /// Returns the root node with aliases expanded and `<<` merged, as for settings files.
    ///
    /// - Throws: ``DiagnosticError`` if an alias has no anchor, or the expansion is too large.
    public func expandedRoot() throws(DiagnosticError) -> YAMLNode? {
        guard needsExpansion, let root else { return root }
        return try YAMLExpansion.expand(root, file: file)
    }

    private static func next(_ parser: YAMLEventParser) -> TextPosition? {
        do {
            let event = try parser.next()
            if case .streamEnd = event.kind { return nil }
            return event.start
        } catch {
            // Faults of the second document are ignored.
            return error.position ?? TextPosition(line: 1, column: 1)
        }
    }
}
