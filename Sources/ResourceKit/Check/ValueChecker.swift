import JSON
import PackageSchema
package import PulumiProtocol

/// Checks values against their types, turns them into the form the type wants, and fills in nested defaults.
package struct ValueChecker {
    /// What was found wrong so far, in the order of the properties.
    package private(set) var faults: [InputFault] = []
    /// The names to give to nested properties, by path without indices.
    var nestedNames: [String: String] = [:]

    /// A checker that has found nothing yet.
    package init() {}

    /// Notes a fault.
    package mutating func fault(_ property: String, _ reason: String) {
        faults.append(InputFault(property: property, reason: reason))
    }

    /// The object with every property checked; unknown names are faults.
    ///
    /// - Parameters:
    ///   - old: The object's old inputs, whose defaults stay as they were.
    ///   - path: Where the object stands; empty for the resource itself.
    package mutating func object(_ map: PropertyMap, _ schema: ObjectSchema, old: PropertyMap?, path: String)
        -> PropertyMap
    {
        var result = PropertyMap()
        for (name, value) in map.map({ ($0.key, $0.value) }) where !name.hasPrefix("__") && !value.isNull {
            let place = path.isEmpty ? name : "\(path).\(name)"
            guard let property = schema[name] else {
                let hint = Spelling.nearest(to: name, among: schema.names).map { "; did you mean \"\($0)\"?" } ?? "."
                fault(place, "\(schema.token) has no property \"\(name)\"\(hint)")
                continue
            }
            result[name] = self.property(value, property, old: old?[name]?.plain, path: place)
        }
        for name in schema.names where schema.properties[name]?.isRequired == true && result[name] == nil {
            if map[name] == nil || map[name]?.isNull == true {
                let place = path.isEmpty ? name : "\(path).\(name)"
                fault(place, "Missing required property \"\(name)\": \(schema.properties[name]?.type.name ?? "").")
            }
        }
        return result
    }

    private mutating func property(
        _ value: PropertyValue,
        _ schema: PropertySchema,
        old: PropertyValue?,
        path: String
    ) -> PropertyValue? {
        schema.isJSON ? text(value, path) : self.value(value, schema.type, old: old, path: path)
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
        fault(path, "\(path) must be JSON: text, an object or a list; \(value.kindName) was given.")
        return nil
    }

    private mutating func value(
        _ value: PropertyValue,
        _ type: ValueType,
        old: PropertyValue?,
        path: String
    ) -> PropertyValue? {
        switch (value, type) {
        case (.secret(let inner), _): return self.value(inner, type, old: old, path: path).map(PropertyValue.secret)
        case (.output, _): return self.value(value.marshalled(.engine), type, old: old, path: path)
        case (.unknown, _): return value
        case (.list(let elements), .list(let element)):
            return list(elements, element, old: old?.list, path: path)
        case (.map(let map), .map(let element)):
            return mapping(map, element, old: old?.map, path: path)
        case (.map(let map), .object(let schema)):
            return nested(map, schema, old: old?.map, path: path)
        case (_, .oneOf(let types)):
            return types.lazy.compactMap { Self.converted(value, to: $0) }.first ?? value
        default:
            if let converted = Self.converted(value, to: type) { return converted }
            fault(path, "\(path) must be \(type.name); \(value.kindName) was given.")
            return nil
        }
    }

    private mutating func list(
        _ elements: [PropertyValue],
        _ type: ValueType,
        old: [PropertyValue]?,
        path: String
    ) -> PropertyValue {
        var result: [PropertyValue] = []
        for (index, element) in elements.enumerated() {
            let before = old.flatMap { index < $0.count ? $0[index] : nil }
            if let checked = value(element, type, old: before, path: "\(path)[\(index)]") {
                result.append(checked)
            }
        }
        return .list(result)
    }

    private mutating func mapping(
        _ map: PropertyMap,
        _ type: ValueType,
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

    /// The value in the form of a scalar type; `nil` if it cannot be read as one.
    private static func converted(_ value: PropertyValue, to type: ValueType) -> PropertyValue? {
        switch (value, type) {
        case (_, .any), (.string, .string), (.bool, .boolean), (.number, .number): return value
        case (.number(let number), .integer): return number == number.rounded() ? value : Optional.none
        case (.number(let number), .string): return .string(JSON.Number(number).text)
        case (.bool(let flag), .string): return .string(flag ? "true" : "false")
        case (.string("true"), .boolean): return .bool(true)
        case (.string("false"), .boolean): return .bool(false)
        case (.string(let text), .number): return Double(text).map(PropertyValue.number)
        case (.string(let text), .integer): return Int(text).map { .number(Double($0)) }
        default: return nil
        }
    }
}

extension PropertyValue {
    /// The value's kind as people call it.
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .list: "a list"
        case .map: "an object"
        case .asset, .archive: "an asset"
        case .secret(let inner): inner.kindName
        case .resource: "a resource"
        case .output(let output): output.value?.kindName ?? "an unknown value"
        case .unknown: "an unknown value"
        }
    }
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
