internal import Crypto
internal import Glibc
internal import JSON
internal import Synchronization

/// The journal of a running deployment: a file beside the checkpoint that gets one line for every event.
///
/// Each line is 16 hexadecimal digits of the SHA-256 of the rest, a blank, and a JSON object. The first line holds the
/// SHA-256 of the checkpoint that the changes apply to, so that a journal is never applied to another one. A truncated
/// last line is dropped; a line that was modified is damage, and the journal is refused.
final class JournalFile: Journal {
    private struct State {
        var descriptor: Int32?
        var failure: StateError?
    }

    private let path: String
    private let checkpointDigest: String
    private let vault: SecretVault
    private let writer: ResourceStateWriter
    private let lock: StackLock
    private let state = Mutex(State())

    /// Creates a journal for the checkpoint with these bytes; the file is created by the first append.
    init(path: String, checkpoint: [UInt8], vault: SecretVault, lock: StackLock) {
        self.path = path
        checkpointDigest = Self.digest(checkpoint)
        self.vault = vault
        self.lock = lock
        writer = ResourceStateWriter(vault: vault)
    }

    deinit {
        state.withLock { state in
            if let descriptor = state.descriptor { close(descriptor) }
        }
    }

    /// Appends entries and flushes them to the disk.
    ///
    /// - Throws: An error if a secret cannot be encrypted or the file cannot be written.
    func append(_ entries: [JournalEntry]) async throws {
        try add(entries.map(json))
    }

    /// Notes that the checkpoint with these bytes, about to be written, holds all changes of this journal.
    func noteFolded(into checkpoint: [UInt8]) throws(StateError) {
        guard state.withLock({ $0.descriptor != nil }) else { return }
        try add([["folded": .string(Self.digest(checkpoint))]])
    }

    /// Notes the same at the end of a journal that an earlier run left.
    static func noteFolded(into checkpoint: [UInt8], at path: String) throws(StateError) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure.error("write", path) }
        defer { close(descriptor) }
        // The line feed ends a line that a crash truncated.
        let bytes = [UInt8(ascii: "\n")] + line(["folded": .string(digest(checkpoint))])
        try AtomicFile.writeAll(bytes, to: descriptor, path: path)
        guard fdatasync(descriptor) == 0 else { throw SystemFailure.error("write", path) }
    }

    /// Returns the SHA-256 of a checkpoint file in hexadecimal.
    static func digest(_ bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(bytes)) }

    /// Returns the checksum at the start of a line.
    static func checksum(_ text: some Sequence<UInt8>) -> String {
        String(hexadecimal(SHA256.hash(Array(text))).prefix(16))
    }

    private func add(_ records: [JSON]) throws(StateError) {
        let bytes = records.flatMap(Self.line)
        try state.withLock { state throws(StateError) in
            // After a failed write the end of the file is unknown, so nothing may follow it.
            if let failure = state.failure { throw failure }
            do throws(StateError) {
                let descriptor = if let open = state.descriptor { open } else { try begin() }
                state.descriptor = descriptor
                try AtomicFile.writeAll(bytes, to: descriptor, path: path)
                guard fdatasync(descriptor) == 0 else { throw SystemFailure.error("write", path) }
            } catch {
                state.failure = error
                throw error
            }
        }
    }

    /// Creates the file with its first line.
    private func begin() throws(StateError) -> Int32 {
        // The file could be that of another engine by now.
        try lock.check()
        // A wrong passphrase is reported before anything changes. Runs without changes never get here, which saves them
        // the 0.3 s of deriving the key.
        try vault.verify()
        let folder = FilePath.folder(of: path)
        try AtomicFile.makeFolders(folder)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemFailure.error("write", path) }
        let header: JSON = ["journal": 1, "of": .string(checkpointDigest)]
        try AtomicFile.writeAll(Self.line(header), to: descriptor, path: path)
        AtomicFile.flushFolder(folder)
        return descriptor
    }

    private static func line(_ record: JSON) -> [UInt8] {
        let text = record.bytes()
        return Array(checksum(text).utf8) + [UInt8(ascii: " ")] + text + [UInt8(ascii: "\n")]
    }

    private func json(_ entry: JournalEntry) throws -> JSON {
        switch entry {
        case .began(let id, let operation):
            return [
                "began": .number(id.rawValue), "type": .string(operation.kind.rawValue),
                "resource": try writer.json(operation.resource),
            ]
        case .ended(let id, let changes):
            return ["ended": .number(id.rawValue), "changes": try json(changes)]
        case .changed(let changes):
            return ["changes": try json(changes)]
        }
    }

    private func json(_ changes: [Snapshot.Change]) throws -> JSON {
        .array(
            try changes.map { change in
                switch change {
                case .put(let token, let state): ["put": .number(token.rawValue), "resource": try writer.json(state)]
                case .remove(let token): ["remove": .number(token.rawValue)]
                }
            }
        )
    }
}
