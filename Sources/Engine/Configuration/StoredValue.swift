internal import JSON
internal import PulumiProtocol

/// A value as in a settings file: secrets encrypted, scalars with their YAML type.
indirect enum StoredValue: Hashable, Sendable {
    /// A key with its value.
    struct Entry: Hashable, Sendable {
        var key: String
        var value: StoredValue
    }

    case null
    case bool(Bool)
    /// A number, as written.
    case number(String)
    case text(String)
    /// A ciphertext: `{secure: …}`.
    case secure(String)
    case list([StoredValue])
    case map([Entry])

    /// Converts a node of the file.
    init(_ node: YAMLNode) {
        switch node.content {
        case .sequence(let elements): self = .list(elements.map(StoredValue.init))
        case .mapping(let entries):
            if entries.count == 1, let ciphertext = node["secure"]?.string {
                self = .secure(ciphertext)
            } else {
                self = .map(entries.map { Entry(key: $0.key.scalar?.text ?? "", value: StoredValue($0.value)) })
            }
        case .scalar(let scalar): self = StoredValue(scalar)
        case .alias(let name): self = .text("*\(name)")
        }
    }

    private init(_ scalar: YAMLScalar) {
        switch scalar.value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer, .unsigned, .float: self = .number(scalar.configurationText)
        case .timestamp, .string, .contradiction: self = .text(scalar.configurationText)
        }
    }

    /// Recognizes booleans and integers in text, as `config set --path` does.
    init(coercing text: String) {
        let isNumber = Int64(text) != nil || UInt64(text) != nil
        switch text {
        case "true": self = .bool(true)
        case "false": self = .bool(false)
        // Leading zeros may be significant, so such text stays text.
        case _ where isNumber && !text.hasPrefix("+") && (text == "0" || !text.hasPrefix("0")): self = .number(text)
        default: self = .text(text)
        }
    }

    /// The value as in the stack's history, where a top-level scalar is always text.
    var json: JSON {
        switch self {
        case .null: ""
        case .bool(let value): .string(value ? "true" : "false")
        case .number(let text), .text(let text): .string(text)
        case .secure, .list, .map: inner
        }
    }

    private var inner: JSON {
        switch self {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let text): return (try? JSON(parsing: text)) ?? .string(text)
        case .text(let text): return .string(text)
        case .secure(let ciphertext): return ["secure": .string(ciphertext)]
        case .list(let elements): return .array(elements.map(\.inner))
        case .map(let entries): return .object(JSON.Object(entries.map { ($0.key, $0.value.inner) }).sorted())
        }
    }
}

// MARK: - Paths

extension StoredValue {
    /// Returns the value at a path, or `nil` if there is none.
    func value(at path: ArraySlice<PropertyPath.Element>) -> StoredValue? {
        guard let first = path.first else { return self }
        switch (self, first) {
        case (.list(let elements), .index(let index)):
            return elements.indices.contains(index) ? elements[index].value(at: path.dropFirst()) : nil
        case (.map(let entries), .key(let key)):
            return entries.first { $0.key == key }?.value.value(at: path.dropFirst())
        default: return nil
        }
    }

    /// Sets the value at a path and creates missing lists and maps.
    ///
    /// - Throws: ``StateError`` if a parent is not a list or map, or an index leaves a gap.
    mutating func set(_ value: StoredValue, at path: ArraySlice<PropertyPath.Element>) throws(StateError) {
        guard let first = path.first else {
            self = value
            return
        }
        switch (self, first) {
        case (.null, .index): self = .list([])
        case (.null, .key): self = .map([])
        default: break
        }
        switch (self, first) {
        case (.list(var elements), .index(let index)) where index <= elements.count:
            if index == elements.count { elements.append(.null) }
            try elements[index].set(value, at: path.dropFirst())
            self = .list(elements)
        case (.map(var entries), .key(let key)):
            let index = entries.firstIndex { $0.key == key } ?? entries.count
            if index == entries.count { entries.append(Entry(key: key, value: .null)) }
            try entries[index].value.set(value, at: path.dropFirst())
            self = .map(entries)
            try refuseReservedMap()
        case (.list(let elements), .index(let index)):
            throw StateError(.refused, "index \(index) is out of range: the list has \(elements.count) elements")
        case (.list, _): throw StateError(.refused, "the path has a key for a list")
        case (.map, _): throw StateError(.refused, "the path has an index for a map")
        default: throw StateError(.refused, "the path leads into a value that is neither a list nor a map")
        }
    }

    /// Removes the value at a path, if there is one.
    mutating func remove(at path: ArraySlice<PropertyPath.Element>) throws(StateError) {
        guard let first = path.first else { return }
        switch (self, first) {
        case (.list(var elements), .index(let index)) where elements.indices.contains(index):
            if path.count == 1 { elements.remove(at: index) } else { try elements[index].remove(at: path.dropFirst()) }
            self = .list(elements)
        case (.map(var entries), .key(let key)):
            guard let index = entries.firstIndex(where: { $0.key == key }) else { return }
            if path.count == 1 {
                entries.remove(at: index)
            } else {
                try entries[index].value.remove(at: path.dropFirst())
            }
            self = .map(entries)
            try refuseReservedMap()
        default: return
        }
    }

    /// Refuses a map with `secure` as its only key, which would be read back as a secret.
    private func refuseReservedMap() throws(StateError) {
        if case .map(let entries) = self, entries.count == 1, entries[0].key == "secure", case .text = entries[0].value
        {
            throw StateError(.refused, "a map with the single key \"secure\" would be read back as a secret")
        }
    }
}

// MARK: - YAML text

extension StoredValue {
    /// Returns the lines of a key with this value, indented by two blanks a level.
    func lines(key: String, indent: Int) -> [String] {
        lines(after: ScalarText(key).line(isKey: true) + ":", indent: indent)
    }

    /// Returns the lines of a list element.
    func elementLines(indent: Int) -> [String] {
        var rest: [String]
        switch self {
        case .map(let entries) where !entries.isEmpty: rest = block(indent: indent + 2)
        case .secure: rest = block(indent: indent + 2)
        case .list(let elements) where !elements.isEmpty: rest = block(indent: indent + 2)
        default: return lines(after: "-", indent: indent)
        }
        let margin = String(repeating: " ", count: indent)
        rest[0] = margin + "- " + rest[0].dropFirst(indent + 2)
        return rest
    }

    private func lines(after head: String, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        if case .text(let text) = self, let block = ScalarText(text).block(indent: indent + 2) {
            return ["\(margin)\(head) \(block[0])"] + block.dropFirst()
        }
        if let text = oneLine { return ["\(margin)\(head) \(text)"] }
        return [margin + head] + block(indent: indent + 2)
    }

    /// The value on one line; `nil` if it needs several.
    var oneLine: String? {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let text): text
        case .text(let text): ScalarText(text).line()
        case .list(let elements): elements.isEmpty ? "[]" : String?.none
        case .map(let entries): entries.isEmpty ? "{}" : String?.none
        case .secure: String?.none
        }
    }

    /// The value in flow style: braces and brackets.
    var flow: String {
        switch self {
        case .null, .bool, .number: oneLine ?? ""
        case .text(let text): ScalarText(text).line(inFlow: true)
        case .secure(let ciphertext): "{secure: \(ScalarText(ciphertext).line(inFlow: true))}"
        case .list(let elements): "[" + elements.map(\.flow).joined(separator: ", ") + "]"
        case .map(let entries):
            "{"
                + entries.map { "\(ScalarText($0.key).line(inFlow: true, isKey: true)): \($0.value.flow)" }
                .joined(separator: ", ") + "}"
        }
    }

    private func block(indent: Int) -> [String] {
        switch self {
        case .secure(let ciphertext): StoredValue.text(ciphertext).lines(key: "secure", indent: indent)
        case .map(let entries): entries.flatMap { $0.value.lines(key: $0.key, indent: indent) }
        case .list(let elements): elements.flatMap { $0.elementLines(indent: indent) }
        case .null, .bool, .number, .text: []
        }
    }
}

// MARK: - Ciphertexts

extension StoredValue {
    /// Returns the value with every ciphertext replaced.
    func mapCiphertexts(_ change: (String) throws(StateError) -> String) throws(StateError) -> StoredValue {
        switch self {
        case .secure(let ciphertext): return .secure(try change(ciphertext))
        case .list(var elements):
            for index in elements.indices { elements[index] = try elements[index].mapCiphertexts(change) }
            return .list(elements)
        case .map(var entries):
            for index in entries.indices { entries[index].value = try entries[index].value.mapCiphertexts(change) }
            return .map(entries)
        case .null, .bool, .number, .text: return self
        }
    }

    /// Reads a value from the JSON of a stack's history.
    init(history json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let number): self = .number(number.text)
        case .string(let text): self = .text(text)
        case .array(let elements): self = .list(elements.map(StoredValue.init(history:)))
        case .object(let object):
            if object.count == 1, let ciphertext = object["secure"]?.string {
                self = .secure(ciphertext)
            } else {
                self = .map(object.map { Entry(key: $0.key, value: StoredValue(history: $0.value)) })
            }
        }
    }
}
