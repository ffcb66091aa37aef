internal import JSON

/// Conversion of `hideDiff` paths, which checkpoints store as lists of keys and indices.
enum HiddenPath {
    /// Returns a path as text, or `nil` if the list has anything but keys and indices.
    static func text(_ json: JSON) -> String? {
        if let text = json.string { return text }
        var text = ""
        for element in json.array ?? [] {
            if let index = element.int {
                text += "[\(index)]"
            } else if let key = element.string {
                let isPlain = key.utf8.allSatisfy { !".[]\"\\".utf8.contains($0) } && !key.isEmpty
                text += isPlain ? (text.isEmpty ? key : ".\(key)") : "[\(JSON.string(key).text())]"
            } else {
                return nil
            }
        }
        return text
    }

    /// Returns the list for a path; text that is not a path is a single key.
    static func json(_ text: String) -> JSON {
        guard let path = PropertyPath(text) else { return [.string(text)] }
        return .array(
            path.elements.map { element in
                switch element {
                case .key(let key): .string(key)
                case .index(let index): .number(index)
                case .any: "*"
                }
            }
        )
    }
}
