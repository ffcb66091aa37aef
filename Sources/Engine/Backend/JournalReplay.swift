internal import JSON

/// Reads the journal of a crashed deployment and applies it to its checkpoint.
struct JournalReplay {
    /// The relation of a journal to the checkpoint beside it.
    enum Relation: Equatable {
        /// The journal holds changes of this checkpoint that are not applied yet.
        case pending
        /// The checkpoint holds the changes already: the crash came after writing it and before deleting the journal.
        case folded
        /// The journal belongs to another checkpoint.
        case foreign
    }

    private let records: [JSON]
    /// The digests of checkpoints that hold all changes of this journal.
    private let folded: Set<String>
    /// The number, from 1, of the first line that was modified after it was written; `nil` if there is none.
    let damagedLine: Int?

    /// Reads all intact lines.
    ///
    /// A crash can leave a last line without line feed, or blocks of zeros that were never written. Any other line with
    /// a wrong checksum is damage.
    init(parsing bytes: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast().enumerated()
            .filter { !$0.element.isEmpty }
            .map { (number: $0.offset + 1, record: Self.record($0.element), isZero: $0.element.contains(0)) }
        var records: [JSON] = []
        var folded: Set<String> = []
        var firstBroken: Int?
        var isDamaged = false
        for (index, line) in lines.enumerated() {
            if let digest = line.record?["folded"]?.string {
                folded.insert(digest)
            } else if let record = line.record {
                if firstBroken == nil { records.append(record) } else { isDamaged = true }
            } else {
                firstBroken = firstBroken ?? line.number
                // A truncated line can be followed by the note that the journal was applied.
                let isCutShort = index + 1 < lines.count && lines[index + 1].record?["folded"] != nil
                isDamaged = isDamaged || !(line.isZero || isCutShort)
            }
        }
        self.records = records
        self.folded = folded
        damagedLine = isDamaged ? firstBroken : nil
    }

    private static func record(_ line: ArraySlice<UInt8>) -> JSON? {
        let text = line.dropFirst(17)
        guard line.count > 17, line[line.startIndex + 16] == UInt8(ascii: " "),
            JournalFile.checksum(text).utf8.elementsEqual(line.prefix(16))
        else { return nil }
        return try? JSON(parsing: Array(text))
    }

    /// Returns the relation to the checkpoint file with these bytes.
    func relation(to checkpoint: [UInt8]) -> Relation {
        let digest = JournalFile.digest(checkpoint)
        if folded.contains(digest) { return .folded }
        // Without an intact first line, no change was recorded.
        guard let first = records.first else { return damagedLine == nil ? .folded : .foreign }
        return first["of"]?.string == digest ? .pending : .foreign
    }

    /// The operations that began and did not end, as `creating urn:…`.
    var unfinished: [String] {
        replay([]).running.map { "\($0["type"]?.string ?? "") \($0["resource"]?["urn"]?.string ?? "")" }
    }

    /// Applies the journal's changes to the checkpoint; operations that did not end become pending.
    ///
    /// - Throws: ``StateError`` if a recorded resource is malformed.
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
