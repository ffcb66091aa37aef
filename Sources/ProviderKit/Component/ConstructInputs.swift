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
        return .output(Output(gathering: value).adding(dependencies: dependencies))
    }

    private static func decoded(_ value: PropertyValue, isPreview: Bool) -> PropertyValue? {
        rewritten(value, isPreview: isPreview).value(of: value)
    }

    /// Turns every mark into an output, and leaves out what is unknown unless this is a preview.
    private static func rewritten(_ value: PropertyValue, isPreview: Bool) -> PropertyRewrite {
        guard var output = value.mark else { return value.rewritingElements { rewritten($0, isPreview: isPreview) } }
        output.value = output.value.flatMap { decoded($0, isPreview: isPreview) }
        return output.value == nil && !isPreview ? .removed : .replaced(.output(output))
    }
}
