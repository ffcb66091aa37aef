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

    private let name: String
    private let lines: Mutex<[String]>

    /// The settings of a project's stack; empty if there is no file yet.
    ///
    /// - Throws: ``DiagnosticError`` if the file is no YAML.
    public init(of project: Project, stack: String) throws(DiagnosticError) {
        name = "Pulumi.\(stack).yaml"
        let folder = project.stackConfigurationFolder.map { FilePath.joined(project.folder, $0) } ?? project.folder
        path = FilePath.joined(folder, name)
        let text = FilePath.isFile(path) ? String(decoding: try TextFile.read(path), as: UTF8.self) : ""
        lines = Mutex(Self.split(text))
        _ = try document()
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
            values[entry.key.scalar?.text ?? ""] = try value(entry.value, secrets)
        }
        return values
    }

    /// The configuration as it stands in the file, encrypted, for the stack's history.
    public func stored() throws -> JSON {
        let pairs = try entries().map { entry in (entry.key.scalar?.text ?? "", Self.stored(entry.value)) }
        return .object(JSON.Object(pairs.sorted { $0.0 < $1.0 }))
    }

    /// Sets a key to text, or to encrypted text.
    public func set(_ key: String, _ value: String, isSecret: Bool, _ secrets: any SecretsProvider) throws {
        let text = isSecret ? nil : Self.scalar(value)
        let block = try text.map { ["  \(key): \($0)"] } ?? ["  \(key):", "    secure: \(secrets.encrypt(value))"]
        lines.withLock { Self.replace(key, by: block, in: &$0) }
        try save()
    }

    /// Removes a key.
    ///
    /// - Returns: Whether it was there.
    public func remove(_ key: String) throws -> Bool {
        let wasThere = try entries().contains { $0.key.scalar?.text == key }
        guard wasThere else { return false }
        lines.withLock { Self.replace(key, by: [], in: &$0) }
        try save()
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

    private func entries() throws(DiagnosticError) -> [YAMLNode.Entry] {
        guard let config = try document().root?["config"], !config.isNull else { return [] }
        guard let entries = config.mapping else {
            throw DiagnosticError(
                Diagnostic(.error, "`config` must hold keys and values", file: name, range: config.range)
            )
        }
        return entries
    }

    private func value(_ node: YAMLNode, _ secrets: any SecretsProvider) throws -> ConfigurationValue {
        if let ciphertext = Self.ciphertext(node) { return .secret(try secrets.decrypt(ciphertext)) }
        if let scalar = node.scalar {
            // A date becomes what Go prints of it, as in Pulumi.
            if case .timestamp(let timestamp) = scalar.value { return .text(timestamp.description) }
            return .text(scalar.text)
        }
        return .object(try object(node, secrets))
    }

    private func object(_ node: YAMLNode, _ secrets: any SecretsProvider) throws -> PropertyValue {
        if let ciphertext = Self.ciphertext(node) { return .secret(.string(try secrets.decrypt(ciphertext))) }
        if let elements = node.sequence { return .list(try elements.map { try object($0, secrets) }) }
        if let entries = node.mapping {
            return .map(PropertyMap(try entries.map { ($0.key.scalar?.text ?? "", try object($0.value, secrets)) }))
        }
        return node.plainValue
    }

    /// The ciphertext of `{secure: …}`, which stands for one encrypted value.
    private static func ciphertext(_ node: YAMLNode) -> String? {
        guard let entries = node.mapping, entries.count == 1 else { return nil }
        return node["secure"]?.scalar?.text
    }

    /// The value in the form of Pulumi's history: a secret and a structure are marked, both hold text.
    private static func stored(_ node: YAMLNode) -> JSON {
        if let ciphertext = ciphertext(node) { return ["value": .string(ciphertext), "secret": true] }
        if let scalar = node.scalar { return ["value": .string(scalar.text), "secret": false] }
        let text = (try? node.plainValue.json().text()) ?? ""
        return ["value": .string(text), "secret": .bool(text.contains("\"secure\":")), "object": true]
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

    /// Puts a key's lines where the old ones stand, or at the end of `config`.
    private static func replace(_ key: String, by block: [String], in lines: inout [String]) {
        if lines.contains("config: {}") { lines[lines.firstIndex(of: "config: {}") ?? 0] = "config:" }
        guard let config = lines.firstIndex(where: { $0.hasPrefix("config:") }) else {
            if !block.isEmpty { lines += ["config:"] + block }
            return
        }
        var end = config + 1
        while end < lines.count, lines[end].isEmpty || lines[end].hasPrefix(" ") || lines[end].hasPrefix("#") {
            end += 1
        }
        let starts = ["  \(key):", "  \"\(key)\":", "  '\(key)':"]
        guard let start = lines[config..<end].firstIndex(where: { line in starts.contains { line.hasPrefix($0) } })
        else {
            lines.insert(contentsOf: block, at: end)
            return
        }
        let next = lines[(start + 1)..<end].firstIndex { !$0.hasPrefix("   ") } ?? end
        lines.replaceSubrange(start..<next, with: block)
    }

    /// Text as a YAML scalar that reads back as that text; quoted if YAML would take it for something else.
    private static func scalar(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.allSatisfy { isPlainByte($0) } && YAMLScalar(text).string != nil
        return isPlain && !text.hasPrefix("-") ? text : JSON.string(text).text()
    }

    private static func isPlainByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
