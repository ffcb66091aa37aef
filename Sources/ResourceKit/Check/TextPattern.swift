/// A regular expression, as far as rules on names need it: classes, groups, repetition, alternatives, and looks ahead
/// and behind.
///
/// The standard library's `Regex` would add megabytes to the binary.
package struct TextPattern: Sendable {
    fileprivate indirect enum Node: Sendable {
        case character(CharacterClass)
        case start
        case end
        case sequence([Node])
        case alternatives([Node])
        case repeated(Node, atLeast: Int, atMost: Int)
        case look(Node, isAhead: Bool, isNegated: Bool)
    }

    fileprivate struct CharacterClass: Sendable {
        var ranges: [ClosedRange<Character>] = []
        var isNegated = false

        func contains(_ character: Character) -> Bool {
            ranges.contains { $0.contains(character) } != isNegated
        }
    }

    private let root: Node

    /// The pattern of a text; `nil` if it uses what this type does not know.
    package init?(_ text: String) {
        var parser = PatternParser(rest: text[...])
        guard let root = parser.alternatives(), parser.rest.isEmpty else { return nil }
        self.root = root
    }

    /// Returns whether the pattern is found anywhere in a text.
    package func isFound(in text: String) -> Bool {
        let characters = Array(text)
        return (0...characters.count).contains { Self.matches(root, characters, $0) { _ in true } }
    }

    /// Returns whether a node matches from a position, and what follows does from where it ends.
    private static func matches(_ node: Node, _ text: [Character], _ position: Int, _ next: (Int) -> Bool) -> Bool {
        switch node {
        case .character(let characters):
            return position < text.count && characters.contains(text[position]) && next(position + 1)
        case .start:
            return position == 0 && next(position)
        case .end:
            return position == text.count && next(position)
        case .sequence(let nodes):
            guard let first = nodes.first else { return next(position) }
            let rest = Node.sequence(Array(nodes.dropFirst()))
            return matches(first, text, position) { matches(rest, text, $0, next) }
        case .alternatives(let nodes):
            return nodes.contains { matches($0, text, position, next) }
        case .repeated(let inner, let least, let most):
            let more = Node.repeated(inner, atLeast: max(least - 1, 0), atMost: most - 1)
            // A repetition that takes nothing would never end.
            if most > 0, matches(inner, text, position, { $0 > position && matches(more, text, $0, next) }) {
                return true
            }
            return least == 0 && next(position)
        case .look(let inner, let isAhead, let isNegated):
            let isThere =
                isAhead
                ? matches(inner, text, position) { _ in true }
                : (0...position).contains { matches(inner, text, $0) { $0 == position } }
            return isThere != isNegated && next(position)
        }
    }
}

/// Reads the text of a pattern.
private struct PatternParser {
    typealias Node = TextPattern.Node

    var rest: Substring

    private mutating func take(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest.removeFirst(text.count)
        return true
    }

    mutating func alternatives() -> Node? {
        var nodes: [Node] = []
        repeat {
            guard let node = sequence() else { return nil }
            nodes.append(node)
        } while take("|")
        return nodes.count == 1 ? nodes[0] : .alternatives(nodes)
    }

    private mutating func sequence() -> Node? {
        var nodes: [Node] = []
        while let character = rest.first, character != "|", character != ")" {
            guard let atom = atom(), let node = repetition(of: atom) else { return nil }
            nodes.append(node)
        }
        return .sequence(nodes)
    }

    private mutating func atom() -> Node? {
        if take("^") { return .start }
        if take("$") { return .end }
        if take("[") { return characterClass() }
        if take("(?:") { return group { $0 } }
        if take("(?=") { return group { .look($0, isAhead: true, isNegated: false) } }
        if take("(?!") { return group { .look($0, isAhead: true, isNegated: true) } }
        if take("(?<!") { return group { .look($0, isAhead: false, isNegated: true) } }
        if take("(?") { return nil }
        if take("(") { return group { $0 } }
        if take(".") { return .character(TextPattern.CharacterClass(isNegated: true)) }
        return ranges().map { .character(TextPattern.CharacterClass(ranges: $0)) }
    }

    private mutating func group(_ make: (Node) -> Node) -> Node? {
        guard let inner = alternatives(), take(")") else { return nil }
        return make(inner)
    }

    private mutating func repetition(of node: Node) -> Node? {
        if take("*") { return .repeated(node, atLeast: 0, atMost: .max) }
        if take("+") { return .repeated(node, atLeast: 1, atMost: .max) }
        if take("?") { return .repeated(node, atLeast: 0, atMost: 1) }
        guard take("{") else { return node }
        let bounds = rest.prefix { $0 != "}" }
        rest = rest[bounds.endIndex...].dropFirst()
        let numbers = bounds.split(separator: ",", omittingEmptySubsequences: false)
        guard let least = numbers.first.flatMap({ Int($0) }), numbers.count <= 2 else { return nil }
        let most = numbers.count == 1 ? least : numbers[1].isEmpty ? .max : Int(numbers[1])
        return most.map { .repeated(node, atLeast: least, atMost: $0) }
    }

    private mutating func characterClass() -> Node? {
        var characters = TextPattern.CharacterClass(isNegated: take("^"))
        while let next = rest.first, next != "]" {
            guard var found = ranges() else { return nil }
            // A hyphen before the end stands for itself.
            if found.count == 1, rest.hasPrefix("-"), !rest.hasPrefix("-]") {
                rest.removeFirst()
                guard let last = ranges()?.first, found[0].lowerBound <= last.upperBound else { return nil }
                found = [found[0].lowerBound...last.upperBound]
            }
            characters.ranges += found
        }
        return take("]") ? .character(characters) : nil
    }

    /// The characters that the next one, or the next escape, stands for.
    private mutating func ranges() -> [ClosedRange<Character>]? {
        guard let character = rest.popFirst() else { return nil }
        guard character == "\\" else { return [character...character] }
        guard let escaped = rest.popFirst() else { return nil }
        switch escaped {
        case "d": return ["0"..."9"]
        case "w": return ["0"..."9", "A"..."Z", "a"..."z", "_"..."_"]
        case "s": return [" "..." ", "\t"..."\t", "\n"..."\n", "\r"..."\r"]
        default: return escaped.isLetter || escaped.isNumber ? nil : [escaped...escaped]
        }
    }
}
