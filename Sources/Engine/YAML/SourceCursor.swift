/// A position in a file's bytes that moves forward only, so that many positions are found in one pass.
struct SourceCursor {
    private let source: [UInt8]
    private var offset = 0

    /// The current position.
    private(set) var position = TextPosition(line: 1, column: 1)

    init(_ source: [UInt8]) {
        self.source = source
        // The byte order mark has no column.
        if source.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    /// The byte at the cursor; `nil` at the end of the file.
    var byte: UInt8? { offset < source.count ? source[offset] : nil }

    /// Moves forward by one character.
    mutating func step() {
        guard let byte else { return }
        offset += 1
        // UTF-8 continuation bytes belong to the character before them.
        while let next = self.byte, next & 0xC0 == 0x80 { offset += 1 }
        if byte == UInt8(ascii: "\n") {
            position = TextPosition(line: position.line + 1, column: 1)
        } else {
            position.column += 1
        }
    }

    /// Moves forward to a position; does nothing if it is behind.
    mutating func move(to place: TextPosition) {
        while position < place, byte != nil { step() }
    }
}
