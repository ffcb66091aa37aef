internal import Glibc
internal import JSON

/// A folder of stacks with the layout of Pulumi's file backend, so that both engines can use the same stacks.
///
///     .pulumi/meta.yaml
///     .pulumi/stacks/<project>/<stack>.json           the checkpoint; `.bak` is the previous one
///     .pulumi/stacks/<project>/<stack>.pulumi-tags    the stack's tags
///     .pulumi/stacks/<project>/<stack>.json.journal   exists during a deployment and after a crash
///     .pulumi/history/<project>/<stack>/              one record and one checkpoint for each deployment
///     .pulumi/backups/<project>/<stack>/              a copy of the checkpoint after each deployment
///     .pulumi/locks/organization/<project>/<stack>/   one file for each engine that works on the stack
///
/// Pulumi before 3.61 had no projects in file backends. A folder without `meta.yaml` that holds stacks keeps that
/// layout. Compressed files have names that end in `.gz`.
public struct FileBackend: Sendable {
    /// The layout of the folder: stacks by project, or without projects.
    enum Layout: Sendable { case projects, legacy }

    /// The URL as given, such as `file://~`.
    public let url: String
    let store: FileStore
    let layout: Layout
    var settings: BackendSettings

    /// Opens the backend of a URL.
    ///
    /// - Throws: ``StateError`` if the URL is not a folder's, or the folder's layout is unknown.
    public init(url: String, environment: [String: String]) throws(StateError) {
        self.url = url
        store = try BackendLocation.store(url: url, environment: environment)
        settings = try BackendSettings(environment)
        layout = try Self.layout(of: store, settings)
    }

    /// Opens the backend for a project, from `PULUMI_BACKEND_URL`, the project's file or the user's login.
    ///
    /// - Throws: ``StateError`` if this engine does not support that backend.
    public static func current(project: Project?, environment: [String: String]) throws(StateError) -> FileBackend {
        try FileBackend(
            url: BackendLocation.url(project: project, environment: environment),
            environment: environment
        )
    }

    /// The same backend without the integrity check of states.
    public var withoutIntegrityCheck: FileBackend {
        var copy = self
        copy.settings.checksIntegrity = false
        return copy
    }

    /// Turns the integrity check off for every backend of this process.
    public static func skipIntegrityChecks() { setenv(BackendSettings.integrityVariable, "1", 1) }

    /// The folder that holds `.pulumi`, as an absolute path.
    public var folder: String { store.folder }

    /// Returns the absolute path of a stack's checkpoint file.
    public func checkpointPath(_ stack: StackReference) -> String { store.path(key(stack)) }

    /// Parses a stack name that a user typed.
    ///
    /// - Throws: ``StateError`` that describes the fault of the name.
    public func reference(_ text: String, project: String?) throws(StateError) -> StackReference {
        try layout == .projects
            ? StackReference(parsing: text, project: project)
            : StackReference(parsingLegacy: text, project: project)
    }

    /// Warnings about the folder for the user.
    public var warnings: [String] {
        guard layout == .projects, !settings.ignoresLegacyStacks,
            let old = try? Self.legacyStacks(in: store), !old.isEmpty
        else { return [] }
        return [
            "\(folder) contains stacks without projects: \(old.joined(separator: ", ")); run 'awsx state upgrade' "
                + "to convert them, or set PULUMI_DIY_BACKEND_NO_LEGACY_WARNING=1"
        ]
    }
}

// MARK: - File names

extension FileBackend {
    static let compressedSuffix = ".gz"

    /// Returns the key of the existing checkpoint; of a compressed and a plain one, the key of the newer.
    func key(_ stack: StackReference) -> String {
        let plain = plainKey(stack)
        let compressed = plain + Self.compressedSuffix
        guard let second = store.modificationTime(compressed) else { return plain }
        guard let first = store.modificationTime(plain) else { return compressed }
        return second >= first ? compressed : plain
    }

    /// Returns the key under which the next checkpoint is written.
    func newKey(_ stack: StackReference) -> String {
        plainKey(stack) + (settings.compresses ? Self.compressedSuffix : "")
    }

    private func plainKey(_ stack: StackReference) -> String { "\(place("stacks", stack)).json" }

    func backupKey(_ stack: StackReference) -> String { key(stack) + ".bak" }

    func journalKey(_ stack: StackReference) -> String { plainKey(stack) + ".journal" }

    func tagsKey(_ stack: StackReference) -> String { "\(place("stacks", stack)).pulumi-tags" }

    func historyFolder(_ stack: StackReference) -> String { place("history", stack) }

    func backupFolder(_ stack: StackReference) -> String { place("backups", stack) }

    private func place(_ kind: String, _ stack: StackReference) -> String {
        stack.isLegacy ? ".pulumi/\(kind)/\(stack.name)" : ".pulumi/\(kind)/\(stack.project)/\(stack.name)"
    }

    /// Returns the stack's name from the name of its checkpoint file, or `nil` for another kind of file.
    static func stackName(ofFile name: String) -> String? {
        for suffix in [".json", ".json\(compressedSuffix)"] where name.hasSuffix(suffix) {
            return String(name.dropLast(suffix.count))
        }
        return nil
    }
}

// MARK: - Layout

extension FileBackend {
    private static let metaKey = ".pulumi/meta.yaml"

    private static func layout(of store: FileStore, _ settings: BackendSettings) throws(StateError) -> Layout {
        guard let bytes = try store.read(metaKey) else {
            let isLegacy = try !legacyStacks(in: store).isEmpty
            return isLegacy || settings.prefersLegacyLayout ? .legacy : .projects
        }
        switch (try? YAMLDocument(parsing: bytes, file: metaKey))?.root?["version"]?.scalar?.number {
        case 0: return .legacy
        case 1: return .projects
        default:
            throw StateError(
                .refused,
                "\(store.path(metaKey)) has an unsupported version: only 0 and 1 are supported",
                remedy: "use a newer version of this engine; if the file is damaged, write 'version: 1' into it"
            )
        }
    }

    /// Returns the names of the stacks without projects.
    static func legacyStacks(in store: FileStore) throws(StateError) -> [String] {
        try store.list(".pulumi/stacks").filter { store.exists(".pulumi/stacks/\($0)") }.compactMap(stackName)
    }

    /// Writes `meta.yaml` if the layout requires it and it is missing.
    func prepare() throws(StateError) {
        if layout == .projects, !store.exists(Self.metaKey) { try writeMeta() }
    }

    /// Writes `meta.yaml` for the layout with projects.
    func writeMeta() throws(StateError) {
        try store.write(Self.metaKey, Array("version: 1\n".utf8))
    }
}
