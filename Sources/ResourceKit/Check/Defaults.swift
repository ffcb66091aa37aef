import PackageSchema
import PulumiProtocol

/// Fills in what a program left out.
struct Defaults {
    /// The object's old inputs; `nil` if it is new.
    let old: PropertyMap?

    /// The names of the properties that Check filled in before.
    var oldNames: Set<String> {
        Set((old?[defaultsKey]?.list ?? []).compactMap(\.string))
    }

    /// Adds the defaults of the absent properties.
    ///
    /// A default that stands in the old inputs stays as it was, whatever the schema says now. Of a group of `conflicts`
    /// only one property may be given: one that is given keeps the defaults of the others out.
    ///
    /// - Returns: The names of the properties added.
    func fill(_ inputs: inout PropertyMap, _ schema: ObjectSchema, conflicts: [[String]] = []) -> [String] {
        let given = inputs
        let oldNames = oldNames
        var filled: [String] = []
        for property in schema.properties where given[property.name] == nil {
            let name = property.name
            let isBlocked = conflicts.contains { $0.contains(name) && $0.contains { given[$0] != nil } }
            guard !isBlocked, let value = value(of: property, in: given, oldNames) else { continue }
            inputs[name] = value
            filled.append(name)
        }
        return filled
    }

    private func value(of property: PropertySchema, in given: PropertyMap, _ oldNames: Set<String>) -> PropertyValue? {
        if oldNames.contains(property.name), let value = old?[property.name], !value.isNull {
            return value
        }
        if let value = property.defaultValue { return value }
        guard let legacy = property.legacyDefault, old == nil || old?.isEmpty == true else { return nil }
        let isExcepted = legacy.exceptions.contains { name, values in
            given[name].map { values.contains($0.plain) || $0.containsUnknowns } ?? false
        }
        return isExcepted ? Optional.none : legacy.value
    }
}
