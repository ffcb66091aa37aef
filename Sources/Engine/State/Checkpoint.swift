internal import JSON

/// What a checkpoint file holds. Resources stay JSON until someone needs them, so that a stack can be listed,
/// exported and restored without its passphrase.
public struct Checkpoint: Sendable {
    /// The newest version that is read, and the one that features call for.
    static let newestVersion = 4
    /// The version that is written if no feature is used.
    static let usualVersion = 3

    /// What else the deployment holds, without resources and pending operations; `nil` if nothing was ever deployed.
    var deployment: JSON.Object?
    /// Version of the format.
    var version = Checkpoint.usualVersion
    /// Features of the format that only newer engines know; empty for version 3.
    var features: [String] = []
    /// Resources, each after what it refers to.
    var resources: [JSON] = []
    /// Operations under way when it was saved.
    var pendingOperations: [JSON] = []

    /// What the engine that reads must know of; others are refused as Pulumi refuses them.
    private static let knownFeatures: Set<String> = [
        "refreshBeforeUpdate", "views", "hooks", "taint", "replaceWith", "snippets-prototype",
        "extensionParameterization",
    ]

    /// How many resources there are.
    public var resourceCount: Int { resources.count }

    /// When the stack was last saved, in RFC 3339; `nil` if it never was.
    public var lastUpdate: String? {
        // Go's zero time stands for none.
        deployment?["manifest"]?["time"]?.string.flatMap { $0.hasPrefix("0001-") ? nil : $0 }
    }

    /// The type and state of the secrets provider, if secrets were ever encrypted.
    var secretsProvider: (type: String, state: JSON)? {
        guard let provider = deployment?["secrets_providers"], let type = provider["type"]?.string, !type.isEmpty
        else { return nil }
        return (type, provider["state"] ?? .null)
    }

    /// The salt text of the passphrase provider; `nil` if the checkpoint names none.
    public var passphraseSalt: String? {
        secretsProvider.flatMap { $0.type == "passphrase" ? $0.state["salt"]?.string : nil }
    }
}

// MARK: - Reading

extension Checkpoint {
    /// Reads a checkpoint file.
    ///
    /// - Throws: ``StateError`` that says what is wrong, without the file's name.
    init(parsing bytes: [UInt8]) throws(StateError) {
        let document = try Self.parse(bytes)
        let version = document["version"]?.int ?? 0
        guard version == 0 || document["checkpoint"]?.object != nil,
            version > 0 || document["checkpoint"] != nil || document["stack"] != nil
        else { throw StateError(.damaged, "it has no 'checkpoint'") }
        let content = Self.upgraded(document, version: version)
        try self.init(version: content.version, features: document["features"], content.deployment)
    }

    /// Reads what `stack export` wrote.
    ///
    /// - Throws: ``StateError`` that says what is wrong.
    init(parsingExport bytes: [UInt8]) throws(StateError) {
        let document = try Self.parse(bytes)
        guard let deployment = document["deployment"] else {
            throw StateError(.damaged, "it has no 'deployment'")
        }
        guard let version = document["version"]?.int, version > 0 else {
            throw StateError(.damaged, "it names no version")
        }
        let content = Self.upgraded(deployment: deployment, version: version)
        try self.init(version: content.version, features: document["features"], content.deployment)
    }

    private static func parse(_ bytes: [UInt8]) throws(StateError) -> JSON {
        do {
            return try JSON(parsing: bytes)
        } catch {
            throw StateError(.damaged, bytes.isEmpty ? "it is empty" : "it is not JSON: \(error)")
        }
    }

    private init(version: Int, features: JSON?, _ content: JSON) throws(StateError) {
        self.version = version
        self.features = (features?.array ?? []).compactMap(\.string)
        let unknown = self.features.filter { !Self.knownFeatures.contains($0) }
        guard version <= Self.newestVersion, unknown.isEmpty else {
            let what = unknown.isEmpty ? "version \(version) of the format" : unknown.joined(separator: ", ")
            throw StateError(
                .refused,
                "the stack's state needs what this engine does not know: \(what)",
                remedy: "use a newer version of this engine, or the Pulumi CLI that wrote the state"
            )
        }
        if content.isNull { return }
        guard case .object(var deployment) = content else { throw StateError(.damaged, "its deployment is no object") }
        resources = try Self.list("resources", of: &deployment)
        pendingOperations = try Self.list("pending_operations", of: &deployment)
        self.deployment = deployment
    }

    private static func list(_ key: String, of deployment: inout JSON.Object) throws(StateError) -> [JSON] {
        guard let value = deployment[key] else { return [] }
        deployment[key] = nil
        if value.isNull { return [] }
        guard let list = value.array else { throw StateError(.damaged, "'\(key)' is not a list") }
        return list
    }
}

// MARK: - Writing

extension Checkpoint {
    /// The file of a stack: compact, as Pulumi's file backend writes.
    func fileBytes(stack: String) -> [UInt8] {
        fileBytes(stack: stack, lists: lists)
    }

    /// The file of a stack with these lists for its own.
    func fileBytes(stack: String, lists: [(key: String, list: JSONWriter)]) -> [UInt8] {
        var writer = JSONWriter(options: Self.fileOptions)
        writer.reserveCapacity(4096 + lists.reduce(0) { $0 + $1.list.bytes.count })
        writer.openObject()
        writeVersion(into: &writer)
        writer.name("checkpoint")
        writer.openObject()
        writer.name("stack")
        writer.write(stack)
        if let deployment {
            writer.name("latest")
            write(deployment, into: &writer) { writer in
                for (key, list) in lists {
                    writer.name(key)
                    writer.verbatim(list.bytes)
                }
            }
        }
        writer.closeObject()
        writer.closeObject()
        return writer.bytes
    }

    /// How a stack's file is written.
    static let fileOptions: JSON.WritingOptions = .escapingLineSeparators

    /// The resources and operations as the file has them; what is empty is left out.
    private var lists: [(key: String, list: JSONWriter)] {
        [("resources", resources), ("pending_operations", pendingOperations)].compactMap { key, values in
            if values.isEmpty { return nil }
            var list = JSONWriter(options: Self.fileOptions)
            list.reserveCapacity(2048 * values.count)
            list.write(.array(values))
            return (key, list)
        }
    }

    /// What `stack export` prints, with a line feed at the end.
    func exportText() -> String {
        var writer = JSONWriter(options: [.escapingLineSeparators, .indented])
        writer.openObject()
        writeVersion(into: &writer)
        writer.name("deployment")
        write(deployment ?? Self.emptyDeployment, into: &writer) { writer in
            for (key, list) in [("resources", resources), ("pending_operations", pendingOperations)]
            where !list.isEmpty {
                writer.name(key)
                writer.write(.array(list))
            }
        }
        writer.closeObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private static let emptyDeployment: JSON.Object = [
        "manifest": ["time": "0001-01-01T00:00:00Z", "magic": "", "version": ""], "metadata": [:],
    ]

    private func writeVersion(into writer: inout JSONWriter) {
        writer.name("version")
        writer.write(version)
        if !features.isEmpty {
            writer.name("features")
            writer.write(.array(features.map { .string($0) }))
        }
    }

    /// Resources and operations stand after the manifest and the secrets provider, and before all else.
    private func write(
        _ deployment: JSON.Object,
        into writer: inout JSONWriter,
        lists: (inout JSONWriter) -> Void
    ) {
        let before = ["manifest", "secrets_providers"]
        writer.openObject()
        for key in before {
            guard let value = deployment[key] else { continue }
            writer.name(key)
            writer.write(value)
        }
        lists(&writer)
        for member in deployment where !before.contains(member.key) {
            writer.name(member.key)
            writer.write(member.value)
        }
        writer.closeObject()
    }
}
