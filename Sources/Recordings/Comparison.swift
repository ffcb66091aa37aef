import Glibc
public import JSON
import PulumiProtocol

/// A place where two values differ; what is missing is `nil`.
public struct Difference: Hashable, Sendable {
    /// The path, such as `tags.Name`.
    public let path: String
    /// The recorded value.
    public let expected: JSON?
    /// The value in its place.
    public let actual: JSON?

    /// The property at the top of the path.
    var property: String { String(path.prefix { $0 != "." && $0 != "[" }) }
}

/// The form in which values are compared.
enum Comparison {
    /// The text of a secret in a recording that keeps none.
    private static let hidden = JSON.string("[secret]")
    private static let unknown = JSON.string(Signature.unknown)

    /// Returns the form of a value: nulls are dropped, an output value stands for its value, and a reference without an
    /// id has an unknown one.
    ///
    /// - Parameters:
    ///   - value: The value as protobuf's JSON mapping has it.
    ///   - parsingText: Whether text that is JSON becomes JSON.
    /// - Returns: `nil` for null.
    static func normal(_ value: JSON?, parsingText: Bool = true) -> JSON? {
        switch value {
        case .object(let object)?: return normal(object, parsingText)
        case .array(let elements)?: return .array(elements.map { normal($0, parsingText: parsingText) ?? .null })
        case .string(let text)? where parsingText:
            guard let document = document(text) else { return .string(text) }
            return .object(["(JSON text)": normal(document) ?? .null])
        case .null?, nil: return nil
        case let other?: return other
        }
    }

    private static func normal(_ object: JSON.Object, _ parsingText: Bool) -> JSON? {
        switch object[Signature.key]?.string {
        case Signature.output?:
            let inner = object["value"].map { normal($0, parsingText: parsingText) ?? .null } ?? unknown
            guard object["secret"]?.bool == true else { return inner.isNull ? nil : inner }
            return .object([Signature.key: .string(Signature.secret), "value": inner])
        case Signature.resource?:
            var reference: JSON.Object = ["reference": object["urn"] ?? .null]
            if let id = object["id"], !id.isNull, id != "", id != unknown { reference["id"] = id }
            return .object(reference)
        default:
            let members = object.compactMap { member in
                normal(member.value, parsingText: parsingText).map { (member.key, $0) }
            }
            return .object(JSON.Object(members))
        }
    }

    /// Returns the object or list that a text spells; `nil` if it spells none.
    static func document(_ text: String) -> JSON? {
        guard let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "[" else { return nil }
        return try? JSON(parsing: text)
    }

    /// Returns the text that equal values have in common.
    static func canonical(_ value: JSON) -> String {
        (normal(value, parsingText: false) ?? .null).text(.sortedKeys)
    }

    /// Returns the places where two values in the normal form differ.
    static func differences(_ expected: JSON?, _ actual: JSON?, at path: String = "") -> [Difference] {
        switch (expected, actual) {
        case (.object(let one)?, .object(let other)?):
            return Set(one.keys + other.keys).sorted().flatMap { key in
                differences(one[key], other[key], at: path.isEmpty ? key : "\(path).\(key)")
            }
        case (.array(let one)?, .array(let other)?) where one.count == other.count:
            return one.indices.flatMap { differences(one[$0], other[$0], at: "\(path)[\($0)]") }
        case (.number(let one)?, .number(let other)?) where one.double == other.double: return []
        case (hidden?, _?): return []
        default: return expected == actual ? [] : [Difference(path: path, expected: expected, actual: actual)]
        }
    }
}

/// The texts in a value.
enum Leaves {
    /// Returns every text in a value, by its path.
    static func texts(of value: JSON, at path: String = "") -> [String: String] {
        var found: [String: String] = [:]
        add(value, path, to: &found)
        return found
    }

    private static func add(_ value: JSON, _ path: String, to found: inout [String: String]) {
        switch value {
        case .string(let text): found[path] = text
        case .array(let elements):
            for (index, element) in elements.enumerated() { add(element, "\(path)[\(index)]", to: &found) }
        case .object(let object):
            for member in object {
                add(member.value, path.isEmpty ? member.key : "\(path).\(member.key)", to: &found)
            }
        default: break
        }
    }
}

extension JSON {
    /// Returns the value without some members, at every level.
    func without(_ isLeftOut: (String) -> Bool) -> JSON {
        switch self {
        case .object(let object):
            let kept = object.filter { !isLeftOut($0.key) }
            return .object(JSON.Object(kept.map { ($0.key, $0.value.without(isLeftOut)) }))
        case .array(let elements): return .array(elements.map { $0.without(isLeftOut) })
        default: return self
        }
    }

    /// Returns the value with its lists sorted, at every level.
    var withSortedLists: JSON {
        switch self {
        case .object(let object): return .object(JSON.Object(object.map { ($0.key, $0.value.withSortedLists) }))
        case .array(let elements):
            let sorted = elements.map { ($0.withSortedLists, Comparison.canonical($0.withSortedLists)) }
            return .array(sorted.sorted { $0.1 < $1.1 }.map(\.0))
        default: return self
        }
    }
}

/// A pattern with `*` and `?`, as file names have it.
struct Pattern: Hashable, Sendable {
    private let text: String

    init(_ text: String) { self.text = text }

    /// Returns whether a text has the form of the pattern.
    func matches(_ text: String) -> Bool { fnmatch(self.text, text, 0) == 0 }
}
