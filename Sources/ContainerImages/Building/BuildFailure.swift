/// A build that the builder gave up.
package struct BuildFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The builder's name.
    package let builder: String
    /// The way in which it ended, such as `exited with status 1`.
    package let end: String
    /// The place of the failing instruction, such as `app/Dockerfile:3`; `nil` if the builder does not tell.
    package let place: String?
    /// The failing instruction; `nil` if the builder does not tell.
    package let instruction: String?
    /// The last lines that the builder wrote.
    package let lines: [String]

    /// The place, and the builder's last lines.
    package var description: String {
        let at = place.map { " at \($0)" } ?? ""
        let what = instruction.map { ": \($0)" } ?? ""
        let last =
            lines.isEmpty ? "" : "\nThe last lines of \(builder):\n" + lines.map { "  \($0)" }.joined(separator: "\n")
        return "the image was not built\(at)\(what)\n\(builder) \(end)\(last)"
    }
}

/// A push that a registry refused, or that did not reach it.
package struct PushFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The registry's host.
    package let registry: String
    /// The name that was pushed.
    package let reference: String
    /// The reason, in the words of the registry or the builder.
    package let reason: String

    /// The registry, the reason, and what to look at.
    package var description: String {
        let text = reason.lowercased()
        let isRefusal = ["unauthorized", "denied", "authentication", "forbidden"].contains { text.contains($0) }
        let remedy = isRefusal ? "; check the username and the password that \"registries\" gives for \(registry)" : ""
        return "the registry \(registry) did not take \(reference): \(reason)\(remedy)"
    }
}

/// The result of a build.
package struct BuiltImage: Hashable, Sendable {
    /// The digest in the registry, of the index if there are several platforms; `nil` if nothing was pushed.
    package let digest: String?
}
