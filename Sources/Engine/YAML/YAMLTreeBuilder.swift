/// Builds the tree of a document from the parser's events, without recursion.
struct YAMLTreeBuilder {
    /// A collection whose end has not come.
    fileprivate struct Frame {
        var start: TextPosition
        var anchor: String?
        var isMapping: Bool
        /// Elements, or keys and values in turn.
        var nodes: [YAMLNode] = []
    }

    private let file: String
    private let source: [UInt8]
    /// Whether the file holds `\/` anywhere: rare, and worth the search for its place only then.
    private let holdsEscapedSlash: Bool
    private var frames: [Frame] = []

    /// The outermost node, once it is complete.
    private(set) var root: YAMLNode?
    /// Whether the first document, or the file, is over.
    private(set) var isFinished = false
    /// What is wrong so far.
    private(set) var faults: [Diagnostic] = []

    init(file: String, source: [UInt8]) {
        self.file = file
        self.source = source
        holdsEscapedSlash = zip(source, source.dropFirst()).contains { $0 == (UInt8(ascii: "\\"), UInt8(ascii: "/")) }
    }

    /// Takes the next event.
    mutating func add(_ event: YAMLEvent) {
        switch event.kind {
        case .documentStart(let isVersion11):
            if !isVersion11 {
                refuse("found incompatible YAML document", at: event.start, hint: "remove the %YAML line")
            }
        case .scalar(let scalar, let anchor):
            if holdsEscapedSlash, scalar.style == .doubleQuoted { refuseEscapedSlash(event) }
            complete(YAMLNode(.scalar(scalar), start: event.start, anchor: anchor))
        case .alias(let name): complete(YAMLNode(.alias(name), start: event.start))
        case .sequenceStart(let anchor): open(Frame(start: event.start, anchor: anchor, isMapping: false))
        case .mappingStart(let anchor): open(Frame(start: event.start, anchor: anchor, isMapping: true))
        case .sequenceEnd, .mappingEnd: close()
        case .documentEnd, .streamEnd: isFinished = true
        case .other: break
        }
    }

    /// What to tell the user about a syntax error.
    func diagnosis(of error: YAMLSyntaxError) -> DiagnosticError {
        let position = error.position ?? error.offset.map(position(ofByte:))
        var hint: String?
        if error.isOfStructure, let line = position?.line, line > 1 {
            hint = "the cause may stand on line \(line - 1)"
        }
        return DiagnosticError(
            Diagnostic(.error, error.problem, file: file, range: position.map { TextRange($0) }, hint: hint)
        )
    }

    private mutating func open(_ frame: Frame) {
        frames.append(frame)
        if frames.count == YAMLDocument.maximumDepth {
            refuse("collections stand in each other more than \(frames.count) levels deep", at: frame.start)
            isFinished = true
        }
    }

    private mutating func close() {
        guard let frame = frames.popLast() else { return }
        complete(YAMLNode(frame.isMapping ? mapping(frame.nodes) : .sequence(frame.nodes), frame: frame))
    }

    private mutating func complete(_ node: YAMLNode) {
        if frames.isEmpty {
            root = root ?? node
        } else {
            frames[frames.count - 1].nodes.append(node)
        }
    }

    private mutating func mapping(_ nodes: [YAMLNode]) -> YAMLNode.Content {
        var entries: [YAMLNode.Entry] = []
        entries.reserveCapacity(nodes.count / 2)
        for index in stride(from: 0, to: nodes.count - 1, by: 2) {
            entries.append(YAMLNode.Entry(key: nodes[index], value: nodes[index + 1]))
        }
        refuseDuplicates(in: entries)
        return .mapping(entries)
    }

    private mutating func refuseDuplicates(in entries: [YAMLNode.Entry]) {
        var lines: [String: Int] = [:]
        lines.reserveCapacity(entries.count)
        for entry in entries {
            guard let key = entry.key.scalar?.text else { continue }
            if let line = lines[key] {
                refuse(
                    "mapping key \"\(key)\" already defined at line \(line)",
                    at: entry.key.start,
                    hint: "remove or rename one of the two"
                )
            } else {
                lines[key] = entry.key.start.line
            }
        }
    }

    private mutating func refuse(_ summary: String, at position: TextPosition, hint: String? = nil) {
        faults.append(Diagnostic(.error, summary, file: file, range: TextRange(position), hint: hint))
    }

    /// JSON permits `\/`, YAML 1.1 does not, and neither does Pulumi.
    private mutating func refuseEscapedSlash(_ event: YAMLEvent) {
        let lines = source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for number in event.start.line...event.end.line where number <= lines.count {
            let characters = Array(String(decoding: lines[number - 1], as: UTF8.self).unicodeScalars)
            let first = number == event.start.line ? event.start.column - 1 : 0
            let last = number == event.end.line ? min(event.end.column - 1, characters.count) : characters.count
            var column = first
            while column < last {
                if characters[column] == "\\" {
                    if column + 1 < last, characters[column + 1] == "/" {
                        let place = TextPosition(line: number, column: column + 1)
                        return refuse("found unknown escape character", at: place, hint: "write / for \\/")
                    }
                    column += 1
                }
                column += 1
            }
        }
    }

    private func position(ofByte offset: Int) -> TextPosition {
        let before = source.prefix(offset)
        let newline = UInt8(ascii: "\n")
        let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
        // Continuation bytes of UTF-8 belong to the character before them.
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 }
        return TextPosition(line: before.count { $0 == newline } + 1, column: column + 1)
    }
}

extension YAMLNode {
    fileprivate init(_ content: Content, frame: YAMLTreeBuilder.Frame) {
        self.init(content, start: frame.start, anchor: frame.anchor)
    }
}
