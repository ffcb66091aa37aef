internal import CEmbedded
import JSON

/// A service's model: an index from names to lines, each of which is parsed when it is first asked for.
///
/// `scripts/generate-models` writes one entry a line, so that the index costs one pass over the bytes: EC2's 230 kB
/// take a fraction of a millisecond.
struct ModelFile: Sendable {
    let service: String
    /// The bytes of the file, never changed and never freed, so that threads may share the pointer.
    private nonisolated(unsafe) let bytes: UnsafeBufferPointer<UInt8>
    private var lines: [Section: [String: Range<Int>]] = [:]

    enum Section: String, Sendable {
        case metadata, operations, paginators, shapes
    }

    /// The embedded model of a service, or `nil` if there is none.
    init?(service: String) {
        let file = embedded_aws_model(service)
        guard let start = file.bytes else { return nil }
        self.service = service
        bytes = UnsafeBufferPointer(start: start, count: file.count)
        index(bytes)
    }

    /// The names in a section, unordered.
    func names(_ section: Section) -> [String] {
        lines[section].map { Array($0.keys) } ?? []
    }

    /// An entry's value, or `nil` if there is no such entry.
    func entry(_ section: Section, _ name: String) -> JSON? {
        guard let range = lines[section]?[name] else { return nil }
        return try? JSON(parsing: UnsafeBufferPointer(rebasing: bytes[range]))
    }

    /// A line is `"name":value` with or without a comma, `"section":{`, or brackets that end a section.
    private mutating func index(_ bytes: UnsafeBufferPointer<UInt8>) {
        let quote = UInt8(ascii: "\""), comma = UInt8(ascii: ","), newline = UInt8(ascii: "\n")
        var section: Section?
        var entries: [String: Range<Int>] = [:]
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: newline) ?? bytes.count
            defer { start = end + 1 }
            guard bytes[start] == quote, let close = bytes[(start + 1)..<end].firstIndex(of: quote) else { continue }
            let name = String(decoding: bytes[(start + 1)..<close], as: UTF8.self)
            let value = (close + 2)..<(bytes[end - 1] == comma ? end - 1 : end)
            if value.count == 1, let next = Section(rawValue: name) {
                if let section { lines[section] = entries }
                (section, entries) = (next, [:])
            } else {
                entries[name] = value
            }
        }
        if let section { lines[section] = entries }
    }
}
