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
    /// The checkpoints that hold all of it, by their digest.
    private let folded: Set<String>
    /// The first line that was changed after it had been written, counted from 1; `nil` if none was.
    let damagedLine: Int?

    /// Reads as many lines as are whole.
    ///
    /// A crash leaves at most an end without a line feed, or blocks of zeros that never reached the disk. Any other
    /// line that is not as it was written is damage.
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
                // An end that was cut short is ended by the note of its folding.
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

    /// What the journal is to the checkpoint file with these bytes.
    func relation(to checkpoint: [UInt8]) -> Relation {
        let digest = JournalFile.digest(checkpoint)
        if folded.contains(digest) { return .folded }
        // Not even the first line is whole: nothing was noted.
        guard let first = records.first else { return damagedLine == nil ? .folded : .foreign }
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
