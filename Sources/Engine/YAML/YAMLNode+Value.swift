package import PulumiProtocol

extension YAMLNode {
    /// The value of the node without interpolation: text, numbers, lists and maps; aliases are null.
    package var plainValue: PropertyValue {
        switch content {
        case .scalar(let scalar):
            if let number = scalar.number { return .number(number) }
            if let bool = scalar.bool { return .bool(bool) }
            return scalar.value == .null ? .null : .string(scalar.text)
        case .sequence(let elements):
            return .list(elements.map(\.plainValue))
        case .mapping(let entries):
            return .map(PropertyMap(entries.map { ($0.key.scalar?.text ?? "", $0.value.plainValue) }))
        case .alias:
            return .null
        }
    }
}
