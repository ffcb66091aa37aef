package import PulumiProtocol

/// The inputs that would make what AWS has: a program's own, except where something else has changed the resource.
package struct DriftedInputs {
    package let schema: ResourceSchema
    package let rules: DiffRules

    /// The inputs of a resource type.
    package init(schema: ResourceSchema, rules: DiffRules) {
        self.schema = schema
        self.rules = rules
    }

    /// The inputs after a read.
    ///
    /// - Parameters:
    ///   - last: The last inputs; empty for a resource that is being imported.
    ///   - outputs: What AWS has.
    package func inputs(_ last: PropertyMap, _ outputs: PropertyMap) -> PropertyMap {
        last.isEmpty ? imported(outputs) : drifted(last, outputs)
    }

    private func drifted(_ last: PropertyMap, _ outputs: PropertyMap) -> PropertyMap {
        let differ = Differ(resource: schema, rules: rules, region: nil, tagging: TagSettings())
        let changes = differ.drift(inputs: last, outputs: outputs)
        var inputs = last
        for name in changes {
            inputs[name] = outputs[name]
            let filled = (inputs[defaultsKey]?.list ?? []).filter { $0 != .string(name) }
            inputs[defaultsKey] = .list(filled)
        }
        return inputs
    }

    private func imported(_ outputs: PropertyMap) -> PropertyMap {
        var inputs = PropertyMap()
        for name in schema.inputs.names {
            guard let property = schema.inputs.properties[name], let value = outputs[name] else { continue }
            let isPlain = value.isZero || value == property.assumed || property.isComputed && !property.isRequired
            if !isPlain || property.defaultValue != nil || name == "region" { inputs[name] = value }
        }
        inputs[defaultsKey] = []
        return inputs
    }
}
