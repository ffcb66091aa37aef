internal import Glibc
internal import JSON

extension FileBackend {
    /// A stack's state as loaded from disk, with the changes of a journal applied.
    public struct Loaded: Sendable {
        /// The state.
        public var checkpoint: Checkpoint
        /// Warnings for the user, such as a journal that belongs to another checkpoint.
        public var notes: [String] = []
        /// Operations that an earlier, killed run left unfinished, as `creating urn:…`.
        public var unfinished: [String] = []
        /// The bytes of the checkpoint file.
        var bytes: [UInt8] = []
        /// The relation of the journal to the checkpoint; `nil` if there is no journal.
        var journal: JournalReplay.Relation?
    }

    /// Reads a stack's state without changing anything on disk.
    ///
    /// - Throws: ``StateError`` if there is no such stack, or if a file is damaged; the error names the file and its
    ///   backup.
    public func load(_ stack: StackReference) throws(StateError) -> Loaded {
        try require(stack)
        guard let bytes = try contents(key(stack)) else {
            throw damage(key(stack), "it is truncated or not a gzip file", of: stack)
        }
        var loaded = Loaded(checkpoint: try parse(bytes, key(stack), of: stack), bytes: bytes)
        guard let journal = try store.read(journalKey(stack)) else { return loaded }
        let replay = JournalReplay(parsing: journal)
        let relation = replay.relation(to: bytes)
        loaded.journal = relation
        if let line = replay.damagedLine, relation != .folded { throw damagedJournal(line, of: stack) }
        switch relation {
        case .pending:
            do {
                loaded.checkpoint = try replay.folded(into: loaded.checkpoint)
            } catch {
                throw damage(journalKey(stack), "\(error)", of: stack)
            }
            loaded.unfinished = replay.unfinished
        case .foreign:
            loaded.notes.append(
                "\(store.path(journalKey(stack))) belongs to another checkpoint and is ignored"
            )
        case .folded: break
        }
        return loaded
    }

    /// Returns the decompressed bytes of a file, or `nil` if the file is missing or damaged.
    ///
    /// - Throws: ``StateError`` if the file cannot be read, or its compression is not supported.
    func contents(_ key: String) throws(StateError) -> [UInt8]? {
        guard let bytes = try store.read(key) else { return nil }
        guard !Gzip.isZstandard(bytes) else {
            throw StateError(
                .refused,
                "\(store.path(key)) is compressed with zstd, which is not supported",
                remedy: "decompress it with 'zstd -d' into the file without '.zst'"
            )
        }
        return Gzip.isCompressed(bytes) || key.hasSuffix(Self.compressedSuffix) ? Gzip.decompressed(bytes) : bytes
    }

    /// Writes a file, compressed if its name ends in `.gz`.
    func write(_ bytes: [UInt8], to key: String) throws(StateError) {
        try store.write(key, key.hasSuffix(Self.compressedSuffix) ? Gzip.compressed(bytes) : bytes)
    }

    func parse(_ bytes: [UInt8], _ key: String, of stack: StackReference) throws(StateError) -> Checkpoint {
        do throws(StateError) {
            return try Checkpoint(parsing: bytes)
        } catch {
            guard error.kind == .damaged else { throw error }
            throw damage(key, error.message, of: stack)
        }
    }

    /// Runs a function that reads the states of a checkpoint, and adds the file's name to its errors.
    ///
    /// - Throws: ``StateError`` that names the file and its backup, if a state is damaged.
    func namingDamage<Result>(of stack: StackReference, _ read: () throws -> Result) throws -> Result {
        do {
            return try read()
        } catch let error as StateError where error.kind == .damaged {
            let named = damage(key(stack), error.message, of: stack)
            guard let remedy = error.remedy else { throw named }
            let backup = "the file is \(store.path(key(stack))); \(named.remedy ?? "")"
            throw StateError(.damaged, error.message, remedy: "\(remedy); \(backup)")
        }
    }

    /// Returns the error for a damaged file, which names the newest intact backup.
    func damage(_ key: String, _ reason: String, of stack: StackReference) -> StateError {
        var candidates = [backupKey(stack)]
        candidates += (try? store.list(backupFolder(stack)))?.reversed().map { "\(backupFolder(stack))/\($0)" } ?? []
        let whole = candidates.first { key in
            guard let bytes = try? contents(key) else { return false }
            return (try? Checkpoint(parsing: bytes)) != nil
        }
        return StateError(
            .damaged,
            "the state of stack '\(stack.name)' is damaged: \(store.path(key)): \(reason)",
            remedy: whole.map {
                "to restore the latest intact backup: cp '\(store.path($0))' '\(checkpointPath(stack))'"
            }
                ?? "there is no intact backup"
        )
    }

    /// Returns the error for a journal with a line that was modified after it was written.
    private func damagedJournal(_ line: Int, of stack: StackReference) -> StateError {
        let path = store.path(journalKey(stack))
        return StateError(
            .damaged,
            """
            the journal of stack '\(stack.name)' from an earlier run is damaged: \(path): line \(line) is not \
            as it was written
            """,
            remedy: """
                the checkpoint from before that run is intact; to continue from it: mv '\(path)' '\(path).damaged', then run \
                'awsx refresh --stack \(stack.name)', and look for resources that that run created
                """
        )
    }

    /// Writes a stack's checkpoint, keeps the previous one as its backup, and removes the journal.
    ///
    /// `journal` is the journal whose changes the new state holds, if one was kept.
    func save(_ bytes: [UInt8], of stack: StackReference, journal: JournalFile?) throws(StateError) {
        // After a crash between the two writes, the note tells that the checkpoint already holds the journal's changes.
        try journal?.noteFolded(into: bytes)
        let (old, new) = (key(stack), newKey(stack))
        try store.copy(old, to: old + ".bak")
        try write(bytes, to: new)
        if old != new { try store.remove(old) }
        if settings.retainsCheckpoints { try store.copy(new, to: "\(new).\(Self.nanoseconds())") }
        try store.remove(journalKey(stack))
    }

    /// Adds an entry to the history, with a copy of the saved checkpoint.
    func record(_ record: UpdateRecord, of stack: StackReference) throws(StateError) {
        let prefix = "\(historyFolder(stack))/\(stack.name)-\(Self.nanoseconds())"
        let suffix = settings.compresses ? "json\(Self.compressedSuffix)" : "json"
        try write(record.json.bytes(.escapingLineSeparators), to: "\(prefix).history.\(suffix)")
        try store.copy(key(stack), to: "\(prefix).checkpoint.\(suffix)")
        guard settings.keepsBackups else { return }
        try store.copy(key(stack), to: "\(backupFolder(stack))/\(stack.name).\(Self.nanoseconds()).\(suffix)")
    }

    /// Returns the current time in nanoseconds since 1970, which makes the names of a stack's files unique.
    static func nanoseconds() -> Int {
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        return moment.tv_sec * 1_000_000_000 + moment.tv_nsec
    }
}

extension Checkpoint {
    /// Returns the provider that decrypts this checkpoint's secrets.
    func provider(_ secrets: any SecretsProvider) -> any SecretsProvider {
        secretsProvider.map { secrets.provider(ofType: $0.type, state: $0.state) } ?? secrets
    }
}
