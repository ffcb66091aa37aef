import PulumiProtocol

extension PropertyMap {
    /// The map with output values as what they are: a value, a secret or an unknown.
    var withoutOutputs: PropertyMap {
        contains { $0.value.contains { if case .output = $0 { true } else { false } } }
            ? mapValues(\.withoutOutputs) : self
    }

    /// The map with secrets in the clear.
    var withoutSecrets: PropertyMap {
        containsSecrets ? mapValues(\.withoutSecrets) : self
    }

    /// The map with properties of which a part is unknown as unknown.
    var withWholeUnknowns: PropertyMap {
        guard containsUnknowns else { return self }
        return mapValues { value in
            guard value.containsUnknowns else { return value }
            return value.containsSecrets ? .secret(.unknown) : .unknown
        }
    }

    /// The map without nulls at any level of maps.
    var withoutNulls: PropertyMap {
        filter { !$0.value.isNull }.mapValues(\.withoutNulls)
    }
}

extension PropertyValue {
    /// The value with output values, at any level, as what they are.
    var withoutOutputs: PropertyValue {
        switch self {
        case .output(let output):
            let value = output.value?.withoutOutputs ?? .unknown
            return output.isSecret ? .secret(value) : value
        case .secret(let inner): return .secret(inner.withoutOutputs)
        case .list(let elements): return .list(elements.map(\.withoutOutputs))
        case .map(let map): return .map(map.mapValues(\.withoutOutputs))
        default: return self
        }
    }

    /// The value with secrets, at any level, in the clear.
    var withoutSecrets: PropertyValue {
        switch self {
        case .secret(let inner): inner.withoutSecrets
        case .list(let elements): .list(elements.map(\.withoutSecrets))
        case .map(let map): .map(map.mapValues(\.withoutSecrets))
        default: self
        }
    }

    /// The value without nulls at any level of maps.
    var withoutNulls: PropertyValue {
        switch self {
        case .map(let map): .map(map.withoutNulls)
        case .list(let elements): .list(elements.map(\.withoutNulls))
        case .secret(let inner): .secret(inner.withoutNulls)
        default: self
        }
    }
}
