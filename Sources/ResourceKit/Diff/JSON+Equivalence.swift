package import JSON

extension JSON {
    /// Returns whether two texts hold the same JSON; texts that are not JSON must be equal letter by letter.
    package static func isEquivalent(_ a: String, _ b: String) -> Bool {
        if a == b { return true }
        guard let a = try? JSON(parsing: a), let b = try? JSON(parsing: b) else { return false }
        return a.canonicalText == b.canonicalText
    }

    /// Compact text with sorted keys and every number in one spelling: equal for values that mean the same.
    package var canonicalText: String { withCanonicalNumbers.text(.sortedKeys) }

    private var withCanonicalNumbers: JSON {
        switch self {
        case .number(let number): .number(JSON.Number(number.double))
        case .array(let elements): .array(elements.map(\.withCanonicalNumbers))
        case .object(let object): .object(JSON.Object(object.map { ($0.key, $0.value.withCanonicalNumbers) }))
        default: self
        }
    }

    /// The value without nulls and without empty texts, lists and objects, at every level.
    package var withoutEmpties: JSON {
        switch self {
        case .array(let elements):
            return .array(elements.map(\.withoutEmpties))
        case .object(let object):
            let members = object.map { ($0.key, $0.value.withoutEmpties) }.filter { !$0.1.isEmptyValue }
            return .object(JSON.Object(members))
        default:
            return self
        }
    }

    private var isEmptyValue: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .object(let object): object.isEmpty
        default: false
        }
    }
}
