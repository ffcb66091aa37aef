/// The structure of a pattern's text.
indirect enum PatternNode {
    case character(TextPattern.CharacterClass)
    case start
    case end
    case sequence([PatternNode])
    case alternatives([PatternNode])
    case repeated(PatternNode, atLeast: Int, atMost: Int)
    case look(PatternNode, isAhead: Bool, isNegated: Bool)

    /// The number of characters that the node takes; `nil` if that varies.
    var width: Int? {
        switch self {
        case .character: 1
        case .start, .end, .look: 0
        case .sequence(let nodes):
            nodes.reduce(0) { sum, node in sum.flatMap { sum in node.width.map { sum + $0 } } }
        case .alternatives(let nodes):
            nodes.allSatisfy { $0.width == nodes.first?.width } ? nodes.first?.width : nil
        case .repeated(let node, let least, let most):
            least == most ? node.width.map { $0 * least } : nil
        }
    }
}

extension PatternNode {
    /// The class and number of characters, if the pattern is one class repeated from start to end, such as `^[a-z]+$`.
    var only: (characters: TextPattern.CharacterClass, count: ClosedRange<Int>)? {
        guard case .sequence(let nodes) = self, nodes.count == 3, case .start = nodes[0], case .end = nodes[2],
            case .repeated(.character(let characters), let least, let most) = nodes[1]
        else {
            return nil
        }
        return (characters, least...most)
    }
}

/// Reads the text of a pattern.
struct PatternParser {
    private typealias CharacterClass = TextPattern.CharacterClass

    private var rest: Substring.UnicodeScalarView

    init(_ text: String) {
        rest = Substring(text).unicodeScalars
    }

    /// The whole pattern; `nil` if it has a form that is not known.
    mutating func pattern() -> PatternNode? {
        guard let node = alternatives(), rest.isEmpty else { return nil }
        return node
    }

    private func isNext(_ text: String) -> Bool { rest.starts(with: text.unicodeScalars) }

    private mutating func take(_ text: String) -> Bool {
        guard isNext(text) else { return false }
        rest.removeFirst(text.unicodeScalars.count)
        return true
    }

    private mutating func alternatives() -> PatternNode? {
        var nodes: [PatternNode] = []
        repeat {
            guard let node = sequence() else { return nil }
            nodes.append(node)
        } while take("|")
        return nodes.count == 1 ? nodes[0] : .alternatives(nodes)
    }

    private mutating func sequence() -> PatternNode? {
        var nodes: [PatternNode] = []
        while let character = rest.first, character != "|", character != ")" {
            guard let atom = atom(), let node = repetition(of: atom) else { return nil }
            nodes.append(node)
        }
        return .sequence(nodes)
    }

    private mutating func atom() -> PatternNode? {
        if take("^") { return .start }
        if take("$") { return .end }
        if take("[") { return characterClass() }
        if take("(?:") { return group { $0 } }
        if take("(?=") { return group { .look($0, isAhead: true, isNegated: false) } }
        if take("(?!") { return group { .look($0, isAhead: true, isNegated: true) } }
        if take("(?<=") { return group { .look($0, isAhead: false, isNegated: false) } }
        if take("(?<!") { return group { .look($0, isAhead: false, isNegated: true) } }
        if take("(?") { return nil }
        if take("(") { return group { $0 } }
        if take(".") { return .character(CharacterClass(ranges: ["\n"..."\n"], isNegated: true)) }
        for (escape, class_) in ["\\S": "s", "\\D": "d", "\\W": "w"] as KeyValuePairs where take(escape) {
            return .character(CharacterClass(ranges: Self.classes[class_] ?? [], isNegated: true))
        }
        guard let next = rest.first, !["*", "+", "?", "{"].contains(next) else { return nil }
        return ranges().map { .character(CharacterClass(ranges: $0)) }
    }

    private mutating func group(_ make: (PatternNode) -> PatternNode) -> PatternNode? {
        guard let inner = alternatives(), take(")") else { return nil }
        return make(inner)
    }

    private mutating func repetition(of node: PatternNode) -> PatternNode? {
        if take("*") { return .repeated(node, atLeast: 0, atMost: .max) }
        if take("+") { return .repeated(node, atLeast: 1, atMost: .max) }
        if take("?") { return .repeated(node, atLeast: 0, atMost: 1) }
        guard take("{") else { return node }
        let bounds = String(Substring(rest.prefix { $0 != "}" }))
        rest.removeFirst(bounds.unicodeScalars.count)
        guard take("}") else { return nil }
        let numbers = bounds.split(separator: ",", omittingEmptySubsequences: false)
        guard let least = numbers.first.flatMap({ Int($0) }), numbers.count <= 2 else { return nil }
        let most = numbers.count == 1 ? least : numbers[1].isEmpty ? .max : Int(numbers[1])
        return most.flatMap { $0 < least ? nil : .repeated(node, atLeast: least, atMost: $0) }
    }

    private mutating func characterClass() -> PatternNode? {
        var characters = CharacterClass(isNegated: take("^"))
        while let next = rest.first, next != "]" {
            guard var found = ranges() else { return nil }
            // A hyphen before the end stands for itself.
            if found.count == 1, isNext("-"), !isNext("-]") {
                rest.removeFirst()
                guard let last = ranges()?.first, found[0].lowerBound <= last.upperBound else { return nil }
                found = [found[0].lowerBound...last.upperBound]
            }
            characters.ranges += found
        }
        return take("]") ? .character(characters) : nil
    }

    private static let classes: [String: [ClosedRange<Unicode.Scalar>]] = [
        "d": ["0"..."9"],
        "w": ["0"..."9", "A"..."Z", "a"..."z", "_"..."_"],
        "s": [" "..." ", "\t"..."\r"],
    ]
    private static let controls: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "r": "\r", "t": "\t"]

    /// The characters that the next one, or the next escape, stands for.
    private mutating func ranges() -> [ClosedRange<Unicode.Scalar>]? {
        guard let character = rest.popFirst() else { return nil }
        guard character == "\\" else { return [character...character] }
        guard let escaped = rest.popFirst() else { return nil }
        if let known = Self.classes[String(escaped)] { return known }
        if let control = Self.controls[escaped] { return [control...control] }
        if escaped == "u" {
            let digits = String(Substring(rest.prefix(4)))
            guard digits.count == 4, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
                return nil
            }
            rest.removeFirst(4)
            return [scalar...scalar]
        }
        let isWord = escaped.properties.isAlphabetic || ("0"..."9").contains(escaped)
        return isWord ? nil : [escaped...escaped]
    }
}
