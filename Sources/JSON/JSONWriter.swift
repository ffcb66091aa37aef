/// Writes JSON into bytes, value by value: a large document need not be a tree first.
public struct JSONWriter: Sendable {
    /// The bytes written so far.
    public private(set) var bytes: [UInt8] = []
    private let options: JSON.WritingOptions
    private let indentation: Int
    private var depth = 0
    private var needsComma = false

    /// A writer of an empty document.
    public init(options: JSON.WritingOptions = []) {
        self.options = options
        indentation = options.contains(.indented) ? 4 : options.contains(.indentedByTwo) ? 2 : 0
    }

    /// Makes room for that many bytes.
    public mutating func reserveCapacity(_ count: Int) {
        bytes.reserveCapacity(count)
    }

    /// Writes a value: the document, an element of the open array, or what belongs to the name just written.
    public mutating func write(_ value: JSON) {
        switch value {
        case .null: verbatim("null")
        case .bool(let value): write(value)
        case .number(let number): verbatim(number.text)
        case .string(let text): write(text)
        case .array(let elements):
            openArray()
            for element in elements { write(element) }
            closeArray()
        case .object(let object):
            openObject()
            for member in options.contains(.sortedKeys) ? object.sorted() : object {
                name(member.key)
                write(member.value)
            }
            closeObject()
        }
    }

    /// Writes text.
    public mutating func write(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    /// Writes a truth value.
    public mutating func write(_ value: Bool) { verbatim(value ? "true" : "false") }

    /// Writes a whole number.
    public mutating func write(_ value: Int) { verbatim(String(value)) }

    /// Writes what is known to be one JSON value.
    public mutating func verbatim(_ json: String) {
        separate()
        append(json)
        needsComma = true
    }

    /// Writes what is known to be one JSON value.
    public mutating func verbatim(_ json: [UInt8]) {
        separate()
        bytes += json
        needsComma = true
    }

    /// Writes the name of the open object's next member.
    public mutating func name(_ key: String) {
        separate()
        quote(key)
        bytes.append(UInt8(ascii: ":"))
        if indentation > 0 { bytes.append(UInt8(ascii: " ")) }
        needsComma = false
        followsName = true
    }

    /// Begins an object.
    public mutating func openObject() { open(UInt8(ascii: "{")) }
    /// Ends the open object.
    public mutating func closeObject() { close(UInt8(ascii: "}")) }
    /// Begins an array.
    public mutating func openArray() { open(UInt8(ascii: "[")) }
    /// Ends the open array.
    public mutating func closeArray() { close(UInt8(ascii: "]")) }

    private var followsName = false

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        depth += 1
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        depth -= 1
        if needsComma { newLine() }
        bytes.append(bracket)
        needsComma = true
    }

    /// Writes the separator between the last value and the next.
    private mutating func separate() {
        if followsName {
            followsName = false
            return
        }
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        if depth > 0 { newLine() }
    }

    private mutating func newLine() {
        guard indentation > 0 else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * indentation))
    }

    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { content in
            var start = 0
            var index = 0
            while index < content.count {
                let length = escapedLength(content, at: index)
                if length == 0 {
                    index += 1
                    continue
                }
                bytes.append(contentsOf: content[start..<index])
                escape(content, at: index)
                index += length
                start = index
            }
            bytes.append(contentsOf: content[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Returns the number of bytes of a character that must be written as an escape; 0 if there is none.
    @inline(__always)
    private func escapedLength(_ content: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let byte = content[index]
        if byte < 0x20 || byte == 0x22 || byte == 0x5C { return 1 }
        if byte == 0x3C || byte == 0x3E || byte == 0x26 { return options.contains(.escapingHTML) ? 1 : 0 }
        guard byte == 0xE2, index + 2 < content.count, content[index + 1] == 0x80 else { return 0 }
        let isSeparator = content[index + 2] & 0xFE == 0xA8
        return isSeparator && !options.isDisjoint(with: [.escapingHTML, .escapingLineSeparators]) ? 3 : 0
    }

    private mutating func escape(_ content: UnsafeBufferPointer<UInt8>, at index: Int) {
        switch content[index] {
        case 0x22: append("\\\"")
        case 0x5C: append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        case 0xE2: append(content[index + 2] == 0xA8 ? "\\u2028" : "\\u2029")
        case let byte:
            append("\\u00")
            for digit in [byte >> 4, byte & 15] {
                bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
    }
}
