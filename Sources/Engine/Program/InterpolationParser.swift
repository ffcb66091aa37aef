/// Splits text into literal parts and references.
struct InterpolationParser {
    /// A literal part, with the reference after it, if there is one.
    struct Part: Hashable, Sendable {
        var text: String
        var access: PropertyAccess?
    }

    /// A syntax error in a text with references.
    struct Failure: Error {
        var reason: String
        var hint: String?
    }

    private var rest: Substring.UTF8View

    private init(_ text: String) {
        rest = Substring(text).utf8
    }

    /// Splits a text; one without references has one part, an empty one none.
    static func parts(of text: String) throws(Failure) -> [Part] {
        guard text.utf8.contains(UInt8(ascii: "$")) else {
            return text.isEmpty ? [] : [Part(text: text)]
        }
        var parser = InterpolationParser(text)
        return try parser.parts()
    }

    private mutating func parts() throws(Failure) -> [Part] {
        var parts: [Part] = []
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            switch (byte, rest.first) {
            case (UInt8(ascii: "$"), UInt8(ascii: "$")):
                rest = rest.dropFirst()
                text.append(byte)
            case (UInt8(ascii: "$"), UInt8(ascii: "{")):
                rest = rest.dropFirst()
                parts.append(Part(text: String(decoding: text, as: UTF8.self), access: try access()))
                text.removeAll(keepingCapacity: true)
            default:
                text.append(byte)
            }
        }
        if !text.isEmpty { parts.append(Part(text: String(decoding: text, as: UTF8.self))) }
        return parts
    }

    /// Parses a path up to its closing brace.
    ///
    /// Dots only separate names, so surplus ones are harmless; blanks belong to names.
    private mutating func access() throws(Failure) -> PropertyAccess {
        var root: String?
        var accessors: [PropertyAccess.Accessor] = []
        while let byte = rest.first {
            var accessor: PropertyAccess.Accessor
            switch byte {
            case UInt8(ascii: "}"):
                rest = rest.dropFirst()
                guard let root else {
                    throw Failure(reason: "Property access expressions cannot be empty", hint: "name what to insert")
                }
                return PropertyAccess(root: root, accessors: accessors)
            case UInt8(ascii: "."):
                rest = rest.dropFirst()
                continue
            case UInt8(ascii: "["):
                rest = rest.dropFirst()
                accessor = rest.first == UInt8(ascii: "\"") ? .key(try quotedKey()) : .index(try index())
            default:
                let name = rest.prefix { !".[}".utf8.contains($0) }
                rest = rest[name.endIndex...]
                accessor = .name(String(decoding: name, as: UTF8.self))
            }
            if root != nil {
                accessors.append(accessor)
            } else if let name = accessor.property {
                root = name
            } else {
                throw Failure(reason: "the root property must be a string subscript or a name")
            }
        }
        throw Failure(
            reason: "unterminated interpolation",
            hint: "close it with `}`, or write `$${` for the text itself"
        )
    }

    private mutating func quotedKey() throws(Failure) -> String {
        rest = rest.dropFirst()
        var key: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") {
                guard rest.popFirst() == UInt8(ascii: "]") else {
                    throw Failure(reason: "missing closing bracket in property access")
                }
                return String(decoding: key, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "\"") {
                rest = rest.dropFirst()
                key.append(UInt8(ascii: "\""))
            } else {
                key.append(byte)
            }
        }
        throw Failure(reason: "missing closing quote in property name")
    }

    private mutating func index() throws(Failure) -> Int {
        guard let bracket = rest.firstIndex(of: UInt8(ascii: "]")) else {
            throw Failure(reason: "missing closing bracket in list index")
        }
        guard let index = Int(String(decoding: rest[..<bracket], as: UTF8.self)) else {
            throw Failure(reason: "invalid list index", hint: "write a number, or a name in double quotes")
        }
        rest = rest[rest.index(after: bracket)...]
        return index
    }
}
