/// The patterns of a `.dockerignore` file, which say what of a context a build does not see.
///
/// The rules are those of Docker ("Build context", section ".dockerignore files"): the last pattern that matches a path,
/// or a folder above it, decides; one that begins with `!` takes the path in again.
package struct IgnorePatterns: Sendable {
    private struct Pattern: Sendable {
        let path: PathPattern
        let isException: Bool
    }

    /// The patterns that match a folder, and so all that is in it.
    struct Matches: Sendable {
        fileprivate var flags: [Bool]
    }

    private let patterns: [Pattern]

    /// No patterns.
    package static let none = IgnorePatterns(parsing: "")

    /// Reads the text of a file.
    package init(parsing text: String) {
        let lines = text.trimmingByteOrderMark.split(whereSeparator: \.isNewline)
        patterns = lines.filter { !$0.hasPrefix("#") }.compactMap { line in
            var line = line.trimmingSpaces[...]
            let isException = line.hasPrefix("!")
            if isException { line = line.dropFirst().trimmingSpaces[...] }
            let path = Self.cleaned(line)
            return path.isEmpty ? nil : Pattern(path: PathPattern(path), isException: isException)
        }
    }

    /// A path without a slash at its ends, and without `.` and `..` in it.
    private static func cleaned(_ path: Substring) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }

    /// The matches of the context's own folder: none.
    var root: Matches { Matches(flags: patterns.map { _ in false }) }

    /// Returns the patterns that match a path or a folder above it.
    func matches(_ path: String, in folder: Matches) -> Matches {
        Matches(flags: zip(patterns, folder.flags).map { $1 || $0.path.matches(path) })
    }

    /// Returns whether a path with those matches is left out.
    func leavesOut(_ matches: Matches) -> Bool {
        let last = zip(patterns, matches.flags).reversed().first { $1 }
        return last.map { !$0.0.isException } ?? false
    }

    /// Returns whether a folder that is left out may hold something that is taken in again.
    func mayTakeIn(below folder: String) -> Bool {
        patterns.contains { pattern in
            guard pattern.isException else { return false }
            let prefix = pattern.path.literalPrefix
            return "\(prefix)/".hasPrefix("\(folder)/") || !pattern.path.isLiteral && "\(folder)/".hasPrefix(prefix)
        }
    }

    /// Returns whether a path is left out.
    package func leavesOut(path: String) -> Bool {
        var matches = root
        var folder = ""
        for part in path.split(separator: "/") {
            folder += folder.isEmpty ? part : "/\(part)"
            matches = self.matches(folder, in: matches)
        }
        return leavesOut(matches)
    }
}
