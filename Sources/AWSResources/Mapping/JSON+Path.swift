import AWSClient
import JSON

extension JSON {
    /// The value at a path such as `clusters[0].status`; `nil` if there is none, or null.
    func at(_ path: String) -> JSON? {
        var value: JSON? = self
        for step in path.split(separator: ".") {
            let parts = step.split(separator: "[")
            if let name = parts.first, !name.isEmpty, step.first != "[" { value = value?[String(name)] }
            for index in parts.dropFirst(step.first == "[" ? 0 : 1) {
                value = Int(index.dropLast()).flatMap { value?[$0] }
            }
        }
        // Written out, since a bare `nil` would be JSON's null here.
        guard let value, !value.isNull else { return nil }
        return value
    }

    /// The values at a path such as `Associations[].State`, where `[]` stands for every element; none of them null.
    func all(at path: String) -> [JSON] {
        guard let every = path.firstRange(of: "[]") else { return at(path).map { [$0] } ?? [] }
        let rest = path[every.upperBound...].drop { $0 == "." }
        let elements = list(at: String(path[..<every.lowerBound]))
        return rest.isEmpty ? elements : elements.flatMap { $0.all(at: String(rest)) }
    }

    /// Returns this value with another one at a path such as `Rules[0].Status`; what lies on the way is made.
    func setting(_ value: JSON, at path: String) -> JSON {
        setting(value, at: path.split(separator: ".")[...])
    }

    private func setting(_ value: JSON, at steps: ArraySlice<Substring>) -> JSON {
        guard let step = steps.first else { return value }
        let name = String(step.prefix { $0 != "[" })
        var object = object ?? [:]
        let inner = object[name] ?? .null
        let isList = step.hasSuffix("[0]")
        let changed = (isList ? inner[0] ?? .null : inner).setting(value, at: steps.dropFirst())
        object[name] = isList ? [changed] : changed
        return .object(object)
    }

    /// The text at a path; `nil` if there is none.
    func text(at path: String) -> String? { at(path)?.string }

    /// The time at a path in seconds since 1970; `nil` if there is none.
    ///
    /// The client gives times as text in RFC 3339.
    func time(at path: String) -> Double? { text(at: path).flatMap(Timestamp.init(parsing:))?.seconds }

    /// The list at a path; empty if there is none.
    func list(at path: String) -> [JSON] { at(path)?.array ?? [] }
}

extension JSON.Object {
    /// A list of texts.
    static func texts(_ list: some Sequence<String>) -> JSON { .array(list.map(JSON.string)) }

    /// This object overlaid by another.
    func merging(_ other: JSON.Object) -> JSON.Object {
        other.reduce(into: self) { $0[$1.key] = $1.value }
    }
}
