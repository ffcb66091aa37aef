internal import Glibc
internal import JSON

extension FileBackend {
    /// A stack's state as it is on disk, with what a journal notes folded in.
    public struct Loaded: Sendable {
        /// The state.
        public var checkpoint: Checkpoint
        /// What the person at the keyboard should know, such as that a journal is not of this checkpoint.
        public var notes: [String] = []
        /// What an earlier run that was killed left unfinished, as `creating urn:…`.
        public var unfinished: [String] = []
        /// The checkpoint file.
        var bytes: [UInt8] = []
        /// What the journal beside it is to it; `nil` if there is none.
        var journal: JournalReplay.Relation?
    }

    /// Reads a stack's state; changes nothing on disk.
    ///
    /// - Throws: ``StateError`` if there is no such stack, or that names the damaged file and its backup.
    public func load(_ stack: StackReference) throws(StateError) -> Loaded {
        try require(stack)
        guard let bytes = try contents(key(stack)) else {
            throw damage(key(stack), "it is cut short, or not compressed as gzip does it", of: stack)
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
                "\(store.path(journalKey(stack))) belongs to another checkpoint than the one beside it and is not used"
            )
        case .folded: break
        }
        return loaded
    }

    /// The bytes of a file, decompressed; `nil` if there is no such file or it is damaged.
    ///
    /// - Throws: ``StateError`` if the file cannot be read, or is compressed in a way that is not known.
    func contents(_ key: String) throws(StateError) -> [UInt8]? {
        guard let bytes = try store.read(key) else { return nil }
        guard !Gzip.isZstandard(bytes) else {
            throw StateError(
                .refused,
                "\(store.path(key)) is compressed by zstd, which this engine does not have",
                remedy: "decompress it with 'zstd -d' into the file without '.zst'"
            )
        }
        return Gzip.isCompressed(bytes) || key.hasSuffix(Self.compressedSuffix) ? Gzip.decompressed(bytes) : bytes
    }

    /// Writes a file, compressed if its name says so.
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

    /// Reads the states of a checkpoint.
    ///
    /// - Throws: ``StateError`` that names the file, and a backup of it, if a state is not what it must be.
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

    /// The error for a damaged file, with the newest backup that is whole.
    func damage(_ key: String, _ reason: String, of stack: StackReference) -> StateError {
        var candidates = [backupKey(stack)]
        candidates += (try? store.list(backupFolder(stack)))?.reversed().map { "\(backupFolder(stack))/\($0)" } ?? []
        let whole = candidates.first { key in
            guard let bytes = try? contents(key) else { return false }
            return (try? Checkpoint(parsing: bytes)) != nil
        }
        return StateError(
            .damaged,
            "the state of stack '\(stack.name)' is damaged, and left as it is: \(store.path(key)): \(reason)",
            remedy: whole.map {
                "a backup is whole; to go on from it: cp '\(store.path($0))' '\(checkpointPath(stack))'"
            }
                ?? "there is no backup that is whole"
        )
    }

    /// The error for a journal that something has changed since it was written.
    private func damagedJournal(_ line: Int, of stack: StackReference) -> StateError {
        let path = store.path(journalKey(stack))
        return StateError(
            .damaged,
            """
            what an earlier run noted of stack '\(stack.name)' is damaged, and left as it is: \(path): line \(line) is not \
            as it was written
            """,
            remedy: """
                the checkpoint from before that run is whole; to go on from it: mv '\(path)' '\(path).damaged', then run \
                'awsx refresh --stack \(stack.name)', and look for what that run has made
                """
        )
    }

    /// Writes a stack's checkpoint file, keeps the one before as its backup, and drops the journal.
    ///
    /// - Parameter journal: The journal whose changes the state holds, if it was kept.
    func save(_ bytes: [UInt8], of stack: StackReference, journal: JournalFile?) throws(StateError) {
        // Whoever finds the new checkpoint and the journal must know that the one holds the other.
        try journal?.noteFolded(into: bytes)
        let (old, new) = (key(stack), newKey(stack))
        try store.copy(old, to: old + ".bak")
        try write(bytes, to: new)
        if old != new { try store.remove(old) }
        if settings.retainsCheckpoints { try store.copy(new, to: "\(new).\(Self.nanoseconds())") }
        try store.remove(journalKey(stack))
    }

    /// Notes what was done, with copies of the checkpoint as it was saved.
    func record(_ record: UpdateRecord, of stack: StackReference) throws(StateError) {
        let prefix = "\(historyFolder(stack))/\(stack.name)-\(Self.nanoseconds())"
        let suffix = settings.compresses ? "json\(Self.compressedSuffix)" : "json"
        try write(record.json.bytes(.escapingLineSeparators), to: "\(prefix).history.\(suffix)")
        try store.copy(key(stack), to: "\(prefix).checkpoint.\(suffix)")
        guard settings.keepsBackups else { return }
        try store.copy(key(stack), to: "\(backupFolder(stack))/\(stack.name).\(Self.nanoseconds()).\(suffix)")
    }

    /// The present moment in nanoseconds since 1970: what tells files of one stack apart.
    static func nanoseconds() -> Int {
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        return moment.tv_sec * 1_000_000_000 + moment.tv_nsec
    }
}

extension Checkpoint {
    /// The provider that decrypts what this checkpoint holds.
    func provider(_ secrets: any SecretsProvider) -> any SecretsProvider {
        secretsProvider.map { secrets.provider(ofType: $0.type, state: $0.state) } ?? secrets
    }
}
