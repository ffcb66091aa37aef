package import PackageSchema
package import PulumiProtocol

extension PackageSchema {
    /// Compares values with the types that the schema declares.
    ///
    /// What is null or not known yet is of any type, and so is what another package declares.
    ///
    /// - Parameters:
    ///   - properties: The properties of a resource, or of an object.
    ///   - declared: What the schema says of them.
    ///   - path: The path of the object; empty for a resource.
    /// - Returns: The places of values of another type, each with what stands there.
    package func mismatches(_ properties: PropertyMap, _ declared: ObjectSchema, at path: String = "") -> [String] {
        properties.filter { !$0.key.hasPrefix("__") }.flatMap { entry -> [String] in
            let place = path.isEmpty ? entry.key : "\(path).\(entry.key)"
            guard let property = declared[entry.key] else { return ["\(place) is not declared"] }
            return mismatches(entry.value, property.type, at: place)
        }
    }

    private func mismatches(_ value: PropertyValue, _ type: PropertyType, at path: String) -> [String] {
        switch (value, type) {
        case (.secret(let inner), _): mismatches(inner, type, at: path)
        case (.output(let output), _): output.value.map { mismatches($0, type, at: path) } ?? []
        case (.unknown, _), (.null, _), (_, .any), (_, .json): []
        case (.string, .string), (.bool, .boolean), (.number, .number), (.resource, .resource): []
        case (.number(let number), .integer) where number == number.rounded(): []
        case (.list(let elements), .array(let type)):
            elements.enumerated().flatMap { mismatches($1, type, at: "\(path)[\($0)]") }
        case (.map(let map), .map(let type)):
            map.filter { !$0.key.hasPrefix("__") }.flatMap { mismatches($0.value, type, at: "\(path).\($0.key)") }
        case (_, .type(let token)): mismatches(value, named: token, at: path)
        case (_, .union(let types)):
            types.contains { mismatches(value, $0, at: path).isEmpty }
                ? [] : ["\(path) is \(value.kind), and not \(type)"]
        default: ["\(path) is \(value.kind), and not \(type)"]
        }
    }

    private func mismatches(_ value: PropertyValue, named token: String, at path: String) -> [String] {
        switch (self.type(token), value) {
        case (.object(let declared), .map(let map)): mismatches(map, declared, at: path)
        case (.enumeration(let type, _), _): mismatches(value, type, at: path)
        case (.object, _): ["\(path) is \(value.kind), and not an object"]
        case (nil, _): []
        }
    }
}
