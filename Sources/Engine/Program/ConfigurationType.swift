internal import PulumiProtocol

/// The types of the deprecated `configuration` block.
indirect enum ConfigurationType: Hashable, Sendable {
    case string
    case number
    case integer
    case boolean
    case object
    case list(ConfigurationType)

    /// Parses the name of a type, in any case: `String`, `List<Number>`.
    init?(named name: String) {
        let name = name.lowercased()
        if name.hasPrefix("list<"), name.hasSuffix(">") {
            let inner = name.dropFirst(5).dropLast().drop { $0 == " " }
            guard let element = ConfigurationType(named: String(inner)) else { return nil }
            self = .list(element)
            return
        }
        let scalars: [String: ConfigurationType] = [
            "string": .string, "bool": .boolean, "boolean": .boolean, "number": .number, "int": .integer,
            "integer": .integer, "object": .object,
        ]
        guard let type = scalars[name] else { return nil }
        self = type
    }

    var staticType: StaticType {
        switch self {
        case .string: .string
        case .number: .number
        case .integer: .integer
        case .boolean: .boolean
        case .object: .map(.any)
        case .list(let element): .list(element.staticType)
        }
    }

    /// The reason why a value cannot be a default.
    struct Failure: Error {
        var reason: String
    }

    /// Infers the type of a value: a scalar, an object, or a list with elements of one type.
    init(of value: PropertyValue) throws(Failure) {
        switch value {
        case .string: self = .string
        case .number: self = .number
        case .bool: self = .boolean
        case .map: self = .object
        case .list(let elements):
            guard let first = elements.first else { throw Failure(reason: "empty list") }
            let type = try ConfigurationType(of: first)
            for element in elements {
                let other = try ConfigurationType(of: element)
                guard other == type else {
                    throw Failure(
                        reason: "heterogeneous typed lists are not allowed: found types \(type) and \(other)"
                    )
                }
            }
            self = .list(type)
        default: throw Failure(reason: "unexpected type \(value.kindInYAML)")
        }
    }

    /// Returns whether a default of another type is acceptable: an equal type, or an integral number for an integer.
    func accepts(_ value: PropertyValue, of type: ConfigurationType) -> Bool {
        if case .number(let number) = value, self == .integer { return number.rounded() == number }
        return self == type
    }
}

extension ConfigurationType: CustomStringConvertible {
    var description: String { staticType.description }

    /// The names of all types, for messages.
    static let allNames =
        "string, List<string>, number, List<number>, integer, List<integer>, boolean, List<boolean>, "
        + "Map<any>, List<Map<any>>"
}
