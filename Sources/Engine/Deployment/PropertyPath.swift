/// Names a place inside properties: `root.list[0]["odd key"].*`.
package struct PropertyPath: Hashable, Sendable {
    /// A step into a value.
    package enum Element: Hashable, Sendable {
        case key(String)
        case index(Int)
        /// Any key or index: `*`.
        case any
    }

    /// From the outermost to the innermost.
    package let elements: [Element]

    package init(_ elements: [Element]) {
        self.elements = elements
    }

    /// A path from its text; `nil` if a bracket or quote is not closed or nothing is named.
    package init?(_ text: String) {
        var parser = Parser(rest: text[...])
        guard let elements = parser.parse(), !elements.isEmpty else { return nil }
        self.elements = elements
    }

    /// Returns whether the other path is this one, or leads to something inside.
    package func contains(_ other: PropertyPath) -> Bool {
        elements.count <= other.elements.count
            && zip(elements, other.elements).allSatisfy { mine, others in
                mine == .any || mine == others
            }
    }

    private struct Parser {
        var rest: Substring

        mutating func parse() -> [Element]? {
            var elements: [Element] = []
            while let first = rest.first {
                switch first {
                case ".":
                    guard !elements.isEmpty, rest.count > 1 else { return nil }
                    rest.removeFirst()
                    if rest.first == "." { return nil }
                case "[":
                    guard let element = bracketed() else { return nil }
                    elements.append(element)
                default:
                    let name = rest.prefix { $0 != "." && $0 != "[" }
                    rest = rest.dropFirst(name.count)
                    elements.append(name == "*" ? .any : .key(String(name)))
                }
            }
            return elements
        }

        private mutating func bracketed() -> Element? {
            rest.removeFirst()
            if rest.first == "\"" { return quoted() }
            guard let end = rest.firstIndex(of: "]") else { return nil }
            let inner = rest[..<end]
            rest = rest[rest.index(after: end)...]
            if inner == "*" { return .any }
            return Int(inner).flatMap { $0 >= 0 ? .index($0) : nil }
        }

        private mutating func quoted() -> Element? {
            rest.removeFirst()
            var key = ""
            while let character = rest.popFirst() {
                if character == "\\", let escaped = rest.popFirst() {
                    key.append(escaped)
                } else if character == "\"" {
                    guard rest.popFirst() == "]" else { return nil }
                    return .key(key)
                } else {
                    key.append(character)
                }
            }
            return nil
        }
    }
}
