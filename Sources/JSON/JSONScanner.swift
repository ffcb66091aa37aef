/// Finds where the values of a document stand, without reading them.
///
/// Only brackets and strings are followed: a fault inside a value shows when that value is read.
public struct JSONScanner {
    private var reader: JSONReader

    /// A scanner that stands at the beginning of a document.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) {
        reader = JSONReader(bytes)
    }

    /// Returns whether the value here is an object.
    public mutating func isAtObject() -> Bool {
        reader.skipSpace()
        return reader.current == UInt8(ascii: "{")
    }

    /// Visits the members of the object here in order, and goes behind it.
    ///
    /// - Parameter visit: Takes a member's name and the scanner, which stands at the member's value, and takes the
    ///   scanner behind that value.
    /// - Throws: ``JSONError`` if there is no object here, or no end to it; what `visit` throws.
    public mutating func members(
        _ visit: (String, inout JSONScanner) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard isAtObject() else { throw reader.error("an object is expected here") }
        try reader.enter()
        while reader.current != UInt8(ascii: "}") {
            let name = try reader.name()
            try visit(name, &self)
            try reader.separator(or: "}")
        }
        reader.leave()
    }

    /// Goes behind the value here.
    ///
    /// - Returns: The place of the value's bytes in the document.
    /// - Throws: ``JSONError`` if there is no value here, or no end to it.
    @discardableResult
    public mutating func skip() throws(JSONError) -> Range<Int> {
        reader.skipSpace()
        let start = reader.position
        try reader.skipValue()
        return start..<reader.position
    }

    /// Checks that only white space follows.
    ///
    /// - Throws: ``JSONError`` that says where something else stands.
    public mutating func end() throws(JSONError) {
        reader.skipSpace()
        guard reader.position == reader.bytes.count else {
            throw reader.error("unexpected text after the end of the document")
        }
    }
}

extension JSONReader {
    /// Passes over the value that begins here: a string, all between two brackets, or a word.
    fileprivate mutating func skipValue() throws(JSONError) {
        var depth = 0
        repeat {
            guard position < bytes.count else { throw endError() }
            switch bytes[position] {
            case UInt8(ascii: "\""): try skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { throw error("a value is expected here") }
                depth -= 1
                position += 1
            default:
                if depth == 0 { return try skipWord() }
                position += 1
            }
        } while depth > 0
    }

    /// Passes over the string whose opening quote is here.
    private mutating func skipString() throws(JSONError) {
        let opening = position
        position = endOfPlain(from: opening + 1)
        while current == UInt8(ascii: "\\") {
            position = endOfPlain(from: min(position + 2, bytes.count))
        }
        guard current == UInt8(ascii: "\"") else { throw error("the string that begins here has no end", at: opening) }
        position += 1
    }

    /// Passes over a number, a truth value or null.
    private mutating func skipWord() throws(JSONError) {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x0A, 0x0D, 0x09:
                guard position > start else { throw error("a value is expected here") }
                return
            default: position += 1
            }
        }
    }
}
