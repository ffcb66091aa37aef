/// Bytes to write next: those of `head`, then those of `body` in `range`.
///
/// The second part lets a connection write a piece of a large message without copying it.
public struct OutputBatch: Hashable, Sendable {
    /// The bytes that are written first.
    public var head: [UInt8]
    /// The message of which a piece follows; empty if none does.
    public var body: [UInt8]
    /// The piece's place in `body`.
    public var range: Range<Int>

    /// A batch from its parts.
    public init(head: [UInt8] = [], body: [UInt8] = [], range: Range<Int> = 0..<0) {
        self.head = head
        self.body = body
        self.range = range
    }

    /// The number of bytes to write.
    public var count: Int { head.count + range.count }
}
