internal import PulumiProtocol

/// Builds the tree of a document from the parser's events, without recursion.
struct YAMLTreeBuilder {
    /// A collection whose end has not come.
    fileprivate struct Frame {
        var start: TextPosition
        var anchor: String?
        var isMapping: Bool
        /// Whether it stands in brackets or braces.
        var isFlow: Bool
        /// Elements, or keys and values in turn.
        var nodes: [YAMLNode] = []
    }

    private let file: String
    private let source: [UInt8]
    /// Whether the file holds `\/` anywhere: rare, and worth the search for its place only then.
    private let holdsEscapedSlash: Bool
    private var cursor: SourceCursor
    private var frames: [Frame] = []

    /// The outermost node, once it is complete.
    private(set) var root: YAMLNode?
    /// Whether the first document, or the file, is over.
    private(set) var isFinished = false
    /// What is wrong so far.
    private(set) var faults: [Diagnostic] = []
    /// Whether a node stands for another, or merges another.
    private(set) var needsExpansion = false

    init(file: String, source: [UInt8]) {
        self.file = file
        self.source = source
        cursor = SourceCursor(source)
        holdsEscapedSlash = Self.holdsEscapedSlash(source)
    }

    private static func holdsEscapedSlash(_ source: [UInt8]) -> Bool {
        var rest = source[...]
        while let backslash = rest.firstIndex(of: UInt8(ascii: "\\")) {
            rest = rest[(backslash + 1)...]
            if rest.first == UInt8(ascii: "/") { return true }
        }
        return false
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
            if let frame = frames.last, frame.isFlow, scalar.style == .plain {
                refuseQuestionMark(in: scalar, at: event.start, of: frame)
            }
            complete(YAMLNode(.scalar(scalar), start: event.start, anchor: anchor))
        case .alias(let name):
            needsExpansion = true
            complete(YAMLNode(.alias(name), start: event.start))
        case .sequenceStart(let anchor, let isFlow):
            open(Frame(start: event.start, anchor: anchor, isMapping: false, isFlow: isFlow))
        case .mappingStart(let anchor, let isFlow):
            open(Frame(start: event.start, anchor: anchor, isMapping: true, isFlow: isFlow))
        case .sequenceEnd, .mappingEnd: close()
        case .documentEnd, .streamEnd: isFinished = true
        case .other: break
        }
    }

    /// What to tell the user about a syntax error.
    func diagnosis(of error: YAMLSyntaxError) -> DiagnosticError {
        let position = error.place ?? error.offset.map(position(ofByte:))
        let hints = [remedy(for: error), error.hint].compactMap(\.self)
        return DiagnosticError(
            Diagnostic(
                .error,
                error.problem,
                file: file,
                range: position.map { TextRange($0) },
                hint: hints.isEmpty ? nil : hints.joined(separator: "; ")
            )
        )
    }

    private static let remedies: [String: String] = [
        "could not find expected ':'": "each line of an object is a key, a colon and a value",
        "mapping values are not allowed in this context":
            "put text that holds a colon in quotes, or mend the indentation",
        "found unexpected end of stream": "a quote that opens here is never closed",
        "did not find expected key": "check the indentation",
        "did not find expected ',' or ']'": "a bracket may not be closed",
        "did not find expected ',' or '}'": "a brace may not be closed",
        "found unknown escape character": "write \\\\ for a backslash",
    ]

    private func remedy(for error: YAMLSyntaxError) -> String? {
        guard error.problem == "found character that cannot start any token", let position = error.position else {
            return Self.remedies[error.problem]
        }
        let lines = source.split(
            separator: UInt8(ascii: "\n"),
            maxSplits: position.line,
            omittingEmptySubsequences: false
        )
        guard position.line <= lines.count else { return nil }
        let characters = String(decoding: lines[position.line - 1], as: UTF8.self).unicodeScalars
        guard let character = characters.dropFirst(position.column - 1).first else { return nil }
        return character == "\t"
            ? "indent with blanks, not with tabs" : "put text that starts with \(character) in quotes"
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
        for entry in entries where entry.key.scalar?.isMerge ?? false {
            needsExpansion = true
            if !isMergeable(entry.value) {
                refuse(
                    "map merge requires map or sequence of maps as the value",
                    at: entry.value.start,
                    hint: "write \"<<\" in quotes, if it is a key like any other"
                )
            }
        }
        return .mapping(entries)
    }

    private func isMergeable(_ node: YAMLNode) -> Bool {
        switch node.content {
        case .mapping, .alias: true
        case .sequence(let elements): elements.allSatisfy { $0.mapping != nil || $0.isAlias }
        case .scalar: false
        }
    }

    private mutating func refuseDuplicates(in entries: [YAMLNode.Entry]) {
        // Few keys are compared sooner than hashed.
        if entries.count <= 8 {
            for (index, entry) in entries.enumerated() {
                guard let key = entry.key.scalar?.text,
                    let first = entries[..<index].first(where: { $0.key.scalar?.text.hasSameBytes(as: key) ?? false })
                else { continue }
                refuseDuplicate(key, entry.key.start, definedAt: first.key.start.line)
            }
            return
        }
        var lines: [KeyBytes: Int] = [:]
        lines.reserveCapacity(entries.count)
        for entry in entries {
            guard let key = entry.key.scalar?.text else { continue }
            let bytes = KeyBytes(key)
            if let line = lines[bytes] {
                refuseDuplicate(key, entry.key.start, definedAt: line)
            } else {
                lines[bytes] = entry.key.start.line
            }
        }
    }

    private mutating func refuseDuplicate(_ key: String, _ place: TextPosition, definedAt line: Int) {
        refuse(
            "mapping key \"\(key)\" already defined at line \(line)",
            at: place,
            hint: "remove or rename one of the two"
        )
    }

    private mutating func refuse(_ summary: String, at position: TextPosition, hint: String? = nil) {
        faults.append(Diagnostic(.error, summary, file: file, range: TextRange(position), hint: hint))
    }

    /// In brackets and braces a question mark ends a word for Pulumi's reader, and then nothing fits.
    private mutating func refuseQuestionMark(in scalar: YAMLScalar, at start: TextPosition, of frame: Frame) {
        guard let index = scalar.text.utf8.firstIndex(of: UInt8(ascii: "?")) else { return }
        let column = start.column + scalar.text.unicodeScalars.distance(from: scalar.text.startIndex, to: index)
        let error = YAMLSyntaxError(
            problem: "found a question mark between brackets or braces: put text that holds one in quotes",
            position: TextPosition(line: start.line, column: column),
            context: ("while parsing a flow \(frame.isMapping ? "mapping" : "sequence")", frame.start),
            isOfStructure: true
        )
        faults += diagnosis(of: error).diagnostics
    }

    /// JSON permits `\/`, YAML 1.1 does not, and neither does Pulumi.
    private mutating func refuseEscapedSlash(_ event: YAMLEvent) {
        cursor.move(to: event.start)
        while let byte = cursor.byte, cursor.position < event.end {
            let place = cursor.position
            cursor.step()
            guard byte == UInt8(ascii: "\\") else { continue }
            if cursor.byte == UInt8(ascii: "/") {
                refuse("found unknown escape character", at: place, hint: "write / for \\/")
            }
            cursor.step()
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

/// A key as its bytes: composed and decomposed letters are two keys.
private struct KeyBytes: Hashable {
    private var key: String

    init(_ key: String) { self.key = key }

    static func == (left: Self, right: Self) -> Bool { left.key.hasSameBytes(as: right.key) }

    func hash(into hasher: inout Hasher) {
        var key = key
        key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension YAMLNode {
    fileprivate init(_ content: Content, frame: YAMLTreeBuilder.Frame) {
        self.init(content, start: frame.start, anchor: frame.anchor)
    }
}
