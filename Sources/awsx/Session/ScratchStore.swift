import Engine
import Glibc
import JSON
import PulumiProtocol
import Synchronization

/// Stand-in until the file backend lands: plain JSON, secrets in the clear.
struct ScratchStore: Sendable {
    let folder: String
    let project: String

    init(project: Project, environment: [String: String]) throws {
        let url = environment["PULUMI_BACKEND_URL"] ?? project.backendURL ?? "file://~"
        var path = String(url.dropFirst("file://".count))
        if path.hasPrefix("~") { path = (environment["HOME"] ?? "/tmp") + path.dropFirst() }
        folder = path + "/.pulumi/stacks/" + project.name
        self.project = project.name
        var made = ""
        for part in folder.split(separator: "/") { made += "/" + part; mkdir(made, 0o755) }
    }

    func exists(_ stack: String) -> Bool { access(path(stack), F_OK) == 0 }
    func path(_ stack: String) -> String { "\(folder)/\(stack).json" }

    func load(_ stack: String) throws -> Snapshot {
        guard let deployment = try JSON(parsing: readFile(path(stack)))["deployment"] else { return Snapshot() }
        return Snapshot(
            resources: try (deployment["resources"]?.array ?? []).map(Self.state),
            pendingOperations: try (deployment["pending_operations"]?.array ?? []).map {
                .init(.init(rawValue: $0["type"]?.string ?? "") ?? .creating, try Self.state($0["resource"] ?? [:]))
            }
        )
    }

    func export(_ snapshot: Snapshot) throws -> JSON {
        let pending: [JSON] = try snapshot.pendingOperations.map {
            ["resource": try Self.json($0.resource), "type": .string($0.kind.rawValue)]
        }
        return [
            "version": 3,
            "deployment": [
                "resources": .array(try snapshot.resources.map(Self.json)), "pending_operations": .array(pending),
            ],
        ]
    }

    func save(_ snapshot: Snapshot, _ stack: String) throws {
        let text = try export(snapshot).text()
        let temporary = path(stack) + ".new"
        guard let file = fopen(temporary, "w") else { throw LocalCloudError(description: "cannot write \(temporary)") }
        fputs(text, file); fclose(file)
        rename(temporary, path(stack))
    }

    static func state(_ json: JSON) throws -> ResourceState {
        var s = ResourceState(
            urn: json["urn"]?.string ?? "",
            type: json["type"]?.string ?? "",
            isCustom: json["custom"]?.bool ?? false
        )
        func properties(_ key: String) throws -> PropertyMap {
            try json[key].map { try PropertyMap(checkpointJSON: $0, decrypting: { $0 }) } ?? [:]
        }
        func strings(_ key: String) -> [String] { (json[key]?.array ?? []).compactMap(\.string) }
        s.id = json["id"]?.string ?? ""
        s.inputs = try properties("inputs"); s.outputs = try properties("outputs")
        s.parent = json["parent"]?.string ?? ""; s.provider = json["provider"]?.string ?? ""
        s.dependencies = strings("dependencies")
        for member in json["propertyDependencies"]?.object ?? [:] {
            s.propertyDependencies[member.key] = (member.value.array ?? []).compactMap(\.string)
        }
        s.isPendingDeletion = json["delete"]?.bool ?? false
        s.isPendingReplacement = json["pendingReplacement"]?.bool ?? false
        s.isProtected = json["protect"]?.bool ?? false
        s.isTainted = json["taint"]?.bool ?? false
        s.isExternal = json["external"]?.bool ?? false
        s.retainOnDelete = json["retainOnDelete"]?.bool
        s.deletedWith = json["deletedWith"]?.string ?? ""
        s.initErrors = strings("initErrors")
        s.additionalSecretOutputs = strings("additionalSecretOutputs")
        s.aliases = strings("aliases")
        if let t = json["customTimeouts"] {
            s.customTimeouts = .init(
                create: t["create"]?.double ?? 0,
                update: t["update"]?.double ?? 0,
                delete: t["delete"]?.double ?? 0
            )
        }
        s.importID = json["importID"]?.string ?? ""
        s.ignoreChanges = strings("ignoreChanges"); s.replaceOnChanges = strings("replaceOnChanges")
        return s
    }

    static func json(_ s: ResourceState) throws -> JSON {
        var o: JSON.Object = ["urn": .string(s.urn), "custom": .bool(s.isCustom)]
        if s.isPendingDeletion { o["delete"] = true }
        if !s.id.isEmpty { o["id"] = .string(s.id) }
        o["type"] = .string(s.type)
        if !s.inputs.isEmpty { o["inputs"] = try s.inputs.scratch() }
        if !s.outputs.isEmpty { o["outputs"] = try s.outputs.scratch() }
        if !s.parent.isEmpty { o["parent"] = .string(s.parent) }
        if s.isProtected { o["protect"] = true }
        if s.isTainted { o["taint"] = true }
        if s.isExternal { o["external"] = true }
        if !s.dependencies.isEmpty { o["dependencies"] = .array(s.dependencies.map { .string($0) }) }
        if !s.initErrors.isEmpty { o["initErrors"] = .array(s.initErrors.map { .string($0) }) }
        if !s.provider.isEmpty { o["provider"] = .string(s.provider) }
        if !s.propertyDependencies.isEmpty {
            o["propertyDependencies"] = .object(
                .init(
                    s.propertyDependencies.sorted { $0.key < $1.key }.map {
                        ($0.key, .array($0.value.map { .string($0) }))
                    }
                )
            )
        }
        if s.isPendingReplacement { o["pendingReplacement"] = true }
        if !s.additionalSecretOutputs.isEmpty {
            o["additionalSecretOutputs"] = .array(s.additionalSecretOutputs.map { .string($0) })
        }
        if !s.aliases.isEmpty { o["aliases"] = .array(s.aliases.map { .string($0) }) }
        if let t = s.customTimeouts {
            o["customTimeouts"] = [
                "create": .number(t.create), "update": .number(t.update), "delete": .number(t.delete),
            ]
        }
        if !s.importID.isEmpty { o["importID"] = .string(s.importID) }
        if let r = s.retainOnDelete, r { o["retainOnDelete"] = true }
        if !s.deletedWith.isEmpty { o["deletedWith"] = .string(s.deletedWith) }
        if !s.ignoreChanges.isEmpty { o["ignoreChanges"] = .array(s.ignoreChanges.map { .string($0) }) }
        if !s.replaceOnChanges.isEmpty { o["replaceOnChanges"] = .array(s.replaceOnChanges.map { .string($0) }) }
        return .object(o)
    }
}

extension PropertyMap {
    func scratch() throws -> JSON { Self.open(try checkpointJSON { $0 }) }

    /// "ciphertext" holds the plain text.
    static func open(_ json: JSON) -> JSON {
        switch json {
        case .array(let a): return .array(a.map(open))
        case .object(let o):
            if let text = o["ciphertext"] {
                return ["4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": text]
            }
            return .object(.init(o.map { ($0.key, open($0.value)) }))
        default: return json
        }
    }
}

final class ScratchJournal: Journal {
    private let store: ScratchStore
    private let stack: String
    private let state: Mutex<(Snapshot, [JournalEntry.OperationID: Snapshot.PendingOperation])>
    init(_ store: ScratchStore, _ stack: String, _ snapshot: Snapshot) {
        self.store = store; self.stack = stack
        state = Mutex((snapshot, [:]))
    }
    func append(_ entries: [JournalEntry]) async throws {
        let now = state.withLock { state in
            for entry in entries {
                switch entry {
                case .began(let id, let operation): state.1[id] = operation
                case .ended(let id, let changes): state.1[id] = nil; changes.forEach { state.0.apply($0) }
                case .changed(let changes): changes.forEach { state.0.apply($0) }
                }
            }
            var s = state.0
            s.pendingOperations += state.1.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
            return s
        }
        try store.save(now, stack)
    }
}
