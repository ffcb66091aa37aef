import PulumiProtocol

/// A property's value as a person reads it: text without quotes at the top, structures indented below their name.
struct ValueText {
    /// Whether secrets are shown.
    var showsSecrets = false

    /// The text of a value whose name stands `indent` columns in.
    func text(_ value: PropertyValue, indent: Int, isTop: Bool = true) -> String {
        switch value {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let number): return Self.number(number)
        case .string(let text): return isTop && !text.contains("\n") ? text : quoted(text)
        case .list(let elements): return list(elements, indent)
        case .map(let map): return self.map(map, indent)
        case .asset(let asset): return "asset(\(String(describing: asset.source)))"
        case .archive: return "archive(…)"
        case .secret(let inner): return showsSecrets ? text(inner, indent: indent, isTop: isTop) : "[secret]"
        case .resource(let reference): return reference.urn
        case .output(let output):
            guard !output.isSecret || showsSecrets else { return "[secret]" }
            return output.value.map { text($0, indent: indent, isTop: isTop) } ?? "[unknown]"
        case .unknown: return "[unknown]"
        }
    }

    private func list(_ elements: [PropertyValue], _ indent: Int) -> String {
        guard !elements.isEmpty else { return "[]" }
        let margin = String(repeating: " ", count: indent + 4)
        let lines = elements.map { margin + "- " + text($0, indent: indent + 4, isTop: false) }
        return "\n" + lines.joined(separator: "\n")
    }

    private func map(_ map: PropertyMap, _ indent: Int) -> String {
        guard !map.isEmpty else { return "{}" }
        let margin = String(repeating: " ", count: indent + 4)
        let lines = map.map { margin + "\($0.key): " + text($0.value, indent: indent + 4, isTop: false) }
        return "\n" + lines.joined(separator: "\n")
    }

    private func quoted(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
        return "\"\(escaped)\""
    }

    /// A number: whole ones without a fraction.
    static func number(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }
}
