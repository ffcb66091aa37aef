internal import Glibc
public import JSON
internal import PulumiProtocol
internal import Synchronization

/// A stack's settings file, `Pulumi.<stack>.yaml`: configuration and the salt of its secrets.
///
/// Changes are made to the file's lines, so that comments, order and what other tools keep there stay.
public final class StackSettings: Sendable {
    /// The file, an absolute path.
    public let path: String

    /// One key of the configuration.
    private struct Entry {
        /// The full key, whatever the file calls it.
        var key: String
        /// The key as it stands in the file.
        var place: YAMLNode
        var value: YAMLNode
    }

    private let name: String
    private let project: String
    private let lines: Mutex<[String]>

    /// The settings of a project's stack; empty if there is no file yet.
    ///
    /// - Throws: ``DiagnosticError`` if the file is no YAML.
    public init(of project: Project, stack: String) throws(DiagnosticError) {
        name = "Pulumi.\(stack).yaml"
        self.project = project.name
        let folder = project.stackConfigurationFolder.map { FilePath.joined(project.folder, $0) } ?? project.folder
        path = FilePath.joined(folder, name)
        let text = FilePath.isFile(path) ? String(decoding: try TextFile.read(path), as: UTF8.self) : ""
        lines = Mutex(Self.split(text))
        if let root = try document().root, root.mapping == nil, !root.isNull {
            throw DiagnosticError(
                Diagnostic(.error, "expected the stack's settings to be an object", file: name, range: root.range)
            )
        }
    }

    /// `encryptionsalt`; `nil` if nothing was ever encrypted.
    public func salt() throws(DiagnosticError) -> String? {
        try document().root?["encryptionsalt"]?.scalar?.text
    }

    /// What encrypts and decrypts the stack's secrets; a salt that it makes is written to the file.
    public func secrets(_ source: PassphraseSource) throws -> PassphraseSecrets {
        PassphraseSecrets(salt: try salt(), source: source) { salt throws(StateError) in
            self.lines.withLock { lines in
                lines.removeAll { $0.hasPrefix("encryptionsalt:") }
                lines.insert("encryptionsalt: \(salt)", at: 0)
            }
            try self.save()
        }
    }

    /// The configuration by full key, such as `aws:region`, decrypted.
    ///
    /// - Throws: ``DiagnosticError`` for what is no configuration, ``StateError`` if a secret cannot be decrypted.
    public func values(_ secrets: any SecretsProvider) throws -> [String: ConfigurationValue] {
        var values: [String: ConfigurationValue] = [:]
        for entry in try entries() {
            values[entry.key] = try value(entry.value, secrets)
        }
        return values
    }

    /// The configuration as it stands in the file, encrypted, for the stack's history.
    public func stored() throws -> JSON {
        let pairs = try entries().map { ($0.key, StoredValue($0.value).json) }
        return .object(JSON.Object(pairs).sorted())
    }

    /// Sets a key to text, or to encrypted text.
    ///
    /// - Parameter isPath: Whether the key's name is a path such as `servers[0].port`, of which only that place is set.
    /// - Throws: ``StateError`` if the path leads nowhere or the text cannot be encrypted.
    public func set(
        _ key: String,
        _ value: String,
        isSecret: Bool,
        isPath: Bool = false,
        _ secrets: any SecretsProvider
    ) throws {
        let (root, path) = try Self.split(key, isPath: isPath)
        var new: StoredValue = isSecret ? .secure(try secrets.encrypt(value)) : .text(value)
        if !path.isEmpty {
            if !isSecret { new = StoredValue(coercing: value) }
            var whole = try stored(root) ?? .null
            // A scalar that was there gives way to what the path needs, as in Pulumi.
            if whole.value(at: path.prefix(1)) == nil, !whole.isCollection { whole = .null }
            try whole.set(new, at: path)
            new = whole
        }
        try replace(root, by: new)
    }

    /// The value of a key, decrypted; `nil` if there is none.
    ///
    /// - Parameter isPath: Whether the key's name is a path into the value.
    public func value(
        _ key: String,
        isPath: Bool = false,
        _ secrets: any SecretsProvider
    ) throws -> ConfigurationValue? {
        let (root, path) = try Self.split(key, isPath: isPath)
        guard let entry = try entries().first(where: { $0.key == root }) else { return nil }
        var node = entry.value
        for element in path {
            let inner: YAMLNode? =
                switch element {
                case .key(let name): Self.ciphertext(node) == nil ? node[name] : nil
                case .index(let index): node.sequence.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                case .any: nil
                }
            guard let inner else { return nil }
            node = inner
        }
        return try value(node, secrets)
    }

    /// Removes a key, or the place in its value that a path names.
    ///
    /// - Returns: Whether the key was there.
    public func remove(_ key: String, isPath: Bool = false) throws -> Bool {
        let (root, path) = try Self.split(key, isPath: isPath)
        guard var whole = try stored(root) else { return false }
        guard !path.isEmpty else {
            try replace(root, by: nil)
            return true
        }
        try whole.remove(at: path)
        try replace(root, by: whole)
        return true
    }
}

extension StackSettings {
    /// Deletes the file.
    ///
    /// - Throws: ``StateError`` if the operating system refuses; a file that is not there is no fault.
    public func delete() throws(StateError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw SystemFailure.error("delete", path) }
    }

    private func document() throws(DiagnosticError) -> YAMLDocument {
        let text = lines.withLock { $0.joined(separator: "\n") }
        return try YAMLDocument(parsing: Array(text.utf8), file: name)
    }

    private func entries() throws(DiagnosticError) -> [Entry] {
        guard let config = try document().expandedRoot()?["config"], !config.isNull else { return [] }
        guard let entries = config.mapping else {
            throw refusal("`config` must hold keys and values", at: config)
        }
        var found: [Entry] = []
        for entry in entries {
            guard let text = entry.key.string, let key = ConfigurationKey.full(text, project: project) else {
                throw refusal(
                    "could not parse \(entry.key.scalar?.text ?? "a collection") as a configuration key",
                    at: entry.key,
                    hint: "keys are of the form NAMESPACE:NAME"
                )
            }
            found.append(Entry(key: key, place: entry.key, value: entry.value))
        }
        return found
    }

    private func refusal(_ summary: String, at node: YAMLNode, hint: String? = nil) -> DiagnosticError {
        DiagnosticError(Diagnostic(.error, summary, file: name, range: node.range, hint: hint))
    }

    private func value(_ node: YAMLNode, _ secrets: any SecretsProvider) throws -> ConfigurationValue {
        if let ciphertext = Self.ciphertext(node) { return .secret(try secrets.decrypt(ciphertext)) }
        if let scalar = node.scalar {
            try refuseInfinity(node)
            return .text(scalar.configurationText)
        }
        return .object(try object(node, secrets))
    }

    /// Settings are kept as JSON, which has no such numbers.
    private func refuseInfinity(_ node: YAMLNode) throws(DiagnosticError) {
        guard let number = node.scalar?.number, !number.isFinite else { return }
        throw refusal(
            "a configuration value cannot be \(node.scalar?.text ?? "")",
            at: node,
            hint: "write it in quotes"
        )
    }

    private func object(_ node: YAMLNode, _ secrets: any SecretsProvider) throws -> PropertyValue {
        if let ciphertext = Self.ciphertext(node) { return .secret(.string(try secrets.decrypt(ciphertext))) }
        if let elements = node.sequence { return .list(try elements.map { try object($0, secrets) }) }
        if let entries = node.mapping {
            return .map(PropertyMap(try entries.map { ($0.key.scalar?.text ?? "", try object($0.value, secrets)) }))
        }
        try refuseInfinity(node)
        if let scalar = node.scalar, case .timestamp = scalar.value { return .string(scalar.configurationText) }
        return node.plainValue
    }

    /// The ciphertext of `{secure: …}`, which stands for one encrypted value.
    private static func ciphertext(_ node: YAMLNode) -> String? {
        guard let entries = node.mapping, entries.count == 1 else { return nil }
        return node["secure"]?.scalar?.text
    }

    private func stored(_ key: String) throws(DiagnosticError) -> StoredValue? {
        try entries().first { $0.key == key }.map { StoredValue($0.value) }
    }

    /// The key in the file and the path into its value: `a:b[0].c` is `[0].c` of `a:b`.
    private static func split(
        _ key: String,
        isPath: Bool
    ) throws(StateError) -> (root: String, path: ArraySlice<PropertyPath.Element>) {
        guard isPath else { return (key, []) }
        let parts = key.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let path = PropertyPath(String(parts[1])), case .key(let name)? = path.elements.first
        else { throw StateError(.refused, "'\(key)' is no path of a configuration key, such as project:name[0].port") }
        return ("\(parts[0]):\(name)", path.elements.dropFirst())
    }

    private func save() throws(StateError) {
        let text = lines.withLock { $0.joined(separator: "\n") + "\n" }
        try AtomicFile.write(path, Array(text.utf8), mode: 0o644)
    }
}

extension StackSettings {
    private static func split(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// Puts a key's lines where the old ones stand, or at the end of `config`; all other lines stay.
    private func replace(_ key: String, by value: StoredValue?) throws {
        let config = try document().root?["config"]
        let entries = try entries()
        if !entries.isEmpty, config.map(isFlow) == true {
            throw StateError(
                .refused,
                "\(name): 'config' is written in braces, which this command does not change",
                remedy: "write each key on a line of its own"
            )
        }
        // Entries stand one below the other at the column of the first.
        let indent = entries.first.map { $0.place.start.column - 1 } ?? 2
        let block = value?.lines(key: key, indent: indent) ?? []
        lines.withLock { lines in
            guard let last = entries.last else {
                lines.removeAll { $0.hasPrefix("config:") }
                if !block.isEmpty { lines += ["config:"] + block }
                return
            }
            let starts = entries.map { $0.place.start.line - 1 }
            guard let index = entries.firstIndex(where: { $0.key == key }) else {
                let end = Self.end(ofEntryAt: last.place.start.line - 1, before: nil, in: lines)
                lines.insert(contentsOf: block, at: end)
                return
            }
            let next = index + 1 < starts.count ? starts[index + 1] : nil
            let end = Self.end(ofEntryAt: starts[index], before: next, in: lines)
            lines.replaceSubrange(starts[index]..<end, with: block)
            if block.isEmpty, entries.count == 1 { lines.removeAll { $0.hasPrefix("config:") } }
        }
        try save()
    }

    private func isFlow(_ config: YAMLNode) -> Bool {
        let text = lines.withLock { lines in
            lines.indices.contains(config.start.line - 1) ? lines[config.start.line - 1] : ""
        }
        return text.dropFirst(config.start.column - 1).hasPrefix("{")
    }

    /// The line after an entry. Blank lines and comments before what follows belong to that.
    private static func end(ofEntryAt start: Int, before next: Int?, in lines: [String]) -> Int {
        var end =
            next ?? lines[(start + 1)...].firstIndex { !$0.isEmpty && !" #".contains($0.prefix(1)) } ?? lines.count
        while end > start + 1, lines[end - 1].trimmed.isEmpty || lines[end - 1].trimmed.hasPrefix("#") { end -= 1 }
        return end
    }
}

extension StoredValue {
    fileprivate var isCollection: Bool {
        switch self {
        case .list, .map: true
        default: false
        }
    }
}
