/// Reads one JSON document (RFC 8259) from UTF-8 in a single pass.
struct JSONReader {
    /// The number of levels to which arrays and objects may nest.
    static let depthLimit = 512

    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The whole document, with nothing but white space around it.
    mutating func document() throws(JSONError) -> JSON {
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw error("unexpected text after the end of the document") }
        return value
    }

    func error(_ message: String, at offset: Int? = nil) -> JSONError {
        JSONError(message, at: offset ?? position, in: bytes)
    }

    func endError() -> JSONError {
        error("the document ends too early", at: bytes.count)
    }

    /// The byte here; 0, which no document holds outside of strings, at the end.
    @inline(__always)
    var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    @inline(__always)
    mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func value() throws(JSONError) -> JSON {
        skipSpace()
        guard position < bytes.count else { throw endError() }
        switch bytes[position] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw error("a value is expected here")
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        for index in 0..<word.utf8CodeUnitCount {
            guard position + index < bytes.count else { throw endError() }
            guard bytes[position + index] == word.utf8Start[index] else {
                throw error("a value is expected here; did you mean \(word)?")
            }
        }
        position += word.utf8CodeUnitCount
        return value
    }

    /// Goes behind the opening bracket here.
    mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= Self.depthLimit else { throw error("nested more than \(Self.depthLimit) levels deep") }
        position += 1
        skipSpace()
    }

    /// Goes behind the closing bracket here.
    mutating func leave() {
        depth -= 1
        position += 1
    }

    /// Reads the comma after a member or an element; leaves a closing bracket.
    mutating func separator(or closing: Unicode.Scalar) throws(JSONError) {
        skipSpace()
        switch current {
        case UInt8(ascii: ","):
            position += 1
            skipSpace()
            if current == UInt8(ascii: closing) { throw error("nothing follows the comma") }
        case UInt8(ascii: closing): break
        default:
            guard position < bytes.count else { throw endError() }
            throw error("a comma or \(closing) is expected here")
        }
    }

    private mutating func array() throws(JSONError) -> JSON {
        try enter()
        var elements: [JSON] = []
        while current != UInt8(ascii: "]") {
            elements.append(try value())
            try separator(or: "]")
        }
        leave()
        return .array(elements)
    }

    private mutating func object() throws(JSONError) -> JSON {
        try enter()
        var object = JSON.Object()
        while current != UInt8(ascii: "}") {
            let key = try name()
            object[key] = try value()
            try separator(or: "}")
        }
        leave()
        return .object(object)
    }

    /// Reads the name of a member, and passes over the colon behind it.
    mutating func name() throws(JSONError) -> String {
        guard current == UInt8(ascii: "\"") else {
            throw position < bytes.count ? error("a name in double quotes is expected here") : endError()
        }
        let name = try string()
        skipSpace()
        guard current == UInt8(ascii: ":") else {
            throw position < bytes.count ? error("a colon is expected after the name") : endError()
        }
        position += 1
        return name
    }

    private mutating func number() throws(JSONError) -> JSON.Number {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") {
            position += 1
            if isDigit(current) { throw error("a number has no leading zeros") }
        } else {
            try digits()
        }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if current | 0x20 == UInt8(ascii: "e") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return JSON.Number(
            verbatim: String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        )
    }

    private mutating func digits() throws(JSONError) {
        guard isDigit(current) else { throw position < bytes.count ? error("a digit is expected here") : endError() }
        while isDigit(current) { position += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
