/// A regular expression, as far as rules on texts need it: classes, groups, repetition, alternatives, and looks ahead
/// and behind.
///
/// All alternatives are followed at once, so that the time grows with the length of the text and that of the pattern,
/// whatever the text is. The standard library's `Regex` would add megabytes to the binary.
package struct TextPattern: Sendable {
    /// One step of a match; those that take no character name where to go on.
    enum Instruction: Sendable {
        case character(CharacterClass)
        case start
        case end
        /// Goes on at each of two places.
        case split(Int, Int)
        case jump(Int)
        /// Matches a pattern from here on, or what ends here if it has a width; takes nothing.
        case look(TextPattern, width: Int?, isNegated: Bool)
        case match
    }

    /// A set of characters.
    struct CharacterClass: Sendable {
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        var isNegated = false

        func contains(_ character: Unicode.Scalar) -> Bool {
            ranges.contains { $0.contains(character) } != isNegated
        }
    }

    private let instructions: [Instruction]
    /// The characters of which the whole text must consist, and how many there must be, if that is all that is asked.
    private let only: (characters: CharacterClass, count: ClosedRange<Int>)?

    /// The pattern of a text; `nil` if it uses what this type does not know.
    package init?(_ text: String) {
        var parser = PatternParser(text)
        guard let node = parser.pattern(), let pattern = TextPattern(node) else { return nil }
        self = pattern
    }

    init(instructions: [Instruction], only: (characters: CharacterClass, count: ClosedRange<Int>)? = nil) {
        self.instructions = instructions
        self.only = only
    }

    /// Returns whether the pattern is found anywhere in a text.
    package func isFound(in text: String) -> Bool {
        if let only {
            let scalars = text.unicodeScalars
            return only.count.contains(scalars.count) && scalars.allSatisfy(only.characters.contains)
        }
        return matches(Array(text.unicodeScalars), from: 0, isAnchored: false)
    }

    /// Returns whether the pattern matches from a place, or also from a later one unless it is anchored.
    private func matches(_ text: [Unicode.Scalar], from first: Int, isAnchored: Bool) -> Bool {
        var threads = Threads(count: instructions.count)
        var next = Threads(count: instructions.count)
        for position in first...text.count {
            if position == first || !isAnchored, follow(from: 0, text, position, &threads) { return true }
            if isAnchored, threads.isEmpty { return false }
            guard position < text.count else { return false }
            next.removeAll()
            for place in threads.places {
                guard case .character(let characters) = instructions[place], characters.contains(text[position]) else {
                    continue
                }
                if follow(from: place + 1, text, position + 1, &next) { return true }
            }
            swap(&threads, &next)
        }
        return false
    }

    /// Adds the instructions that can take the next character; returns whether the match is complete.
    private func follow(from place: Int, _ text: [Unicode.Scalar], _ position: Int, _ threads: inout Threads) -> Bool {
        var pending = [place]
        while let place = pending.popLast() {
            guard threads.visit(place) else { continue }
            switch instructions[place] {
            case .character: threads.places.append(place)
            case .start: if position == 0 { pending.append(place + 1) }
            case .end: if position == text.count { pending.append(place + 1) }
            case .split(let one, let other):
                pending.append(other)
                pending.append(one)
            case .jump(let target): pending.append(target)
            case .look(let pattern, let width, let isNegated):
                let from = position - (width ?? 0)
                let isThere =
                    from >= 0
                    && pattern.matches(
                        width == nil ? text : Array(text[from..<position]),
                        from: width == nil ? from : 0
                    )
                if isThere != isNegated { pending.append(place + 1) }
            case .match: return true
            }
        }
        return false
    }

    private func matches(_ text: [Unicode.Scalar], from first: Int) -> Bool {
        matches(text, from: first, isAnchored: true)
    }
}

/// The instructions that wait for the next character, each once.
private struct Threads {
    var places: [Int] = []
    private var visited: [Bool]
    private var touched: [Int] = []

    init(count: Int) {
        visited = Array(repeating: false, count: count)
    }

    var isEmpty: Bool { places.isEmpty }

    /// Marks an instruction; returns whether it is new.
    mutating func visit(_ place: Int) -> Bool {
        guard !visited[place] else { return false }
        visited[place] = true
        touched.append(place)
        return true
    }

    mutating func removeAll() {
        for place in touched { visited[place] = false }
        touched.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
    }
}
