/// A YAML (or JSON) document as a tree of nodes with their places.
///
/// Duplicate keys and syntax errors are refused; aliases and keys that are not text are left to whoever reads the
/// tree, because programs refuse them and settings files do not.
public struct YAMLDocument: Hashable, Sendable {
    /// The name of the file in diagnostics.
    public let file: String
    /// The outermost node; `nil` if the document is empty.
    public let root: YAMLNode?
    /// Where another document begins, which nobody reads; `nil` if none follows.
    public let nextDocument: TextPosition?

    /// Whether a node stands for another, or merges another into its own.
    private let needsExpansion: Bool

    /// How deeply collections may stand in each other.
    static let maximumDepth = 200

    /// Reads the first document of a file.
    ///
    /// - Parameters:
    ///   - bytes: The file, in UTF-8 (UTF-16 with a byte order mark is read too).
    ///   - file: The file's name as diagnostics shall show it.
    /// - Throws: A syntax error with its place, or every duplicate key.
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

    /// The outermost node with every alias replaced and every `<<` merged, as settings files are read.
    ///
    /// - Throws: That an alias names nothing, or that they stand for too much.
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
            // Faults of a document that nobody reads are nobody's concern.
            return error.position ?? TextPosition(line: 1, column: 1)
        }
    }
}
