import PackageSchema
import PulumiProtocol

/// The outputs that a create or an update will have, as far as they can be known before.
struct Preview {
    let resource: CustomResource

    /// The outputs of a resource that does not exist yet: its inputs, and unknown values for what the provider decides.
    func created(_ inputs: PropertyMap) -> PropertyMap {
        outputs(inputs, state: nil)
    }

    /// The outputs after a change in place: what the provider decided stays as it was.
    func updated(_ inputs: PropertyMap, state: PropertyMap) -> PropertyMap {
        outputs(inputs, state: state)
    }

    private func outputs(_ inputs: PropertyMap, state: PropertyMap?) -> PropertyMap {
        var outputs = PropertyMap()
        for name in resource.schema.outputs.names where resource.schema.inputs[name]?.isWriteOnly != true {
            if let value = inputs[name] {
                outputs[name] = value.withoutNestedDefaults
            } else if let derived = resource.derived.first(where: { $0.name == name }) {
                outputs[name] = derived.value(inputs[derived.source]?.plain)
            } else if let old = state?[name] {
                outputs[name] = old
            } else if let input = resource.schema.inputs[name] {
                outputs[name] = input.assumed ?? (input.isComputed ? .unknown : Optional.none)
            } else {
                outputs[name] = .unknown
            }
        }
        if let id = state?["id"] { outputs["id"] = id }
        return outputs
    }
}
