internal import JSON

/// Reads what a journal noted before a crash, and folds it into the checkpoint that it is of.
struct JournalReplay {
    /// What the journal is to the checkpoint beside it.
    enum Relation: Equatable {
        /// It holds changes of this checkpoint.
        case pending
        /// The checkpoint holds them already: the crash came between writing it and deleting the journal.
        case folded
        /// It is of another checkpoint.
        case foreign
    }

    private let records: [JSON]

    /// Reads as many lines as are whole.
    init(parsing bytes: [UInt8]) {
        var records: [JSON] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            let text = line.dropFirst(17)
            guard line.count > 17, line[line.startIndex + 16] == UInt8(ascii: " "),
                JournalFile.checksum(text).utf8.elementsEqual(line.prefix(16)),
                let record = try? JSON(parsing: Array(text))
            else { break }
            records.append(record)
        }
        self.records = records
    }

    /// What the journal is to the checkpoint file with these bytes.
    func relation(to checkpoint: [UInt8]) -> Relation {
        // Not even the first line is whole: nothing was noted.
        guard let first = records.first else { return .folded }
        let digest = JournalFile.digest(checkpoint)
        if records.last?["folded"]?.string == digest { return .folded }
        return first["of"]?.string == digest ? .pending : .foreign
    }

    /// The operations that began and did not end, as `creating urn:…`.
    var unfinished: [String] {
        replay([]).running.map { "\($0["type"]?.string ?? "") \($0["resource"]?["urn"]?.string ?? "")" }
    }

    /// The checkpoint with the journal's changes; operations that did not end are pending.
    ///
    /// - Throws: ``StateError`` if a resource is not what it must be, which no whole line holds.
    func folded(into checkpoint: Checkpoint) throws -> Checkpoint {
        let (slots, running) = replay(checkpoint.resources)
        guard !records.dropFirst().isEmpty else { return checkpoint }
        var copy = checkpoint
        let live = slots.compactMap { $0 }
        let reader = ResourceStateReader(vault: nil)
        copy.resources = DependencyOrder(try live.map(reader.state)).sorted.map { live[$0] }
        copy.pendingOperations += running.map { record in
            ["resource": record["resource"] ?? .null, "type": record["type"] ?? .null]
        }
        copy.touch()
        return copy
    }

    private func replay(_ resources: [JSON]) -> (slots: [JSON?], running: [JSON]) {
        var slots: [JSON?] = resources
        var running: [(id: Int, record: JSON)] = []
        for record in records {
            if let id = record["began"]?.int { running.append((id, record)) }
            if let id = record["ended"]?.int { running.removeAll { $0.id == id } }
            for change in record["changes"]?.array ?? [] {
                if let index = change["put"]?.int, index >= 0 {
                    while slots.count <= index { slots.append(nil) }
                    slots[index] = change["resource"]
                } else if let index = change["remove"]?.int, slots.indices.contains(index) {
                    slots[index] = nil
                }
            }
        }
        return (slots, running.map(\.record))
    }
}
