/// A text with places for properties, as ids and imports have it: `{role}/{policyArn*}`.
///
/// A place holds no character of the text between the places, unless a star allows it. A part in brackets, such as
/// `[,{port}]`, may be absent.
struct IDTemplate: Sendable {
    private indirect enum Part: Sendable {
        case text(String)
        case place(String, holdsSeparators: Bool)
        case optional([Part])
    }

    private let parts: [Part]
    /// The characters between the places.
    private let separators: Set<Character>

    /// The template that a text describes.
    init(_ text: String) {
        var rest = Substring(text)
        var separators: Set<Character> = []
        parts = Self.parts(&rest, &separators)
        self.separators = separators
    }

    private static func parts(_ rest: inout Substring, _ separators: inout Set<Character>) -> [Part] {
        var parts: [Part] = []
        while let character = rest.first, character != "]" {
            switch character {
            case "[":
                rest.removeFirst()
                parts.append(.optional(Self.parts(&rest, &separators)))
                rest = rest.dropFirst()
            case "{":
                let name = rest.dropFirst().prefix { $0 != "}" }
                rest = rest[name.endIndex...].dropFirst()
                parts.append(.place(String(name.prefix { $0 != "*" }), holdsSeparators: name.hasSuffix("*")))
            default:
                let literal = rest.prefix { !"[]{".contains($0) }
                rest = rest[literal.endIndex...]
                separators.formUnion(literal)
                parts.append(.text(String(literal)))
            }
        }
        return parts
    }

    /// The names of the places.
    var places: Set<String> { Self.places(parts) }

    private static func places(_ parts: [Part]) -> Set<String> {
        parts.reduce(into: []) { names, part in
            switch part {
            case .text: break
            case .place(let name, _): names.insert(name)
            case .optional(let inner): names.formUnion(places(inner))
            }
        }
    }

    // MARK: Filling in

    /// The text with its places filled in; `nil` if a place that is not optional has no value.
    func filled(_ value: (String) -> String?) -> String? { Self.filled(parts, value) }

    private static func filled(_ parts: [Part], _ value: (String) -> String?) -> String? {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text):
                result += text
            case .place(let name, _):
                guard let text = value(name), !text.isEmpty else { return nil }
                result += text
            case .optional(let inner):
                result += filled(inner, value) ?? ""
            }
        }
        return result
    }

    // MARK: Reading

    /// The values of the places in a text; `nil` if the text is not of this form.
    func values(in text: String) -> [String: String]? { match(parts[...], text[...], [:]) }

    private func match(_ parts: ArraySlice<Part>, _ text: Substring, _ found: [String: String]) -> [String: String]? {
        guard let part = parts.first else { return text.isEmpty ? found : nil }
        let rest = parts.dropFirst()
        switch part {
        case .text(let literal):
            return text.hasPrefix(literal) ? match(rest, text.dropFirst(literal.count), found) : nil
        case .optional(let inner):
            return match(inner + rest, text, found) ?? match(rest, text, found)
        case .place(let name, let holdsSeparators):
            var value = holdsSeparators ? text : text.prefix { !separators.contains($0) }
            while !value.isEmpty {
                let all = found.merging([name: String(value)]) { $1 }
                if let result = match(rest, text[value.endIndex...], all) { return result }
                value.removeLast()
            }
            return nil
        }
    }
}
