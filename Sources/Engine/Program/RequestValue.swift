internal import PulumiProtocol

/// Makes of evaluated values what goes into a request, and notes which resources they depend on.
struct RequestValue {
    /// Whether outputs are sent as such: components take them, custom resources do not.
    let keepsOutputs: Bool
    /// The URNs that were met since the last ``takeDependencies()``.
    private var dependencies: Set<String> = []

    init(keepingOutputs: Bool) {
        keepsOutputs = keepingOutputs
    }

    /// Properties ready to be sent, and what each depends on.
    static func properties(
        _ values: PropertyMap,
        keepingOutputs: Bool
    ) -> (object: PropertyMap, dependencies: [String: [String]]) {
        var request = RequestValue(keepingOutputs: keepingOutputs)
        var dependencies: [String: [String]] = [:]
        var object: [(String, PropertyValue)] = []
        object.reserveCapacity(values.count)
        for property in values {
            object.append((property.key, request.lower(property.value)))
            dependencies[property.key] = request.takeDependencies()
        }
        return (PropertyMap(object), dependencies)
    }

    /// The URNs met so far, sorted; they are forgotten.
    mutating func takeDependencies() -> [String] {
        defer { dependencies.removeAll(keepingCapacity: true) }
        return dependencies.sorted()
    }

    /// A value ready to be sent.
    ///
    /// Nulls in objects are left out, those in lists stay.
    mutating func lower(_ value: PropertyValue) -> PropertyValue {
        switch value {
        case .output(let output): return lower(output)
        case .secret(let inner): return lower(OutputValue(value: inner, isSecret: true))
        case .unknown: return lower(OutputValue(value: nil))
        case .resource(let reference):
            dependencies.insert(reference.urn)
            return value
        case .list(let elements): return .list(elements.map { lower($0) })
        case .map(let map):
            var lowered: [(String, PropertyValue)] = []
            lowered.reserveCapacity(map.count)
            for property in map {
                let value = lower(property.value)
                if !value.isNull { lowered.append((property.key, value)) }
            }
            return .map(PropertyMap(lowered))
        default: return value
        }
    }

    private mutating func lower(_ output: OutputValue) -> PropertyValue {
        dependencies.formUnion(output.dependencies)
        let inner = output.value.map { lower($0) }
        if keepsOutputs, inner == nil || output.isSecret || !output.dependencies.isEmpty {
            return .output(OutputValue(value: inner, isSecret: output.isSecret, dependencies: output.dependencies))
        }
        guard let inner else { return .unknown }
        return output.isSecret && !inner.isNull ? .secret(inner) : inner
    }
}
