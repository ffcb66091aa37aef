internal import PulumiProtocol

/// Builds a document's tree from the parser's events, without recursion.
struct YAMLTreeBuilder {
    /// A collection that is not closed yet.
    fileprivate struct Frame {
        var start: TextPosition
        var anchor: String?
        var isMapping: Bool
        /// Indicates flow style: brackets or braces.
        var isFlow: Bool
        /// The elements, or alternating keys and values.
        var nodes: [YAMLNode] = []
    }

    private let file: String
    private let source: [UInt8]
    /// Indicates that the file contains `\/`, which is rare: only then is its position searched.
    private let holdsEscapedSlash: Bool
    private var cursor: SourceCursor
    private var frames: [Frame] = []

    /// The root node, once it is complete.
    private(set) var root: YAMLNode?
    /// Indicates the end of the first document, or of the file.
    private(set) var isFinished = false
    /// The faults so far.
    private(set) var faults: [Diagnostic] = []
    /// Indicates that a node is an alias, or has a merge key.
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

    /// Processes the next event.
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

    /// Returns the diagnostics for a syntax error.
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
            "quote text that contains a colon, or fix the indentation",
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
            ? "indent with blanks, not with tabs" : "quote text that starts with \(character)"
    }

    private mutating func open(_ frame: Frame) {
        frames.append(frame)
        if frames.count == YAMLDocument.maximumDepth {
            refuse("collections are nested more than \(frames.count) levels deep", at: frame.start)
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
                    hint: "quote \"<<\" if it is an ordinary key"
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
        // For a few keys, comparing is faster than hashing.
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

    /// Refuses a question mark in flow style, which ends the word for Pulumi's parser.
    private mutating func refuseQuestionMark(in scalar: YAMLScalar, at start: TextPosition, of frame: Frame) {
        guard let index = scalar.text.utf8.firstIndex(of: UInt8(ascii: "?")) else { return }
        let column = start.column + scalar.text.unicodeScalars.distance(from: scalar.text.startIndex, to: index)
        let error = YAMLSyntaxError(
            problem: "found a question mark between brackets or braces: quote text that contains one",
            position: TextPosition(line: start.line, column: column),
            context: ("while parsing a flow \(frame.isMapping ? "mapping" : "sequence")", frame.start),
            isOfStructure: true
        )
        faults += diagnosis(of: error).diagnostics
    }

    /// Refuses `\/`, which JSON permits, but YAML 1.1 and Pulumi do not.
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
        // UTF-8 continuation bytes belong to the character before them.
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 }
        return TextPosition(line: before.count { $0 == newline } + 1, column: column + 1)
    }
}

/// A key compared by bytes: composed and decomposed letters differ.
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
