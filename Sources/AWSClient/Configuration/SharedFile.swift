/// A shared configuration or credentials file: sections of settings, of which one may hold settings of its own.
struct SharedFile: Hashable, Sendable {
    /// The settings of one section.
    struct Section: Hashable, Sendable {
        var values: [String: String] = [:]
        /// Indented settings below one without a value, such as those of `ecs =` in a `services` section.
        var nested: [String: [String: String]] = [:]
    }

    /// The sections by the header's text, such as `default`, `profile web` or `services local`.
    var sections: [String: Section] = [:]

    /// A file from its text.
    ///
    /// Lines that are neither header, setting nor comment are left out, as AWS's tools do.
    init(parsing text: String) {
        var header: String?
        var parent: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let content = Self.withoutComment(line)
            guard let first = content.first else { continue }
            if first == "[" {
                let name = content.dropFirst().prefix { $0 != "]" }
                header = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                sections[header ?? "", default: Section()].values.merge([:]) { $1 }
                parent = nil
                continue
            }
            guard let header, let equals = content.firstIndex(of: "=") else { continue }
            let key = content[..<equals].trimmingSpaces.lowercased()
            let value = content[content.index(after: equals)...].trimmingSpaces
            if line.first?.isWhitespace == true, let parent {
                sections[header]?.nested[parent, default: [:]][key] = value
            } else {
                sections[header]?.values[key] = value
                parent = value.isEmpty ? key : nil
            }
        }
    }

    /// The line without a comment (a whole line, or after white space) and without white space at its ends.
    private static func withoutComment(_ line: Substring) -> String {
        let text = line.trimmingSpaces
        if text.first == "#" || text.first == ";" { return "" }
        var previous: Character = "x"
        for index in text.indices {
            if previous.isWhitespace, text[index] == "#" || text[index] == ";" {
                return text[..<index].trimmingSpaces
            }
            previous = text[index]
        }
        return text
    }
}
