import PackageSchema
package import PulumiProtocol

extension CustomResource {
    /// Returns the properties with everything marked secret that is so in the inputs or in the schema.
    package func marked(_ properties: PropertyMap, like inputs: PropertyMap) -> PropertyMap {
        let sources = Dictionary(derived.map { ($0.name, $0.source) }, uniquingKeysWith: { first, _ in first })
        var result = properties
        for name in properties.keys {
            guard let value = properties[name], !value.isNull, !value.containsSecrets else { continue }
            let hidesInput = [name, sources[name] ?? name].contains { inputs[$0]?.containsSecrets == true }
            if hidesInput || schema.outputs[name]?.isSecret == true { result[name] = .secret(value) }
        }
        return result
    }
}
