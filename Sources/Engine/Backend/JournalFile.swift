internal import Crypto
internal import Glibc
internal import JSON
internal import Synchronization

/// The journal of a running deployment: a file beside the checkpoint to which one line is added for every event.
///
/// Each line is 16 hexadecimal digits of the SHA-256 of the rest, a blank, and a JSON object. The first line names
/// the checkpoint that the changes are of by its SHA-256: a journal never changes another one. A line that was
/// cut short ends the journal; what stands before it counts. A line that was changed is damage, and refused.
final class JournalFile: Journal {
    private struct State {
        var descriptor: Int32?
        var failure: StateError?
    }

    private let path: String
    private let checkpointDigest: String
    private let vault: SecretVault
    private let writer: ResourceStateWriter
    private let state = Mutex(State())

    /// A journal for the checkpoint with these bytes; the file is made when there is something to note.
    init(path: String, checkpoint: [UInt8], vault: SecretVault) {
        self.path = path
        checkpointDigest = Self.digest(checkpoint)
        self.vault = vault
        writer = ResourceStateWriter(vault: vault)
    }

    deinit {
        state.withLock { state in
            if let descriptor = state.descriptor { close(descriptor) }
        }
    }

    /// Adds entries and flushes them to the disk.
    ///
    /// - Throws: What keeps a secret from being encrypted, or the disk from being written.
    func append(_ entries: [JournalEntry]) async throws {
        try add(entries.map(json))
    }

    /// Notes that the checkpoint with these bytes holds all that the journal does, and is about to be written.
    func noteFolded(into checkpoint: [UInt8]) throws(StateError) {
        guard state.withLock({ $0.descriptor != nil }) else { return }
        try add([["folded": .string(Self.digest(checkpoint))]])
    }

    /// Notes the same at the end of a journal that an earlier run left behind.
    static func noteFolded(into checkpoint: [UInt8], at path: String) throws(StateError) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure.error("write", path) }
        defer { close(descriptor) }
        // What was cut short before ends with its line.
        let bytes = [UInt8(ascii: "\n")] + line(["folded": .string(digest(checkpoint))])
        try AtomicFile.writeAll(bytes, to: descriptor, path: path)
        guard fdatasync(descriptor) == 0 else { throw SystemFailure.error("write", path) }
    }

    /// SHA-256 of a checkpoint file in hexadecimal.
    static func digest(_ bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(bytes)) }

    /// What stands before the blank of a line.
    static func checksum(_ text: some Sequence<UInt8>) -> String {
        String(hexadecimal(SHA256.hash(Array(text))).prefix(16))
    }

    private func add(_ records: [JSON]) throws(StateError) {
        let bytes = records.flatMap(Self.line)
        try state.withLock { state throws(StateError) in
            // After a failed write nobody knows how much of it is on the disk: nothing may follow.
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

    /// Makes the file, with its first line.
    private func begin() throws(StateError) -> Int32 {
        // A wrong passphrase is told before anything is changed, not at the first secret that comes back. A run that
        // changes nothing does without the third of a second that its key takes.
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
