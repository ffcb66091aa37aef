public import PulumiProtocol

/// Reads the inputs of a Construct: what the engine sent becomes plain values and outputs.
///
/// | as sent | becomes |
/// | --- | --- |
/// | a value without dependencies | itself |
/// | a map or list with output values inside | itself; the places inside are outputs |
/// | a secret, or a value with dependencies and no output value inside | one output |
/// | a resource reference that depends on nothing but itself | the reference |
/// | unknown | an unknown output in a preview; absent otherwise |
public enum ConstructInputs {
    /// The inputs of a request.
    public static func decoded(_ request: ConstructRequest) -> PropertyMap {
        var inputs = PropertyMap()
        inputs.reserveCapacity(request.inputs.count)
        for (name, sent) in request.inputs.map({ ($0.key, $0.value) }) {
            guard let value = decoded(sent, isPreview: request.dryRun) else { continue }
            inputs[name] = marked(value, sent: sent, dependencies: request.inputDependencies[name] ?? [])
        }
        return inputs
    }

    /// A top-level input with the dependencies that the engine knows of it.
    private static func marked(_ value: PropertyValue, sent: PropertyValue, dependencies: [String]) -> PropertyValue {
        if sent.contains(where: { if case .output = $0 { true } else { false } }) { return value }
        if case .resource(let reference) = sent, dependencies == [reference.urn] { return value }
        guard !dependencies.isEmpty || sent.containsSecrets else { return value }
        var output = Output(gathering: value)
        output.dependencies.formUnion(dependencies)
        return .output(
            OutputValue(
                value: output.value,
                isSecret: output.isSecret,
                dependencies: output.dependencies.sorted()
            )
        )
    }

    private static func decoded(_ value: PropertyValue, isPreview: Bool) -> PropertyValue? {
        switch value {
        case .unknown:
            return isPreview ? .output(OutputValue(value: nil)) : nil
        case .secret(let inner):
            return .output(OutputValue(value: decoded(inner, isPreview: isPreview), isSecret: true))
        case .output(var output):
            output.value = output.value.flatMap { decoded($0, isPreview: isPreview) }
            return output.value == nil && !isPreview ? nil : .output(output)
        case .list(let elements):
            return .list(elements.map { decoded($0, isPreview: isPreview) ?? .null })
        case .map(let map):
            return .map(
                PropertyMap(
                    map.compactMap { entry in
                        decoded(entry.value, isPreview: isPreview).map { (entry.key, $0) }
                    }
                )
            )
        default:
            return value
        }
    }
}
