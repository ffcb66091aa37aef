import PulumiProtocol

/// Properties as a registration or an answer sends them, and what each of them depends on.
struct WireProperties {
    /// The values: output values are resolved, absent ones left out.
    private(set) var object = PropertyMap()
    /// For every property in ``object``, the URNs that it depends on, sorted.
    private(set) var dependencies: [String: [String]] = [:]

    private let features: EngineFeatures

    init(_ properties: PropertyMap, features: EngineFeatures) {
        self.features = features
        object.reserveCapacity(properties.count)
        for entry in properties {
            var urns: Set<String> = []
            object[entry.key] = resolved(entry.value, &urns)
            dependencies[entry.key] = urns.sorted()
        }
    }

    /// Every URN that a property depends on, sorted.
    var allDependencies: [String] {
        dependencies.values.reduce(into: Set()) { $0.formUnion($1) }.sorted()
    }

    private func resolved(_ value: PropertyValue, _ urns: inout Set<String>) -> PropertyValue {
        switch value {
        case .output(let output):
            urns.formUnion(output.dependencies)
            guard let known = output.value else { return .unknown }
            let inner = resolved(known, &urns)
            return output.isSecret ? secret(inner) : inner
        case .secret(let inner):
            return secret(resolved(inner, &urns))
        case .resource(let reference):
            urns.insert(reference.urn)
            return features.resourceReferences ? value : reference.id ?? .string(reference.urn)
        case .list(let elements):
            return .list(elements.map { resolved($0, &urns) })
        case .map(let map):
            return .map(map.mapValues { resolved($0, &urns) })
        default:
            return value
        }
    }

    private func secret(_ value: PropertyValue) -> PropertyValue {
        if case .secret = value { return value }
        return features.secrets ? .secret(value) : value
    }
}
