import CEmbedded

/// A project that `awsx new` creates: an example that is part of the command.
struct ProjectTemplate: Sendable {
    /// A file of the project.
    struct File: Sendable {
        /// The path in the project's folder.
        let path: String
        /// The content.
        let text: String
    }

    /// The name, which is that of its folder in `examples/`.
    let name: String
    /// The files, the project file first.
    private(set) var files: [File]

    /// The text of the project file.
    var text: String { files.first?.text ?? "" }

    /// All templates.
    static let all: [ProjectTemplate] = {
        var templates: [ProjectTemplate] = []
        var index = 0
        while case let found = embedded_template_file(index), let name = found.name, let path = found.path {
            let bytes = UnsafeBufferPointer(start: found.file.bytes, count: found.file.count)
            let file = File(path: String(cString: path), text: String(decoding: bytes, as: UTF8.self))
            if templates.last?.name == String(cString: name) {
                templates[templates.count - 1].files.append(file)
            } else {
                templates.append(ProjectTemplate(name: String(cString: name), files: [file]))
            }
            index += 1
        }
        return templates
    }()

    /// The description in its project file.
    var description: String { value(of: "description") ?? "" }

    /// Returns the files of a project with another name and, if it is given, another description.
    func files(named name: String, description: String?) -> [File] {
        files.map { file in
            switch file.path {
            case "Pulumi.yaml": File(path: file.path, text: projectFile(named: name, description: description))
            // The keys of a stack's settings begin with the project's name.
            case _ where file.path.hasPrefix("Pulumi."):
                File(path: file.path, text: file.text.replacing("\n  \(self.name):", with: "\n  \(name):"))
            default: file
            }
        }
    }

    private func projectFile(named name: String, description: String?) -> String {
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
