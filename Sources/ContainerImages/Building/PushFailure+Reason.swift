extension PushFailure {
    /// The failure of a push that BuildKit makes part of a build; `nil` if the build failed for another reason.
    init?(buildKitLines lines: [String], tags: [String]) {
        // ERROR: failed to solve: failed to push example.com/app:1: …
        let mark = "failed to push "
        guard let line = lines.last(where: { $0.contains(mark) }), let range = line.firstRange(of: mark) else {
            return nil
        }
        let rest = line[range.upperBound...]
        let tag = tags.first { rest.hasPrefix($0) } ?? String(rest.prefix { !$0.isWhitespace })
        let reason = rest.dropFirst(tag.count).drop { ": ".contains($0) }
        self.init(registry: ImageReference(tag)?.host ?? tag, reference: tag, reason: String(reason))
    }

    /// Returns the reason that a builder's last lines give for a push that failed.
    static func reason(in lines: [String]) -> String {
        let complaint = lines.last { line in
            let text = line.lowercased()
            return ["error", "denied", "unauthorized"].contains { text.contains($0) }
        }
        var reason = (complaint ?? lines.last ?? "the builder gave no reason")[...]
        for prefix in ["Error: ", "ERROR: ", "Error response from daemon: "] where reason.hasPrefix(prefix) {
            reason = reason.dropFirst(prefix.count)
        }
        return String(reason)
    }
}
