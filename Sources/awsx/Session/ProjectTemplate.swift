import CEmbedded

/// A project that `awsx new` creates: an example that is part of the command.
struct ProjectTemplate: Sendable {
    /// The name, which is that of its folder in `examples/`.
    let name: String
    /// The text of its project file.
    let text: String

    /// All templates.
    static let all: [ProjectTemplate] = {
        var templates: [ProjectTemplate] = []
        while case let found = embedded_template(templates.count), let name = found.name {
            let bytes = UnsafeBufferPointer(start: found.file.bytes, count: found.file.count)
            templates.append(
                ProjectTemplate(name: String(cString: name), text: String(decoding: bytes, as: UTF8.self))
            )
        }
        return templates
    }()

    /// The description in its project file.
    var description: String { value(of: "description") ?? "" }

    /// Returns the project file with another name and, if it is given, another description.
    func projectFile(named name: String, description: String?) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if line.hasPrefix("name: ") { return "name: \(name)" }
            guard let description, line.hasPrefix("description: ") else { return String(line) }
            return "description: \(Self.quoted(description))"
        }
        return lines.joined(separator: "\n")
    }

    /// Returns the value of a top-level key that is written on one line without quotes.
    private func value(of key: String) -> String? {
        text.split(separator: "\n").first { $0.hasPrefix(key + ": ") }.map { String($0.dropFirst(key.count + 2)) }
    }

    /// Returns text as a YAML scalar in double quotes.
    private static func quoted(_ text: String) -> String {
        let escaped = text.map { character in
            switch character {
            case "\"", "\\": "\\\(character)"
            case "\n": "\\n"
            default: String(character)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
