internal import Glibc
public import JSON
internal import PulumiProtocol
internal import Synchronization

/// A stack's settings file, `Pulumi.<stack>.yaml`: its configuration and the salt of its secrets.
///
/// Edits change single lines, so that comments, order and unknown keys are kept.
public final class StackSettings: Sendable {
    private struct State {
        var text: SettingsText
        /// The nesting depth of batches; the outermost one saves.
        var batches = 0
    }

    /// The absolute path of the file.
    public let path: String

    private let name: String
    private let project: String
    private let state: Mutex<State>

    /// Reads the settings of a project's stack; a missing file counts as empty.
    ///
    /// `file` overrides the path that follows from the stack's name.
    ///
    /// - Throws: ``DiagnosticError`` if the file is not valid YAML.
    public init(of project: Project, stack: String, file: String? = nil) throws(DiagnosticError) {
        let folder = project.stackConfigurationFolder.map { FilePath.joined(project.folder, $0) } ?? project.folder
        path =
            file.map { FilePath.joined(BackendLocation.workingFolder, $0) }
            ?? FilePath.joined(folder, "Pulumi.\(stack).yaml")
        name = FilePath.name(of: path)
        self.project = project.name
        var bytes = FilePath.isFile(path) ? try TextFile.read(path) : []
        // The byte order mark is not part of the first line.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        state = Mutex(State(text: SettingsText(String(decoding: bytes, as: UTF8.self), name: name)))
        if let root = try document().root, root.mapping == nil, !root.isNull {
            throw refusal("expected the stack's settings to be an object", at: root)
        }
    }

    /// Indicates that the file exists.
    public var exists: Bool { FilePath.isFile(path) }

    /// Returns `encryptionsalt`, or `nil` if nothing was ever encrypted.
    public func salt() throws(DiagnosticError) -> String? {
        try document().root?["encryptionsalt"]?.scalar?.text
    }

    /// Returns the provider of the stack's secrets, which writes a new salt to the file.
    public func secrets(_ source: PassphraseSource) throws -> PassphraseSecrets {
        PassphraseSecrets(salt: try salt(), source: source) { salt throws(StateError) in
            try self.setSalt(salt)
        }
    }

    /// Replaces the salt in the file.
    ///
    /// - Throws: ``StateError`` if the file cannot be written.
    public func setSalt(_ salt: String) throws(StateError) {
        do {
            try change { text in try text.set(.text(salt), at: [.key("encryptionsalt")]) }
        } catch let error as StateError {
            throw error
        } catch {
            throw StateError(.damaged, "\(name): \(error)")
        }
    }

    /// Returns the decrypted configuration by full key, such as `aws:region`.
    ///
    /// - Throws: ``DiagnosticError`` for malformed configuration, ``StateError`` if a secret cannot be decrypted.
    public func values(_ secrets: any SecretsProvider) throws -> [String: ConfigurationValue] {
        var values: [String: ConfigurationValue] = [:]
        for (key, node) in try entries() { values[key.description] = try value(node, secrets) }
        return values
    }

    /// Returns the configuration as in the file, encrypted, for the stack's history.
    public func stored() throws -> JSON {
        let pairs = try entries().map { ($0.key.description, StoredValue($0.value).json) }
        return .object(JSON.Object(pairs).sorted())
    }

    /// Returns whether any value is encrypted.
    public func holdsSecrets() throws -> Bool {
        try entries().contains { entry in
            var found = false
            _ = try StoredValue(entry.value).mapCiphertexts { ciphertext throws(StateError) in
                found = true
                return ciphertext
            }
            return found
        }
    }

    /// Deletes the file, if it exists.
    ///
    /// - Throws: ``StateError`` with the error of the operating system.
    public func delete() throws(StateError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw SystemFailure.error("delete", path) }
    }
}

// MARK: - Single values

extension StackSettings {
    /// The type of a value in the file.
    public enum ValueType: String, Sendable, CaseIterable {
        case string, int, bool, float
    }

    /// Sets a key to plain or encrypted text.
    ///
    /// If `isPath` is true, `key` may be a path such as `servers[0].port`, of which only the last part is set. Without
    /// `type` the value is text; in a path, booleans and integers are recognized.
    ///
    /// - Throws: ``StateError`` if the path is invalid or the text cannot be encrypted.
    public func set(
        _ key: String,
        _ value: String,
        isSecret: Bool,
        isPath: Bool = false,
        type: ValueType? = nil,
        _ secrets: any SecretsProvider
    ) throws {
        let (root, path) = try split(key, isPath: isPath)
        let new: StoredValue =
            if isSecret {
                .secure(try secrets.encrypt(value))
            } else if let type {
                try StoredValue(value, type: type)
            } else {
                path.isEmpty ? .text(value) : StoredValue(coercing: value)
            }
        try set(new, root, path)
    }

    /// Sets a key to a list or map without secrets.
    ///
    /// - Throws: ``StateError`` if the key is invalid or the file cannot be written.
    public func set(_ key: String, object: JSON) throws {
        try set(StoredValue(history: object), try ConfigurationKey(key, project: project), [])
    }

    private func set(_ value: StoredValue, _ key: ConfigurationKey, _ path: [PropertyPath.Element]) throws {
        let written = try entry(key)?.written ?? key.description
        let old = try entry(key).map { StoredValue($0.value) } ?? .null
        try change { text in
            // As in Pulumi, a path replaces a scalar.
            if !path.isEmpty, !old.isCollection, old != .null {
                try text.set(.null, at: [.key("config"), .key(written)])
            }
            try text.set(value, at: [.key("config"), .key(written)] + path)
        }
    }

    /// Returns the decrypted value of a key, or of a path into it if `isPath` is true; `nil` if there is none.
    public func value(
        _ key: String,
        isPath: Bool = false,
        _ secrets: any SecretsProvider
    ) throws -> ConfigurationValue? {
        let (root, path) = try split(key, isPath: isPath)
        guard var node = try entry(root)?.value else { return nil }
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

    /// Removes a key, or the part of its value that a path names.
    ///
    /// - Returns: Whether the key existed.
    @discardableResult
    public func remove(_ key: String, isPath: Bool = false) throws -> Bool {
        let (root, path) = try split(key, isPath: isPath)
        guard let entry = try entry(root) else { return false }
        try change { text in
            if path.isEmpty, try self.entries().count == 1 {
                try text.remove(at: [.key("config")])
            } else {
                try text.remove(at: [.key("config"), .key(entry.written)] + path)
            }
        }
        return true
    }
}

// MARK: - All values

extension StackSettings {
    /// Makes several changes and saves once; if one fails, none is made.
    ///
    /// - Throws: The errors of `body`, and ``StateError`` if the file cannot be written.
    public func batch(_ body: () throws -> Void) throws {
        let before = state.withLock { state in
            state.batches += 1
            return state.text
        }
        do {
            try body()
        } catch {
            state.withLock { state in
                state.batches -= 1
                state.text = before
            }
            throw error
        }
        state.withLock { $0.batches -= 1 }
        try save()
    }

    /// Replaces the configuration by that of an entry of the stack's history.
    ///
    /// - Throws: ``StateError`` if the file cannot be written.
    public func replace(by history: JSON) throws {
        let new = history.object ?? [:]
        try batch {
            for (key, _) in try entries() where new[key.description] == nil { try remove(key.description) }
            for member in new.sorted() {
                let key = try ConfigurationKey(member.key, project: project)
                if let old = try entry(key), StoredValue(old.value).json == member.value { continue }
                try set(StoredValue(history: member.value), key, [])
            }
        }
    }

    /// Copies a value, or all values if `key` is `nil`, from another stack and re-encrypts their secrets.
    ///
    /// - Throws: ``StateError`` if there is no such key, or a secret cannot be decrypted or encrypted.
    public func copy(
        _ key: String?,
        isPath: Bool,
        from other: StackSettings,
        _ reading: any SecretsProvider,
        _ writing: any SecretsProvider
    ) throws {
        let reencrypt = { (ciphertext: String) throws(StateError) -> String in
            try writing.encrypt(reading.decrypt(ciphertext))
        }
        try batch {
            guard let key else {
                for (key, node) in try other.entries().sorted(by: { $0.key < $1.key }) {
                    try set(StoredValue(node).mapCiphertexts(reencrypt), key, [])
                }
                return
            }
            let (root, path) = try other.split(key, isPath: isPath)
            guard let value = try other.entry(root).flatMap({ StoredValue($0.value).value(at: path[...]) }) else {
                throw StateError(
                    .refused,
                    "configuration key '\(root.short(in: project))' not found in \(other.name)"
                )
            }
            try set(value.mapCiphertexts(reencrypt), root, path)
        }
    }

    /// Re-encrypts all secrets with another provider and stores its salt.
    ///
    /// - Throws: ``StateError`` if a secret cannot be decrypted or encrypted.
    public func reencrypt(from old: any SecretsProvider, to new: PassphraseSecrets) throws {
        try batch {
            try copy(nil, isPath: false, from: self, old, new)
            try change { text in
                try text.remove(at: [.key("secretsprovider")])
                try text.remove(at: [.key("encryptedkey")])
            }
            if let salt = new.salt { try setSalt(salt) }
        }
    }
}

// MARK: - File

extension StackSettings {
    private func document() throws(DiagnosticError) -> YAMLDocument {
        try state.withLock(\.text).document()
    }

    /// Returns the entries of `config` with full keys.
    private func entries() throws -> [(key: ConfigurationKey, value: YAMLNode)] {
        try allEntries().map { ($0.key, $0.value) }
    }

    private func entry(_ key: ConfigurationKey) throws -> (value: YAMLNode, written: String)? {
        try allEntries().first { $0.key == key }.map { ($0.value, $0.written) }
    }

    private func allEntries() throws -> [(key: ConfigurationKey, value: YAMLNode, written: String)] {
        guard let config = try document().expandedRoot()?["config"], !config.isNull else { return [] }
        guard let entries = config.mapping else { throw refusal("`config` must be a map", at: config) }
        return try entries.map { entry in
            guard let written = entry.key.string, let key = try? ConfigurationKey(written, project: project) else {
                throw refusal(
                    "could not parse \(entry.key.scalar?.text ?? "a collection") as a configuration key",
                    at: entry.key,
                    hint: "keys are of the form NAMESPACE:NAME"
                )
            }
            return (key, entry.value, written)
        }
    }

    private func refusal(_ summary: String, at node: YAMLNode, hint: String? = nil) -> DiagnosticError {
        DiagnosticError(Diagnostic(.error, summary, file: name, range: node.range, hint: hint))
    }

    /// Refuses infinities, because JSON has none.
    private func refuseInfinity(_ node: YAMLNode) throws(DiagnosticError) {
        guard let number = node.scalar?.number, !number.isFinite else { return }
        throw refusal(
            "a configuration value cannot be \(node.scalar?.text ?? "")",
            at: node,
            hint: "write it in quotes"
        )
    }

    private func value(_ node: YAMLNode, _ secrets: any SecretsProvider) throws -> ConfigurationValue {
        if let ciphertext = Self.ciphertext(node) { return .secret(try secrets.decrypt(ciphertext)) }
        // Pulumi reads null as empty text.
        if node.isNull { return .text("") }
        try refuseInfinity(node)
        if let scalar = node.scalar { return .text(scalar.configurationText) }
        return .object(try object(node, secrets))
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

    /// Returns the ciphertext of `{secure: …}`, which denotes one encrypted value.
    private static func ciphertext(_ node: YAMLNode) -> String? {
        guard let entries = node.mapping, entries.count == 1 else { return nil }
        return node["secure"]?.string
    }

    /// Splits a path into the key in the file and the path into its value: `a:b[0].c` is `[0].c` of `a:b`.
    private func split(
        _ text: String,
        isPath: Bool
    ) throws(StateError) -> (root: ConfigurationKey, path: [PropertyPath.Element]) {
        let key = try ConfigurationKey(text, isPath: isPath, project: project)
        guard isPath else { return (key, []) }
        guard let path = PropertyPath(key.name), case .key(let name)? = path.elements.first, !name.isEmpty
        else { throw StateError(.refused, "'\(text)' is not a configuration path such as servers[0].port") }
        return (ConfigurationKey(namespace: key.namespace, name: name), Array(path.elements.dropFirst()))
    }

    private func change(_ body: (inout SettingsText) throws -> Void) throws {
        var text = state.withLock(\.text)
        try body(&text)
        state.withLock { $0.text = text }
        if state.withLock({ $0.batches == 0 }) { try save() }
    }

    private func save() throws(StateError) {
        guard let text = state.withLock({ $0.batches == 0 ? $0.text.text : nil }) else { return }
        try AtomicFile.write(path, Array(text.utf8), mode: 0o644)
    }
}

extension StoredValue {
    fileprivate var isCollection: Bool {
        switch self {
        case .list, .map: true
        default: false
        }
    }

    /// Parses a value of a declared type.
    ///
    /// - Throws: ``StateError`` if the text is not of that type.
    fileprivate init(_ text: String, type: StackSettings.ValueType) throws(StateError) {
        switch type {
        case .string:
            self = .text(text)
            return
        case .int: if let number = Int64(text) { self = .number(String(number)); return }
        case .bool: if let value = Self.truth[text] { self = .bool(value); return }
        case .float:
            if let number = Double(text), number.isFinite { self = .number(GoText.number(number)); return }
        }
        throw StateError(.refused, "'\(text)' is not of type \(type.rawValue)")
    }

    private static let truth: [String: Bool] = [
        "1": true, "t": true, "T": true, "true": true, "True": true, "TRUE": true,
        "0": false, "f": false, "F": false, "false": false, "False": false, "FALSE": false,
    ]
}
