/// The reason for which bytes are not a JSON document, and its place.
public struct JSONError: Error, Hashable, Sendable {
    /// The fault, in one sentence without a full stop.
    public let message: String
    /// The line, from 1.
    public let line: Int
    /// The column in that line, in bytes, from 1.
    public let column: Int
    /// The place in the document, in bytes, from 0.
    public let offset: Int

    init(_ message: String, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        let before = bytes.prefix(offset)
        self.message = message
        self.offset = offset
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        column = 1 + offset - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
    }
}

extension JSONError: CustomStringConvertible {
    /// The message with line and column.
    public var description: String { "line \(line), column \(column): \(message)" }
}
