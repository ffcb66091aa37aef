import PackageSchema
package import PulumiProtocol

extension CustomResource {
    /// Returns the inputs that would produce the outputs that were read.
    ///
    /// They are the `last` inputs, except where something else has changed the resource. For a resource that is being
    /// imported, `last` is empty.
    package func inputs(after last: PropertyMap, outputs: PropertyMap) -> PropertyMap {
        last.isEmpty ? imported(outputs) : drifted(last, outputs)
    }

    /// Returns the names of the top-level inputs that the outputs no longer have as they were given.
    package func drift(inputs: PropertyMap, outputs: PropertyMap) -> [String] {
        Differ(self).drift(inputs: inputs, outputs: outputs)
    }

    private func drifted(_ last: PropertyMap, _ outputs: PropertyMap) -> PropertyMap {
        var inputs = last
        for name in drift(inputs: last, outputs: outputs) {
            inputs[name] = outputs[name]
            let filled = (inputs[defaultsKey]?.list ?? []).filter { $0 != .string(name) }
            inputs[defaultsKey] = .list(filled)
        }
        return inputs
    }

    private func imported(_ outputs: PropertyMap) -> PropertyMap {
        var inputs = PropertyMap()
        for property in schema.inputs.properties {
            guard let value = outputs[property.name] else { continue }
            let isPlain = value.isZero || value == property.assumed || property.isComputed && !property.isRequired
            if !isPlain || property.defaultValue != nil || inherited.names.contains(property.name) {
                inputs[property.name] = value
            }
        }
        inputs[defaultsKey] = []
        return inputs
    }
}
