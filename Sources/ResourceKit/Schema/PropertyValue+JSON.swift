package import JSON
package import PulumiProtocol

extension PropertyValue {
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
