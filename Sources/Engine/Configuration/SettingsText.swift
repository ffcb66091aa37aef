internal import PulumiProtocol

/// The lines of a settings file, edited in place so that comments, order and unknown keys are kept.
///
/// Only the lines of a changed value are rewritten; values in braces or brackets stay in that style.
struct SettingsText: Sendable {
    /// The file's name, for diagnostics.
    let name: String
    private var lines: [String]

    /// Splits the text of a file into lines.
    init(_ text: String, name: String) {
        self.name = name
        var lines: [String] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            lines.append(String(Substring(line)))
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines
    }

    /// The text of the whole file.
    var text: String { lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n" }

    /// Parses the lines.
    ///
    /// - Throws: ``DiagnosticError`` if they are not valid YAML.
    func document() throws(DiagnosticError) -> YAMLDocument {
        try YAMLDocument(parsing: Array(text.utf8), file: name)
    }

    /// Sets the value at a path and creates missing parents.
    ///
    /// - Throws: ``StateError`` if a parent is not a list or map.
    mutating func set(_ value: StoredValue, at path: [PropertyPath.Element]) throws {
        let root = try document().root
        guard let root, !root.isNull, !isFlow(root) else {
            try rewriteAll(root) { (whole: inout StoredValue) throws(StateError) in try whole.set(value, at: path[...])
            }
            return
        }
        // Reports a wrong path before anything is changed.
        var whole = StoredValue(root)
        try whole.set(value, at: path[...])
        try set(value, at: path[...], in: Container(root, lines), limit: lines.count)
    }

    /// Removes the value at a path.
    mutating func remove(at path: [PropertyPath.Element]) throws {
        guard let root = try document().root, !root.isNull, let last = path.last else { return }
        var whole = StoredValue(root)
        guard whole.value(at: path[...]) != nil else { return }
        try whole.remove(at: path[...])
        let above = path.dropLast()
        guard !isFlow(root) else {
            return try rewriteAll(root) { (value: inout StoredValue) throws(StateError) in value = whole }
        }
        // Values in braces, a first key after a dash, and a parent that becomes empty are rewritten as a whole.
        if let (container, limit) = descend(to: above, from: root), container.children.count > 1,
            let index = container.index(of: last), !container.isAfterDash(index, lines)
        {
            lines.removeSubrange(region(index, of: container, limit: limit))
        } else if let rest = whole.value(at: above[...]), !above.isEmpty {
            try set(rest, at: Array(above))
        } else {
            lines = []
        }
    }

    private mutating func rewriteAll(
        _ root: YAMLNode?,
        _ change: (inout StoredValue) throws(StateError) -> Void
    ) throws(StateError) {
        var whole = root.map(StoredValue.init) ?? .null
        try change(&whole)
        // Comments at the top of an otherwise empty file are kept.
        let kept = root.map { $0.isNull } ?? true ? lines : []
        guard case .map(let entries) = whole else { return }
        lines = kept + entries.flatMap { $0.value.lines(key: $0.key, indent: 0) }
    }
}

// MARK: - Positions

extension SettingsText {
    /// A block mapping or sequence: one entry a line.
    fileprivate struct Container {
        struct Child {
            var element: PropertyPath.Element
            /// The position of the key, or of the element's dash.
            var start: TextPosition
            var value: YAMLNode
        }

        var children: [Child]
        var isList: Bool
        /// The indentation of its entries.
        var indent: Int

        init(_ node: YAMLNode, _ lines: [String]) {
            isList = node.sequence != nil
            if let elements = node.sequence {
                indent = node.start.column - 1
                var line = node.start.line
                var children: [Child] = []
                for (index, element) in elements.enumerated() {
                    // Elements have no position of their own: each starts at the next dash in the list's column.
                    if index > 0 { line = Self.nextDash(after: line, column: node.start.column, lines) }
                    let start = TextPosition(line: line, column: node.start.column)
                    children.append(Child(element: .index(index), start: start, value: element))
                }
                self.children = children
            } else {
                children = (node.mapping ?? []).map { entry in
                    Child(element: .key(entry.key.scalar?.text ?? ""), start: entry.key.start, value: entry.value)
                }
                indent = (children.first?.start.column ?? node.start.column) - 1
            }
        }

        func index(of element: PropertyPath.Element) -> Int? { children.firstIndex { $0.element == element } }

        /// Returns whether the entry is the first of a mapping that is an element of a list.
        func isAfterDash(_ index: Int, _ lines: [String]) -> Bool {
            let start = children[index].start
            return !lines[start.line - 1].unicodeScalars.prefix(start.column - 1).allSatisfy { $0 == " " }
        }

        private static func nextDash(after line: Int, column: Int, _ lines: [String]) -> Int {
            var next = line
            while next < lines.count {
                let scalars = lines[next].unicodeScalars
                next += 1
                let margin = scalars.prefix(column - 1)
                if margin.count == column - 1, margin.allSatisfy({ $0 == " " }),
                    scalars.dropFirst(column - 1).first == "-"
                {
                    return next
                }
            }
            return line
        }
    }

    private func isFlow(_ node: YAMLNode) -> Bool {
        guard node.sequence != nil || node.mapping != nil, lines.indices.contains(node.start.line - 1) else {
            return false
        }
        let first = lines[node.start.line - 1].unicodeScalars.dropFirst(node.start.column - 1).first
        return first == "{" || first == "["
    }

    /// Returns the container at a path and the line after its end, or `nil` if there is none or it is in flow style.
    private func descend(
        to path: ArraySlice<PropertyPath.Element>,
        from root: YAMLNode
    ) -> (container: Container, limit: Int)? {
        var container = Container(root, lines)
        var limit = lines.count
        for element in path {
            guard let index = container.index(of: element) else { return nil }
            let node = container.children[index].value
            guard node.mapping != nil || node.sequence != nil, !isFlow(node), node.anchor == nil else { return nil }
            limit = region(index, of: container, limit: limit).upperBound
            container = Container(node, lines)
        }
        return (container, limit)
    }

    /// Returns the lines of an entry, without the blank lines and comments that belong to the next entry.
    private func region(_ index: Int, of container: Container, limit: Int) -> Range<Int> {
        let start = container.children[index].start.line - 1
        let isLast = index + 1 == container.children.count
        var end = isLast ? limit : container.children[index + 1].start.line - 1
        let holdsBlock = Self.endsWithBlock(container.children[index].value)
        while end > start + 1 {
            let line = lines[end - 1].trimmed
            let depth = lines[end - 1].unicodeScalars.prefix { $0 == " " }.count
            // Inside a block scalar, blank lines and `#` are part of the text.
            guard line.isEmpty || line.hasPrefix("#"), !holdsBlock || (!line.isEmpty && depth <= container.indent)
            else { break }
            end -= 1
        }
        return start..<max(end, start + 1)
    }

    private static func endsWithBlock(_ node: YAMLNode) -> Bool {
        var node = node
        while let last = node.sequence?.last ?? node.mapping?.last?.value { node = last }
        return node.scalar.map { $0.style == .literal || $0.style == .folded } ?? false
    }
}

// MARK: - Edits

extension SettingsText {
    private mutating func set(
        _ value: StoredValue,
        at path: ArraySlice<PropertyPath.Element>,
        in container: Container,
        limit: Int
    ) throws(StateError) {
        guard let element = path.first else { return }
        let rest = path.dropFirst()
        guard let index = container.index(of: element) else {
            var new = StoredValue.null
            try new.set(value, at: rest)
            let end =
                container.children.indices.last.map { region($0, of: container, limit: limit).upperBound } ?? limit
            lines.insert(contentsOf: rendered(new, element, indent: container.indent), at: end)
            return
        }
        let child = container.children[index]
        let lines = region(index, of: container, limit: limit)
        let isContainer = child.value.mapping != nil || child.value.sequence != nil
        if !rest.isEmpty, isContainer, !isFlow(child.value), child.value.anchor == nil {
            return try set(value, at: rest, in: Container(child.value, self.lines), limit: lines.upperBound)
        }
        var new = StoredValue(child.value)
        if !rest.isEmpty, !isContainer { new = .null }
        try new.set(value, at: rest)
        replace(child, of: container, lines, by: new)
    }

    private mutating func replace(
        _ child: Container.Child,
        of container: Container,
        _ region: Range<Int>,
        by value: StoredValue
    ) {
        let first = lines[region.lowerBound]
        let before = String(String.UnicodeScalarView(first.unicodeScalars.prefix(child.start.column - 1)))
        if region.count == 1, let text = isFlow(child.value) ? value.flow : value.oneLine,
            let line = replacing(child.value, by: text, in: first)
        {
            lines[region.lowerBound] = line
            return
        }
        var new = rendered(value, child.element, indent: container.indent)
        new[0] = before + new[0].dropFirst(container.indent)
        lines.replaceSubrange(region, with: new)
    }

    private func rendered(_ value: StoredValue, _ element: PropertyPath.Element, indent: Int) -> [String] {
        switch element {
        case .key(let key): value.lines(key: key, indent: indent)
        case .index, .any: value.elementLines(indent: indent)
        }
    }

    /// Returns a line with another value and its trailing comment, or `nil` if the value is not on this line or has a
    /// tag.
    private func replacing(_ node: YAMLNode, by text: String, in line: String) -> String? {
        // An empty value has no position of its own.
        if node.scalar?.text.isEmpty == true, node.scalar?.style == .plain { return nil }
        guard node.anchor == nil, node.scalar?.tag.isEmpty ?? true else { return nil }
        let scalars = Array(line.unicodeScalars)
        let start = node.start.column - 1
        guard start < scalars.count, let end = Self.end(of: scalars, from: start) else { return nil }
        var result = String.UnicodeScalarView(scalars[..<start])
        result.append(contentsOf: text.unicodeScalars)
        result.append(contentsOf: scalars[end...])
        return String(result)
    }

    /// Returns the column at which a value ends on its line.
    private static func end(of line: [Unicode.Scalar], from start: Int) -> Int? {
        var index = start
        var quote: Unicode.Scalar?
        var depth = 0
        var end = start
        while index < line.count {
            let scalar = line[index]
            if let open = quote {
                if scalar == "\\", open == "\"" { index += 1 } else if scalar == open { quote = nil }
            } else if scalar == "\"" || scalar == "'", index == start || depth > 0 {
                quote = scalar
            } else if scalar == "{" || scalar == "[", index == start || depth > 0 {
                depth += 1
            } else if scalar == "}" || scalar == "]", depth > 0 {
                depth -= 1
            } else if scalar == "#", index > start, line[index - 1] == " " {
                break
            }
            index += 1
            if scalar != " ", scalar != "\r" { end = index }
        }
        return quote == nil && depth == 0 ? min(end, line.count) : nil
    }
}
