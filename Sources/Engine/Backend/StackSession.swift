/// A stack during a deployment: locked, loaded, and with a journal.
public struct StackSession: Sendable {
    /// The stack.
    public let stack: StackReference
    /// The state before the deployment.
    public let snapshot: Snapshot
    /// The journal in which the deployment records its operations.
    public let journal: any Journal
    /// Warnings for the user, such as that an earlier run was killed.
    public let notes: [String]

    private let backend: FileBackend
    /// The rest of the checkpoint: everything but the states.
    private let checkpoint: Checkpoint
    private let file: JournalFile
    private let vault: SecretVault
    private let secrets: any SecretsProvider
    private let lock: StackLock

    fileprivate init(
        _ backend: FileBackend,
        _ stack: StackReference,
        _ given: any SecretsProvider,
        _ lock: StackLock
    ) throws {
        self.backend = backend
        self.lock = lock
        self.stack = stack
        var loaded = try backend.load(stack)
        switch loaded.journal {
        case .pending?:
            // From here on the journal belongs to the checkpoint with the applied changes.
            loaded.bytes = loaded.checkpoint.fileBytes(stack: stack.description)
            try JournalFile.noteFolded(into: loaded.bytes, at: backend.store.path(backend.journalKey(stack)))
            try backend.save(loaded.bytes, of: stack, journal: nil)
        case .foreign?:
            let key = backend.journalKey(stack)
            try backend.store.copy(key, to: "\(key).\(FileBackend.nanoseconds())")
            try backend.store.remove(key)
        case .folded?:
            try backend.store.remove(backend.journalKey(stack))
        case nil: break
        }
        var checkpoint = loaded.checkpoint
        notes = loaded.notes
        let reading = checkpoint.provider(given)
        secrets = given.state == nil ? reading : given
        try reading.ask()
        try secrets.ask()
        vault = SecretVault(reading: reading, writing: secrets)
        loaded.checkpoint = Checkpoint()
        snapshot = try backend.namingDamage(of: stack) { [vault] in
            try checkpoint.takeSnapshot(vault, checkedFor: backend.settings.checksIntegrity ? stack : nil)
        }
        self.checkpoint = checkpoint
        let path = backend.store.path(backend.journalKey(stack))
        file = JournalFile(path: path, checkpoint: loaded.bytes, vault: vault, lock: lock)
        journal = file
    }

    /// Checks that nobody has removed the stack's lock, as `cancel --force` does.
    ///
    /// - Throws: ``StateError/Kind/locked``.
    public func checkLock() throws(StateError) { try lock.check() }

    /// Writes the state after the deployment, with its history and backups.
    ///
    /// If this fails, the journal still holds all changes, and the next run applies them. Without `record`, no history
    /// is written.
    ///
    /// - Throws: ``StateError`` if the lock was removed, a file cannot be written or a secret cannot be encrypted.
    public func finish(_ snapshot: Snapshot, record: UpdateRecord?) throws {
        try checkLock()
        let bytes = try checkpoint.fileBytes(
            stack: stack.description,
            holding: snapshot,
            vault,
            secrets: secrets,
            isDeployment: record != nil
        )
        try backend.save(bytes, of: stack, journal: file)
        if let record { try backend.record(record, of: stack) }
    }
}

extension FileBackend {
    /// Locks a stack, loads it, runs `body`, and unlocks it.
    ///
    /// `secrets` is the provider of the stack's settings; the checkpoint may name another one.
    ///
    /// - Throws: ``StateError`` if another process holds the lock or the state cannot be read, and the errors of
    ///   `body`.
    public func withStack<Result>(
        _ stack: StackReference,
        secrets: any SecretsProvider,
        _ body: (StackSession) async throws -> Result
    ) async throws -> Result {
        try require(stack)
        let lock = try StackLock(store, stack)
        defer { lock.release() }
        return try await body(try StackSession(self, stack, secrets, lock))
    }

    /// Returns the decrypted state of a stack without locking it, for commands that only read.
    ///
    /// - Throws: ``StateError`` if there is no such stack or its secrets cannot be decrypted.
    public func snapshot(_ stack: StackReference, secrets: any SecretsProvider) throws -> Snapshot {
        let checkpoint = try load(stack).checkpoint
        return try namingDamage(of: stack) {
            try checkpoint.snapshot(
                SecretVault(checkpoint.provider(secrets)),
                checkedFor: settings.checksIntegrity ? stack : nil
            )
        }
    }
}
