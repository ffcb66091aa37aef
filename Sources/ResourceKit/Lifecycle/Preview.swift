package import PulumiProtocol

/// Foretells the outputs of a create or an update.
package struct Preview {
    package let schema: ResourceSchema
    package let tags: TagSettings

    /// A preview of a resource type.
    package init(schema: ResourceSchema, tags: TagSettings) {
        self.schema = schema
        self.tags = tags
    }

    /// The outputs of a resource that does not exist yet: its inputs, and unknown values for what AWS decides.
    package func created(_ inputs: PropertyMap) -> PropertyMap {
        outputs(inputs, state: nil)
    }

    /// The outputs after a change in place: what AWS decided stays as it was.
    package func updated(_ inputs: PropertyMap, state: PropertyMap) -> PropertyMap {
        outputs(inputs, state: state)
    }

    private func outputs(_ inputs: PropertyMap, state: PropertyMap?) -> PropertyMap {
        var outputs = PropertyMap()
        for name in schema.outputs.names {
            if let value = inputs[name] {
                outputs[name] = value.withoutNestedDefaults
            } else if name == "tagsAll" {
                outputs[name] = allTags(inputs)
            } else if let old = state?[name] {
                outputs[name] = old
            } else if let input = schema.inputs[name] {
                outputs[name] = input.assumed ?? (input.isComputed ? .unknown : Optional.none)
            } else {
                outputs[name] = .unknown
            }
        }
        if let id = state?["id"] { outputs["id"] = id }
        return outputs
    }

    private func allTags(_ inputs: PropertyMap) -> PropertyValue {
        guard let all = tags.all(own: inputs["tags"]?.plain.map ?? [:]) else { return .unknown }
        let map = PropertyValue.map(PropertyMap(all.map { ($0.key, .string($0.value)) }))
        return inputs["tags"]?.containsSecrets == true ? .secret(map) : map
    }
}
