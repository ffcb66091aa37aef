import JSON
package import PackageSchema
package import PulumiProtocol

/// Checks values against their types, turns them into the form the type wants, and fills in nested defaults.
package struct ValueChecker {
    /// The faults found so far, in the order of the properties.
    package private(set) var faults: [CheckFailure] = []
    /// The names to give to nested properties, by path without indices.
    var nestedNames: [String: String] = [:]

    /// The package whose types the schemas refer to.
    private let package: PackageSchema

    /// A checker of values of a package's types.
    package init(_ package: PackageSchema) {
        self.package = package
    }

    /// Notes a fault.
    package mutating func fault(_ property: String, _ reason: String) {
        faults.append(CheckFailure(property: property, reason: reason))
    }

    /// Notes what rules refuse in checked inputs; where a fault is known already, no other is added.
    ///
    /// - Parameters:
    ///   - inputs: The inputs.
    ///   - rules: The rules.
    ///   - remedy: What to add to the fault of a property.
    /// - Returns: What is doubtful but not refused.
    @discardableResult
    package mutating func judge(
        _ inputs: PropertyMap,
        by rules: PropertyRules,
        remedy: (_ property: String) -> String = { _ in "" }
    ) -> [CheckFailure] {
        let faulty = Set(faults.map(\.property))
        var warnings: [CheckFailure] = []
        for finding in rules.findings(in: inputs) where !faulty.contains(finding.path) {
            if finding.isWarning {
                warnings.append(CheckFailure(property: finding.path, reason: finding.reason))
            } else {
                fault(finding.path, finding.reason + remedy(finding.path))
            }
        }
        return warnings
    }

    /// Checks every property of an object; unknown names are faults, and what the schema calls secret is marked so.
    ///
    /// - Parameters:
    ///   - map: The object.
    ///   - schema: The schema of the object.
    ///   - old: The object's old inputs, whose defaults stay as they were.
    ///   - path: Where the object stands; empty for the resource itself.
    /// - Returns: The object with its properties converted and completed.
    package mutating func object(_ map: PropertyMap, _ schema: ObjectSchema, old: PropertyMap?, path: String)
        -> PropertyMap
    {
        var result = PropertyMap()
        for (name, value) in map.map({ ($0.key, $0.value) }) where !name.hasPrefix("__") && !value.isNull {
            let place = path.isEmpty ? name : "\(path).\(name)"
            guard let property = schema[name] else {
                let hint = schema.nearest(to: name).map { "; did you mean \"\($0)\"?" } ?? "."
                fault(place, "\(schema.token) has no property \"\(name)\"\(hint)")
                continue
            }
            // What is at fault is not judged again, as if it were not known.
            result[name] = self.property(value, property, old: old?[name]?.plain, path: place) ?? .unknown
        }
        for property in schema.properties where property.isRequired && result[property.name] == nil {
            let name = property.name
            if map[name] == nil || map[name]?.isNull == true {
                let place = path.isEmpty ? name : "\(path).\(name)"
                fault(place, "Missing required property \"\(name)\": \(typeName(property.type)).")
            }
        }
        return result
    }

    /// The type as messages name it; an enumeration as the type of its values.
    private func typeName(_ type: PropertyType) -> String {
        guard case .type(let token) = type, case .enumeration(let values, _)? = package.type(token) else {
            return type.description
        }
        return values.description
    }

    private mutating func property(
        _ value: PropertyValue,
        _ schema: PropertySchema,
        old: PropertyValue?,
        path: String
    ) -> PropertyValue? {
        let checked = schema.isJSON ? text(value, path) : self.value(value, schema.type, old: old, path: path)
        return schema.isSecret ? checked?.hidden : checked
    }

    /// JSON given as an object or a list becomes compact text.
    private mutating func text(_ value: PropertyValue, _ path: String) -> PropertyValue? {
        switch value {
        case .secret(let inner): return text(inner, path).map(PropertyValue.secret)
        case .output: return text(value.marshalled(.engine), path)
        case .string, .unknown: return value
        case .list, .map:
            if value.containsUnknowns { return .unknown }
            guard let json = value.plainJSON else { break }
            let text = PropertyValue.string(json.text())
            return value.containsSecrets ? .secret(text) : text
        default: break
        }
        fault(path, "\(path) must be JSON: text, an object or a list; \(value.kind) was given.")
        return nil
    }

    private mutating func value(
        _ value: PropertyValue,
        _ type: PropertyType,
        old: PropertyValue?,
        path: String
    ) -> PropertyValue? {
        switch (value, type) {
        case (.secret(let inner), _): return self.value(inner, type, old: old, path: path).map(PropertyValue.secret)
        case (.output, _): return self.value(value.marshalled(.engine), type, old: old, path: path)
        case (.unknown, _): return value
        case (.list(let elements), .array(let element)):
            return list(elements, element, old: old?.list, path: path)
        case (.map(let map), .map(let element)):
            return mapping(map, element, old: old?.map, path: path)
        case (_, .type(let token)):
            return named(value, token, old: old, path: path)
        case (_, .union(let types)):
            return types.lazy.compactMap { $0.converted(value) }.first ?? value
        default:
            if let converted = type.converted(value) { return converted }
            fault(path, "\(path) must be \(type); \(value.kind) was given.")
            return nil
        }
    }

    /// The value of an object or enumeration type; a type that the package does not have takes any value.
    private mutating func named(
        _ value: PropertyValue,
        _ token: String,
        old: PropertyValue?,
        path: String
    ) -> PropertyValue? {
        switch (package.type(token), value) {
        case (.object(let schema), .map(let map)):
            return nested(map, schema, old: old?.map, path: path)
        case (.object, _):
            fault(path, "\(path) must be an object; \(value.kind) was given.")
            return nil
        case (.enumeration(let type, let values), _):
            guard let checked = self.value(value, type, old: old, path: path) else { return nil }
            let known = values.map(PropertyValue.init(plain:))
            if known.contains(checked) { return checked }
            let names = values.map { $0.string ?? $0.text() }
            let hint = checked.string.map { Spelling.suggestion(for: $0, among: names) } ?? ""
            fault(path, "\(path) must be one of \(names.joined(separator: ", "))\(hint.isEmpty ? "." : hint)")
            return nil
        case (nil, _):
            return value
        }
    }

    private mutating func list(
        _ elements: [PropertyValue],
        _ type: PropertyType,
        old: [PropertyValue]?,
        path: String
    ) -> PropertyValue {
        var result: [PropertyValue] = []
        for (index, element) in elements.enumerated() {
            let before = old.flatMap { index < $0.count ? $0[index] : nil }
            result.append(value(element, type, old: before, path: "\(path)[\(index)]") ?? .unknown)
        }
        return .list(result)
    }

    private mutating func mapping(
        _ map: PropertyMap,
        _ type: PropertyType,
        old: PropertyMap?,
        path: String
    ) -> PropertyValue {
        var result = PropertyMap()
        for (name, element) in map.map({ ($0.key, $0.value) }) where name != defaultsKey && !element.isNull {
            result[name] = value(element, type, old: old?[name], path: "\(path).\(name)")
        }
        result[defaultsKey] = .list([])
        return .map(result)
    }

    private mutating func nested(
        _ map: PropertyMap,
        _ schema: ObjectSchema,
        old: PropertyMap?,
        path: String
    ) -> PropertyValue {
        var result = object(map, schema, old: old, path: path)
        var filled = Defaults(old: old).fill(&result, schema)
        let pattern = path.withoutIndices
        for (place, name) in nestedNames {
            let parts = place.split(separator: "[", maxSplits: 1)
            guard parts.first.map(String.init) == pattern, let property = place.split(separator: ".").last else {
                continue
            }
            if result[String(property)] == nil {
                result[String(property)] = .string(name)
                filled.append(String(property))
            }
        }
        result[defaultsKey] = .list(filled.sorted().map(PropertyValue.string))
        return .map(result)
    }
}

extension PropertyValue {
    /// The value marked secret, unless it is unknown or has such a mark.
    fileprivate var hidden: PropertyValue { containsSecrets || containsUnknowns ? self : .secret(self) }
}

extension String {
    /// A property path without its indices: `ingress[0].self` is `ingress.self`.
    package var withoutIndices: String {
        var result = ""
        var depth = 0
        for character in self {
            if character == "[" { depth += 1 }
            if depth == 0 { result.append(character) }
            if character == "]" { depth -= 1 }
        }
        return result
    }
}
