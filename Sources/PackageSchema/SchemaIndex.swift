import JSON

/// The places of a package schema's entries in its text: all that opening a schema reads of it.
struct SchemaIndex: Sendable {
    /// The entries of `resources`, `functions` or `types`.
    struct Section: Sendable {
        /// The tokens, in the order of the document.
        private(set) var tokens: [String] = []
        private var places: [String: Range<Int>] = [:]

        /// The place of an entry's bytes; `nil` if there is no such entry.
        subscript(token: String) -> Range<Int>? { places[token] }

        fileprivate mutating func add(_ token: String, at place: Range<Int>) {
            if places.updateValue(place, forKey: token) == nil { tokens.append(token) }
        }
    }

    /// The resources by token.
    private(set) var resources = Section()
    /// The functions by token.
    private(set) var functions = Section()
    /// The object and enumeration types by token.
    private(set) var types = Section()
    /// The other members of the document by name.
    private(set) var members = Section()

    /// An index of no entries.
    init() {}

    /// Indexes a document.
    ///
    /// - Throws: `JSONError` if it is no object, or its brackets and strings do not close.
    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        var index = SchemaIndex()
        var scanner = JSONScanner(bytes)
        try scanner.members { (name, scanner) throws(JSONError) in
            switch name {
            case "resources": try index.resources.read(&scanner)
            case "functions": try index.functions.read(&scanner)
            case "types": try index.types.read(&scanner)
            default: index.members.add(name, at: try scanner.skip())
            }
        }
        try scanner.end()
        self = index
    }
}

extension SchemaIndex.Section {
    /// Adds the members of the object here; another value has none.
    fileprivate mutating func read(_ scanner: inout JSONScanner) throws(JSONError) {
        guard scanner.isAtObject() else {
            try scanner.skip()
            return
        }
        try scanner.members { (token, scanner) throws(JSONError) in add(token, at: try scanner.skip()) }
    }
}
