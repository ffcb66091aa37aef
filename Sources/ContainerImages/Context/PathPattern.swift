/// A pattern of paths as `.dockerignore` has them: `*`, `?`, `[a-z]`, `\x`, and `**` for any number of folders.
///
/// It matches a whole path, in a time that grows with the lengths of both and no faster.
struct PathPattern: Sendable {
    private enum Token: Sendable {
        case literal(Unicode.Scalar)
        /// One character but `/`.
        case character
        case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
        /// Any characters but `/`.
        case segment
        /// Any characters.
        case anything
        /// A way past the next tokens, which are that many.
        case optional(Int)
    }

    private let tokens: [Token]
    /// The text before the first character with a meaning.
    let literalPrefix: String

    /// Indicates whether the pattern is a path and nothing else.
    let isLiteral: Bool

    init(_ text: String) {
        var tokens: [Token] = []
        var scanner = Array(text.unicodeScalars)[...]
        while let scalar = scanner.popFirst() {
            switch scalar {
            case "*" where scanner.first == "*":
                scanner.removeFirst()
                if scanner.first == "/" {
                    scanner.removeFirst()
                    tokens += [.optional(2), .anything, .literal("/")]
                } else {
                    tokens.append(.anything)
                }
            case "*": tokens.append(.segment)
            case "?": tokens.append(.character)
            case "[": tokens.append(Self.set(&scanner) ?? .literal("["))
            case "\\": tokens.append(.literal(scanner.popFirst() ?? "\\"))
            default: tokens.append(.literal(scalar))
            }
        }
        self.tokens = tokens
        let literals = tokens.prefix { if case .literal = $0 { true } else { false } }
        literalPrefix = literals.reduce(into: "") { text, token in
            if case .literal(let scalar) = token { text.unicodeScalars.append(scalar) }
        }
        isLiteral = literals.count == tokens.count
    }

    /// Reads the rest of a set; `nil`, without having read anything, if it has no end.
    private static func set(_ scanner: inout ArraySlice<Unicode.Scalar>) -> Token? {
        var rest = scanner
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while let first = rest.popFirst(), first != "]" || ranges.isEmpty {
            guard let lower = first == "\\" ? rest.popFirst() : first else { return nil }
            guard rest.first == "-", let upper = rest.dropFirst().first, upper != "]" else {
                ranges.append(lower...lower)
                continue
            }
            rest.removeFirst(2)
            if lower <= upper { ranges.append(lower...upper) }
            if rest.isEmpty { return nil }
        }
        guard rest.startIndex <= scanner.endIndex, scanner.base(before: rest.startIndex) == "]" else { return nil }
        scanner = rest
        return .set(ranges, isNegated: isNegated)
    }

    /// Returns whether the pattern describes a path.
    func matches(_ path: String) -> Bool {
        var active = [Bool](repeating: false, count: tokens.count + 1)
        enter(0, &active)
        for scalar in path.unicodeScalars {
            var next = [Bool](repeating: false, count: tokens.count + 1)
            for index in tokens.indices where active[index] { step(scalar, index, &next) }
            active = next
        }
        return active[tokens.count]
    }

    private func enter(_ index: Int, _ active: inout [Bool]) {
        guard !active[index] else { return }
        active[index] = true
        guard index < tokens.count else { return }
        switch tokens[index] {
        case .segment, .anything: enter(index + 1, &active)
        case .optional(let count):
            enter(index + 1, &active)
            enter(index + 1 + count, &active)
        case .literal, .character, .set: break
        }
    }

    private func step(_ scalar: Unicode.Scalar, _ index: Int, _ next: inout [Bool]) {
        switch tokens[index] {
        case .literal(let expected): if scalar == expected { enter(index + 1, &next) }
        case .character: if scalar != "/" { enter(index + 1, &next) }
        case .set(let ranges, let isNegated):
            if ranges.contains(where: { $0.contains(scalar) }) != isNegated { enter(index + 1, &next) }
        case .segment: if scalar != "/" { enter(index, &next) }
        case .anything: enter(index, &next)
        case .optional: break
        }
    }
}

extension ArraySlice {
    /// The element before a place, also if it was dropped from the front of the slice since.
    fileprivate func base(before index: Int) -> Element? {
        indices.contains(index - 1) ? self[index - 1] : nil
    }
}
