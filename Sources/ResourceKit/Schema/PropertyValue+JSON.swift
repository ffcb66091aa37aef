package import JSON
package import PulumiProtocol

extension PropertyValue {
    /// A JSON value as it is, without a meaning for signature keys.
    package init(plain json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let value): self = .number(value.double)
        case .string(let value): self = .string(value)
        case .array(let elements): self = .list(elements.map(PropertyValue.init(plain:)))
        case .object(let object):
            self = .map(PropertyMap(object.map { ($0.key, PropertyValue(plain: $0.value)) }))
        }
    }

    /// The value as JSON, without marks of secrets; `nil` where a part of it is unknown or cannot be said in JSON.
    package var plainJSON: JSON? {
        switch self {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let value): return .number(JSON.Number(value))
        case .string(let value): return .string(value)
        case .list(let elements):
            let converted = elements.compactMap(\.plainJSON)
            return converted.count == elements.count ? .array(converted) : Optional.none
        case .map(let map):
            var object = JSON.Object([])
            for (key, value) in map.map({ ($0.key, $0.value) }) where key != defaultsKey {
                guard let converted = value.plainJSON else { return nil }
                object[key] = converted
            }
            return .object(object)
        case .secret(let inner): return inner.plainJSON
        case .output(let output): return output.value?.plainJSON
        case .resource, .asset, .archive, .unknown: return nil
        }
    }
}
