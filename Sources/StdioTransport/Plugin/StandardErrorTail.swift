/// Cuts what a plugin says on its standard error into lines, and keeps the last of them.
struct StandardErrorTail: Sendable {
    /// Lines that an error message shows.
    private static let keptLines = 10
    /// Bytes after which a line is taken for complete.
    private static let longestLine = 64 << 10

    private var partial: [UInt8] = []
    /// The last complete lines, oldest first.
    private(set) var lines: [String] = []

    /// Takes bytes that were read.
    ///
    /// - Returns: The lines that they complete, without line breaks.
    mutating func take(_ bytes: some Sequence<UInt8>) -> [String] {
        var complete: [String] = []
        for byte in bytes {
            if byte != UInt8(ascii: "\n") { partial.append(byte) }
            if byte == UInt8(ascii: "\n") || partial.count >= Self.longestLine { complete.append(cut()) }
        }
        keep(complete)
        return complete
    }

    /// Takes the last line, which no line break ends.
    mutating func finish() -> [String] {
        guard !partial.isEmpty else { return [] }
        let last = [cut()]
        keep(last)
        return last
    }

    private mutating func cut() -> String {
        defer { partial.removeAll(keepingCapacity: true) }
        if partial.last == UInt8(ascii: "\r") { partial.removeLast() }
        return String(decoding: partial, as: UTF8.self)
    }

    private mutating func keep(_ complete: [String]) {
        lines = (lines + complete).suffix(Self.keptLines)
    }
}
