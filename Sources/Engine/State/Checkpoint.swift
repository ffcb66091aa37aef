internal import JSON

/// The content of a checkpoint file.
///
/// Resources stay JSON until they are needed, so that a stack can be listed, exported and imported without its
/// passphrase.
public struct Checkpoint: Sendable {
    /// The newest supported version, which files with features have.
    static let newestVersion = 4
    /// The version of files without features.
    static let usualVersion = 3

    /// The other members of the deployment; `nil` if nothing was ever deployed.
    var deployment: JSON.Object?
    /// The version of the format.
    var version = Checkpoint.usualVersion
    /// The features that a reading engine must support; empty for version 3.
    var features: [String] = []
    /// The resources, each after the ones it refers to.
    var resources: [JSON] = []
    /// The pending operations.
    var pendingOperations: [JSON] = []

    /// The supported features; files with others are refused, as in Pulumi.
    private static let knownFeatures: Set<String> = [
        "refreshBeforeUpdate", "views", "hooks", "taint", "replaceWith", "snippets-prototype",
        "extensionParameterization",
    ]

    /// The number of resources.
    public var resourceCount: Int { resources.count }

    /// The time of the last save, in RFC 3339; `nil` if it was never saved.
    public var lastUpdate: String? {
        // Go writes its zero time for "never".
        deployment?["manifest"]?["time"]?.string.flatMap { $0.hasPrefix("0001-") ? nil : $0 }
    }

    /// The type and state of the secrets provider; `nil` if nothing was ever encrypted.
    var secretsProvider: (type: String, state: JSON)? {
        guard let provider = deployment?["secrets_providers"], let type = provider["type"]?.string, !type.isEmpty
        else { return nil }
        return (type, provider["state"] ?? .null)
    }

    /// The salt text of the passphrase provider; `nil` if the checkpoint has another provider or none.
    public var passphraseSalt: String? {
        secretsProvider.flatMap { $0.type == "passphrase" ? $0.state["salt"]?.string : nil }
    }
}

// MARK: - Reading

extension Checkpoint {
    /// Parses a checkpoint file.
    ///
    /// - Throws: ``StateError`` that describes the fault, without the file's name.
    init(parsing bytes: [UInt8]) throws(StateError) {
        let document = try Self.parse(bytes)
        let version = document["version"]?.int ?? 0
        guard version == 0 || document["checkpoint"]?.object != nil,
            version > 0 || document["checkpoint"] != nil || document["stack"] != nil
        else { throw StateError(.damaged, "'checkpoint' is missing") }
        let content = Self.upgraded(document, version: version)
        try self.init(version: content.version, features: document["features"], content.deployment)
    }

    /// Parses the output of `stack export`.
    ///
    /// - Throws: ``StateError`` that describes the fault.
    init(parsingExport bytes: [UInt8]) throws(StateError) {
        let document = try Self.parse(bytes)
        guard let deployment = document["deployment"] else {
            throw StateError(.damaged, "'deployment' is missing")
        }
        guard let version = document["version"]?.int, version > 0 else {
            throw StateError(.damaged, "'version' is missing")
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
                "the stack's state uses unsupported features: \(what)",
                remedy: "use a newer version of this engine, or the Pulumi CLI that wrote the state"
            )
        }
        if content.isNull { return }
        guard case .object(var deployment) = content else {
            throw StateError(.damaged, "'deployment' is not an object")
        }
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
    /// Returns the bytes of a stack's file: compact JSON, as Pulumi's file backend writes.
    func fileBytes(stack: String) -> [UInt8] {
        let texts = lists.map { key, elements in
            var text = JSONWriter(options: Self.fileOptions)
            text.reserveCapacity(2048 * elements.count)
            text.write(.array(elements))
            return (key, text)
        }
        return fileBytes(stack: stack, lists: texts)
    }

    /// Returns the bytes of a stack's file with these lists.
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

    /// The JSON options of a stack's file.
    static let fileOptions: JSON.WritingOptions = .escapingLineSeparators

    /// The lists of resources and pending operations, without empty ones.
    private var lists: [(key: String, elements: [JSON])] {
        [("resources", resources), ("pending_operations", pendingOperations)].filter { !$0.1.isEmpty }
    }

    /// Returns the output of `stack export`, with a line feed at the end.
    func exportText() -> String {
        var writer = JSONWriter(options: [.escapingLineSeparators, .indented])
        writer.openObject()
        writeVersion(into: &writer)
        writer.name("deployment")
        write(deployment ?? Self.emptyDeployment, into: &writer) { writer in
            for (key, elements) in lists {
                writer.name(key)
                writer.write(.array(elements))
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

    /// Writes a deployment, with the lists after the manifest and the secrets provider.
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
