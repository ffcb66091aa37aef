package import PulumiProtocol

extension ResourceSchema {
    /// The properties with everything marked secret that is so in the inputs or in the schema.
    package func marked(_ properties: PropertyMap, like inputs: PropertyMap) -> PropertyMap {
        var result = properties
        for name in properties.keys {
            guard let value = properties[name], !value.isNull else { continue }
            let isSecret = inputs[name]?.containsSecrets ?? false || outputs[name]?.isSecret == true
            if isSecret, !value.containsSecrets { result[name] = .secret(value) }
        }
        if inputs["tags"]?.containsSecrets == true, let all = properties["tagsAll"], !all.containsSecrets {
            result["tagsAll"] = .secret(all)
        }
        return result
    }

    /// The properties that keep their value: all that only a replacement would change.
    package func stables(_ changes: [PropertyChange]) -> [String] {
        guard !changes.contains(where: \.replaces) else { return [] }
        return inputs.names.filter { inputs.properties[$0]?.replaces == true }
    }
}
