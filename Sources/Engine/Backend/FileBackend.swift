internal import JSON
public import PulumiProtocol

/// Stacks in a folder, laid out as Pulumi's file backend does, so that either engine can go on with them.
///
///     .pulumi/meta.yaml
///     .pulumi/stacks/<project>/<stack>.json      the checkpoint; `.bak` is the one before
///     .pulumi/stacks/<project>/<stack>.json.journal   only while a deployment runs, or after a crash
///     .pulumi/history/<project>/<stack>/         what each deployment did, and the checkpoint after it
///     .pulumi/backups/<project>/<stack>/         a copy of the checkpoint after each deployment
///     .pulumi/locks/organization/<project>/<stack>/   one file for each engine that works on the stack
public struct FileBackend: Sendable {
    /// The URL as it was given, such as `file://~`.
    public let url: String
    let store: FileStore

    /// The backend of a URL.
    ///
    /// - Throws: ``StateError`` if it is not a folder's.
    public init(url: String, environment: [String: String]) throws(StateError) {
        self.url = url
        store = try BackendLocation.store(url: url, environment: environment)
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

    /// The folder that holds `.pulumi`, an absolute path.
    public var folder: String { store.folder }

    /// The checkpoint file of a stack, an absolute path.
    public func checkpointPath(_ stack: StackReference) -> String { store.path(key(stack)) }

    func key(_ stack: StackReference) -> String { ".pulumi/stacks/\(stack.project)/\(stack.name).json" }

    func backupKey(_ stack: StackReference) -> String { key(stack) + ".bak" }

    func journalKey(_ stack: StackReference) -> String { key(stack) + ".journal" }

    func historyFolder(_ stack: StackReference) -> String { ".pulumi/history/\(stack.project)/\(stack.name)" }

    func backupFolder(_ stack: StackReference) -> String { ".pulumi/backups/\(stack.project)/\(stack.name)" }
}

// MARK: - Listing

extension FileBackend {
    /// One line of the list of stacks.
    public struct StackSummary: Sendable {
        /// The stack.
        public let reference: StackReference
        /// When it was last saved, in RFC 3339; `nil` if nothing was ever deployed or the file is damaged.
        public let lastUpdate: String?
        /// How many resources it has; `nil` if nothing was ever deployed or the file is damaged.
        public let resourceCount: Int?
    }

    /// Whether there is such a stack.
    public func exists(_ stack: StackReference) -> Bool { store.exists(key(stack)) }

    /// The stacks of a project, or of all projects, by name.
    ///
    /// - Throws: ``StateError`` if the folder cannot be read.
    public func stacks(project: String? = nil) throws(StateError) -> [StackSummary] {
        var found: [StackSummary] = []
        let projects = if let project { [project] } else { try store.list(".pulumi/stacks") }
        for project in projects {
            for file in try store.list(".pulumi/stacks/\(project)") where file.hasSuffix(".json") {
                guard let stack = try? StackReference(parsing: String(file.dropLast(5)), project: project) else {
                    continue
                }
                let checkpoint = try? load(stack).checkpoint
                found.append(
                    StackSummary(
                        reference: stack,
                        lastUpdate: checkpoint?.lastUpdate,
                        resourceCount: checkpoint.flatMap { $0.deployment == nil ? nil : $0.resourceCount }
                    )
                )
            }
        }
        return found
    }
}

// MARK: - Making and removing

extension FileBackend {
    /// Makes a stack without resources.
    ///
    /// - Throws: ``StateError/Kind/stackExists``, or what the operating system says.
    public func create(_ stack: StackReference) throws(StateError) {
        try prepare()
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        guard !exists(stack) else {
            throw StateError(.stackExists, "stack '\(stack.name)' already exists in \(url)")
        }
        // A journal here is of a stack that another engine removed.
        try store.remove(journalKey(stack))
        try store.write(key(stack), Checkpoint().fileBytes(stack: stack.description))
    }

    /// Removes a stack with its history; its last checkpoint stays as the file with `.bak`.
    ///
    /// - Throws: ``StateError/Kind/refused`` if it still has resources and `force` is false.
    public func remove(_ stack: StackReference, force: Bool = false) throws(StateError) {
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        if !force {
            let checkpoint = try load(stack).checkpoint
            let others = checkpoint.resources.filter { $0["type"]?.string != StackIdentity.stackType }
            guard others.isEmpty else {
                throw StateError(
                    .refused,
                    "stack '\(stack.name)' still has resources (\(others.count)), and removing it would forget them",
                    remedy: "run 'awsx destroy --stack \(stack.name)' first, or add --force"
                )
            }
        } else {
            try require(stack)
        }
        try store.copy(key(stack), to: backupKey(stack))
        try store.remove(key(stack))
        try store.remove(journalKey(stack))
        try store.removeFolder(historyFolder(stack))
    }

    /// Gives a stack another name, in all its resources too.
    ///
    /// - Throws: ``StateError`` if there is one of that name already.
    public func rename(_ stack: StackReference, to new: StackReference) throws(StateError) {
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        guard !exists(new) else { throw StateError(.stackExists, "stack '\(new.name)' already exists in \(url)") }
        var checkpoint = try load(stack).checkpoint
        checkpoint.rename(stack, to: new)
        try store.write(key(new), checkpoint.fileBytes(stack: new.description))
        for name in try store.list(historyFolder(stack)) where name.hasPrefix("\(stack.name)-") {
            let renamed = "\(historyFolder(new))/\(new.name)\(name.dropFirst(stack.name.count))"
            try store.copy("\(historyFolder(stack))/\(name)", to: renamed)
            try store.remove("\(historyFolder(stack))/\(name)")
        }
        try store.copy(key(stack), to: backupKey(stack))
        try store.remove(key(stack))
        try store.remove(journalKey(stack))
        try store.removeFolder(historyFolder(stack))
    }

    /// Makes sure that the folder is one of the layout that we write.
    func prepare() throws(StateError) {
        let meta = ".pulumi/meta.yaml"
        if let bytes = try store.read(meta) {
            let version = (try? YAMLDocument(parsing: bytes, file: meta))?.root?["version"]?.scalar?.number
            guard version == 1 else {
                throw StateError(.refused, "\(store.path(meta)) does not name version 1, the only one that is known")
            }
            return
        }
        guard try store.list(".pulumi/stacks").allSatisfy({ !$0.hasSuffix(".json") }) else {
            throw StateError(
                .refused,
                "\(store.folder) holds stacks in the layout of Pulumi before 3.61, without projects",
                remedy: "run 'pulumi state upgrade' with the Pulumi CLI once"
            )
        }
        try store.write(meta, Array("version: 1\n".utf8))
    }

    func require(_ stack: StackReference) throws(StateError) {
        guard exists(stack) else {
            throw StateError(
                .noStack,
                "no stack named '\(stack.name)' found in \(url)",
                remedy: "run 'awsx stack init \(stack.name)' to make it, or 'awsx stack ls' to see those there are"
            )
        }
    }
}

// MARK: - Reading and writing the state as a whole

extension FileBackend {
    /// What `stack export` prints.
    ///
    /// - Parameter secrets: Decrypts what is secret; `nil` leaves it encrypted, for which no passphrase is needed.
    /// - Throws: ``StateError`` if there is no such stack, or its secrets cannot be decrypted.
    public func export(_ stack: StackReference, showing secrets: (any SecretsProvider)? = nil) throws(StateError)
        -> String
    {
        let checkpoint = try load(stack).checkpoint
        guard let secrets else { return checkpoint.exportText() }
        return try checkpoint.showingSecrets(checkpoint.provider(secrets)).exportText()
    }

    /// Replaces the state of a stack by what `stack export` wrote, with secrets in the clear or encrypted.
    ///
    /// - Parameter force: Whether faults such as a missing parent, or resources of another stack, are no obstacle.
    /// - Throws: ``StateError`` that says what is wrong with it.
    public func `import`(
        _ stack: StackReference,
        _ export: [UInt8],
        secrets: any SecretsProvider,
        force: Bool = false
    ) throws {
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        try require(stack)
        var checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint(parsingExport: export)
        } catch {
            throw StateError(error.kind, "the state cannot be imported: \(error.message)", remedy: error.remedy)
        }
        if !force, let fault = try checkpoint.faults(of: stack).first {
            throw StateError(
                .refused,
                "the state cannot be imported: \(fault)",
                remedy: "add --force to import it as it is"
            )
        }
        checkpoint = try checkpoint.hidingSecrets(checkpoint.provider(secrets))
        if checkpoint.deployment != nil {
            let provider = checkpoint.secretsProvider == nil ? secrets.state : nil
            checkpoint.touch(provider: provider.map { ["type": .string(secrets.type), "state": $0] })
        }
        try save(checkpoint.fileBytes(stack: stack.description), of: stack, journal: nil)
    }

    /// The stack's own outputs, decrypted: secret ones are marked.
    ///
    /// - Throws: ``StateError`` if there is no such stack, or its secrets cannot be decrypted.
    public func outputs(_ stack: StackReference, secrets: any SecretsProvider) throws -> PropertyMap {
        let checkpoint = try load(stack).checkpoint
        return try checkpoint.outputs(SecretVault(checkpoint.provider(secrets)))
    }

    /// What was done to a stack, the latest first.
    ///
    /// - Throws: ``StateError`` if there is no such stack or a file cannot be read.
    public func history(_ stack: StackReference) throws(StateError) -> [UpdateRecord] {
        try require(stack)
        var records: [UpdateRecord] = []
        for name in try store.list(historyFolder(stack)).reversed() where name.hasSuffix(".history.json") {
            let key = "\(historyFolder(stack))/\(name)"
            guard let bytes = try store.read(key), let json = try? JSON(parsing: bytes), let record = UpdateRecord(json)
            else { throw StateError(.damaged, "\(store.path(key)) is not an entry of the history") }
            records.append(record)
        }
        return records
    }

    /// Removes all locks of a stack.
    ///
    /// - Returns: Who held them.
    /// - Throws: ``StateError`` if there is no such stack or a lock cannot be removed.
    @discardableResult
    public func cancel(_ stack: StackReference) throws(StateError) -> [LockHolder] {
        try require(stack)
        let folder = StackLock.folder(of: stack)
        let holders = try StackLock.holders(store, folder, except: nil, removingGone: false)
        try store.removeFolder(folder)
        return holders
    }
}
