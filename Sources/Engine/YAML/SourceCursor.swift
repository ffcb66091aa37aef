/// A place in a file's bytes that only moves on, so that many places are found in one passage.
struct SourceCursor {
    private let source: [UInt8]
    private var offset = 0

    /// Where the cursor stands.
    private(set) var position = TextPosition(line: 1, column: 1)

    init(_ source: [UInt8]) {
        self.source = source
        // A byte order mark has no column.
        if source.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    /// The byte at the cursor; `nil` at the end of the file.
    var byte: UInt8? { offset < source.count ? source[offset] : nil }

    /// Moves on by one character.
    mutating func step() {
        guard let byte else { return }
        offset += 1
        // Continuation bytes of UTF-8 belong to the character before them.
        while let next = self.byte, next & 0xC0 == 0x80 { offset += 1 }
        if byte == UInt8(ascii: "\n") {
            position = TextPosition(line: position.line + 1, column: 1)
        } else {
            position.column += 1
        }
    }

    /// Moves on to a place; stays if that lies behind.
    mutating func move(to place: TextPosition) {
        while position < place, byte != nil { step() }
    }
}
