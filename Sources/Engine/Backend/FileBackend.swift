internal import Glibc
internal import JSON

/// Stacks in a folder, laid out as Pulumi's file backend does, so that either engine can go on with them.
///
///     .pulumi/meta.yaml
///     .pulumi/stacks/<project>/<stack>.json      the checkpoint; `.bak` is the one before
///     .pulumi/stacks/<project>/<stack>.pulumi-tags    names and values that a person gave the stack
///     .pulumi/stacks/<project>/<stack>.json.journal   only while a deployment runs, or after a crash
///     .pulumi/history/<project>/<stack>/         what each deployment did, and the checkpoint after it
///     .pulumi/backups/<project>/<stack>/         a copy of the checkpoint after each deployment
///     .pulumi/locks/organization/<project>/<stack>/   one file for each engine that works on the stack
///
/// Before version 3.61 Pulumi knew no projects here: without `meta.yaml`, stacks that are there lie without them, and
/// go on to. Files may be compressed, with `.gz` at the end of their names.
public struct FileBackend: Sendable {
    /// Whether stacks belong to projects.
    enum Layout: Sendable { case projects, legacy }

    /// The URL as it was given, such as `file://~`.
    public let url: String
    let store: FileStore
    let layout: Layout
    var settings: BackendSettings

    /// The backend of a URL.
    ///
    /// - Throws: ``StateError`` if it is not a folder's, or the folder has a layout that is not known.
    public init(url: String, environment: [String: String]) throws(StateError) {
        self.url = url
        store = try BackendLocation.store(url: url, environment: environment)
        settings = try BackendSettings(environment)
        layout = try Self.layout(of: store, settings)
    }

    /// The backend that applies to a project, by `PULUMI_BACKEND_URL`, the project's file and the user's login.
    ///
    /// - Throws: ``StateError`` if it is none that this engine has.
    public static func current(project: Project?, environment: [String: String]) throws(StateError) -> FileBackend {
        try FileBackend(
            url: BackendLocation.url(project: project, environment: environment),
            environment: environment
        )
    }

    /// The same backend, which takes states as they are, also such as contradict themselves.
    public var withoutIntegrityCheck: FileBackend {
        var copy = self
        copy.settings.checksIntegrity = false
        return copy
    }

    /// Has every backend of this process take states as they are.
    public static func skipIntegrityChecks() { setenv(BackendSettings.integrityVariable, "1", 1) }

    /// The folder that holds `.pulumi`, an absolute path.
    public var folder: String { store.folder }

    /// The checkpoint file of a stack, an absolute path.
    public func checkpointPath(_ stack: StackReference) -> String { store.path(key(stack)) }

    /// A stack from what a person types, as the folder's layout has it.
    ///
    /// - Throws: ``StateError`` that says what is wrong with the name.
    public func reference(_ text: String, project: String?) throws(StateError) -> StackReference {
        try layout == .projects
            ? StackReference(parsing: text, project: project)
            : StackReference(parsingLegacy: text, project: project)
    }

    /// What the person at the keyboard should know of the folder.
    public var warnings: [String] {
        guard layout == .projects, !settings.ignoresLegacyStacks,
            let old = try? Self.legacyStacks(in: store), !old.isEmpty
        else { return [] }
        return [
            "\(folder) holds stacks from before projects: \(old.joined(separator: ", ")); run 'awsx state upgrade' "
                + "to go on with them, or set PULUMI_DIY_BACKEND_NO_LEGACY_WARNING=1"
        ]
    }
}

// MARK: - Names of files

extension FileBackend {
    static let compressedSuffix = ".gz"

    /// The checkpoint as it is; where there are two, the one that was written last.
    func key(_ stack: StackReference) -> String {
        let plain = plainKey(stack)
        let compressed = plain + Self.compressedSuffix
        guard let second = store.modificationTime(compressed) else { return plain }
        guard let first = store.modificationTime(plain) else { return compressed }
        return second >= first ? compressed : plain
    }

    /// The checkpoint as it will be written.
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

    /// The name of the stack that a file of checkpoints is of; `nil` if it is another kind of file.
    static func stackName(ofFile name: String) -> String? {
        for suffix in [".json", ".json\(compressedSuffix)"] where name.hasSuffix(suffix) {
            return String(name.dropLast(suffix.count))
        }
        return nil
    }
}

// MARK: - The layout

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
                "\(store.path(metaKey)) names neither version 0 nor 1, the ones that are known",
                remedy: "use a newer version of this engine; if the file is damaged, write 'version: 1' into it"
            )
        }
    }

    /// The names of stacks without projects.
    static func legacyStacks(in store: FileStore) throws(StateError) -> [String] {
        try store.list(".pulumi/stacks").filter { store.exists(".pulumi/stacks/\($0)") }.compactMap(stackName)
    }

    /// Notes the layout, if that is to be noted and is not.
    func prepare() throws(StateError) {
        if layout == .projects, !store.exists(Self.metaKey) { try writeMeta() }
    }

    /// Notes that stacks belong to projects.
    func writeMeta() throws(StateError) {
        try store.write(Self.metaKey, Array("version: 1\n".utf8))
    }
}
