/// URNs given on the command line, some of them patterns: `*` stands for any text without a colon, `**` for any.
struct URNPatterns: Sendable {
    private var exact: Set<String> = []
    private var patterns: [[Piece]] = []

    private enum Piece: Hashable, Sendable {
        case text(String)
        case withinPart
        case anything
    }

    init(_ texts: [String]) {
        for text in texts {
            if text.contains("*") {
                patterns.append(Self.pieces(of: text))
            } else {
                exact.insert(text)
            }
        }
    }

    /// Indicates whether there are no patterns.
    var isEmpty: Bool { exact.isEmpty && patterns.isEmpty }

    /// The URNs that are no patterns.
    var literals: Set<String> { exact }

    /// Returns whether a URN matches.
    func contains(_ urn: String) -> Bool {
        !isEmpty && (exact.contains(urn) || patterns.contains { Self.matches(urn[...], $0[...]) })
    }

    /// Adds a URN.
    mutating func insert(_ urn: String) {
        exact.insert(urn)
    }

    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let first = rest.first {
            if rest.hasPrefix("**") {
                pieces.append(.anything)
                rest = rest.dropFirst(2)
            } else if first == "*" {
                pieces.append(.withinPart)
                rest = rest.dropFirst()
            } else {
                let plain = rest.prefix { $0 != "*" }
                pieces.append(.text(String(plain)))
                rest = rest.dropFirst(plain.count)
            }
        }
        return pieces
    }

    private static func matches(_ text: Substring, _ pieces: ArraySlice<Piece>) -> Bool {
        guard let piece = pieces.first else { return text.isEmpty }
        let others = pieces.dropFirst()
        if case .text(let plain) = piece {
            return text.hasPrefix(plain) && matches(text.dropFirst(plain.count), others)
        }
        var rest = text
        while true {
            if matches(rest, others) { return true }
            guard let first = rest.first, piece == .anything || first != ":" else { return false }
            rest = rest.dropFirst()
        }
    }
}
