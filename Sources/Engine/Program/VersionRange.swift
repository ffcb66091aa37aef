/// A range of versions, as in `pulumi.requiredVersion`: `>=3.100.0 <4.0.0 || 5.x`.
struct VersionRange: Sendable {
    /// The version of Pulumi that this engine is compatible with.
    static let pulumiVersion = "3.259.0"

    /// A comparison with a version, whose last parts may be wildcards (`3.x`).
    private struct Comparison {
        var relation: String
        var parts: [Int]

        func holds(for version: [Int]) -> Bool {
            let ours = Array(version.prefix(parts.count))
            let isLess = ours.lexicographicallyPrecedes(parts)
            let isEqual = ours == parts
            return switch relation {
            case ">": !isLess && !isEqual
            case ">=": !isLess
            case "<": isLess
            case "<=": isLess || isEqual
            case "!", "!=": !isEqual
            default: isEqual
            }
        }
    }

    /// The alternatives, each a list of comparisons that must all hold.
    private var alternatives: [[Comparison]] = []

    /// Parses a range; `nil` if the text is malformed.
    init?(_ text: String) {
        for alternative in text.split(separator: "|") {
            var comparisons: [Comparison] = []
            var relation = ""
            for word in alternative.split(separator: " ") {
                let sign = word.prefix { "<>=!".contains($0) }
                relation += sign
                let rest = word.dropFirst(sign.count)
                guard !rest.isEmpty else { continue }
                guard let comparison = Self.comparison(relation, rest) else { return nil }
                comparisons.append(comparison)
                relation = ""
            }
            guard !comparisons.isEmpty, relation.isEmpty else { return nil }
            alternatives.append(comparisons)
        }
        if alternatives.isEmpty { return nil }
    }

    /// Returns whether a version such as `3.259.0` is in the range.
    func contains(_ version: String) -> Bool {
        let parts = version.split(separator: ".").compactMap { Int($0) }
        return alternatives.contains { $0.allSatisfy { $0.holds(for: parts) } }
    }

    private static func comparison(_ relation: String, _ text: Substring) -> Comparison? {
        guard ["", "=", "==", "<", "<=", ">", ">=", "!", "!="].contains(relation) else { return nil }
        // Pre-release and build suffixes are ignored: our version has none.
        let core = text.prefix { $0 != "-" && $0 != "+" }
        let words = core.split(separator: ".", omittingEmptySubsequences: false)
        guard words.count <= 3 else { return nil }
        let fixed = words.prefix { $0 != "x" && $0 != "X" && $0 != "*" }
        let parts = fixed.compactMap { Int($0) }
        guard parts.count == fixed.count, words.count == 3 || fixed.count < words.count else { return nil }
        return Comparison(relation: relation, parts: parts)
    }
}
