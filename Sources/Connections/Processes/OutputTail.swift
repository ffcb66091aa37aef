/// The last lines that a process wrote, cut from the bytes as they arrive.
public struct OutputTail: Sendable {
    /// The number of bytes after which a line is taken for complete.
    private static let longestLine = 64 << 10

    private var partial: [UInt8] = []
    /// The last complete lines, oldest first.
    public private(set) var lines: [String] = []
    private let keptLines: Int

    /// The tail of nothing yet.
    ///
    /// - Parameter keptLines: The number of lines that an error message shows.
    public init(keeping keptLines: Int = 10) {
        self.keptLines = keptLines
    }

    /// Adds bytes that were read.
    ///
    /// - Returns: The lines that they complete, without line breaks.
    public mutating func take(_ bytes: some Sequence<UInt8>) -> [String] {
        var complete: [String] = []
        for byte in bytes {
            if byte != UInt8(ascii: "\n") { partial.append(byte) }
            if byte == UInt8(ascii: "\n") || partial.count >= Self.longestLine { complete.append(cut()) }
        }
        keep(complete)
        return complete
    }

    /// Adds the last line, if no line break ended it.
    ///
    /// - Returns: That line, or nothing.
    public mutating func finish() -> [String] {
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
        lines = (lines + complete).suffix(keptLines)
    }
}
