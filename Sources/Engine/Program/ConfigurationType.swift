internal import PulumiProtocol

/// The types of the old `configuration` block.
indirect enum ConfigurationType: Hashable, Sendable {
    case string
    case number
    case integer
    case boolean
    case object
    case list(ConfigurationType)

    /// A type by its name, whose case does not matter: `String`, `List<Number>`.
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

    /// Whether a default is of the type.
    func accepts(_ value: PropertyValue) -> Bool {
        switch (self, value) {
        case (.string, .string), (.number, .number), (.boolean, .bool), (.object, .map): true
        case (.integer, .number(let number)): number.rounded() == number
        case (.list(let element), .list(let elements)): elements.allSatisfy(element.accepts)
        default: false
        }
    }
}

extension ConfigurationType: CustomStringConvertible {
    var description: String { staticType.description }

    /// The types a key may have, as messages list them.
    static let allNames =
        "string, List<string>, number, List<number>, integer, List<integer>, boolean, List<boolean>, "
        + "Map<any>, List<Map<any>>"
}
