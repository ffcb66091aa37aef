import JSON
import PackageSchema
package import PulumiProtocol

/// Equality of values that mean the same.
extension Differ {
    func isEqual(
        _ old: PropertyValue,
        _ new: PropertyValue,
        _ property: PropertySchema,
        _ path: String
    ) -> Bool {
        if old.containsUnknowns || new.containsUnknowns { return old == new && !new.containsUnknowns }
        if let equality = rules.equality[path.withoutIndices] { return equality(old, new, inputs) }
        if property.isJSON, let old = old.string, let new = new.string { return JSON.isEquivalent(old, new) }
        if property.isSet, case .list(let old) = old, case .list(let new) = new,
            case .array(let element) = property.type
        {
            return isPermutation(old, new) { isEqual($0, $1, element, path) }
        }
        return isEqual(old, new, property.type, path)
    }

    func isEqual(_ old: PropertyValue, _ new: PropertyValue, _ type: PropertyType, _ path: String) -> Bool {
        switch (old, new, type) {
        case (.list(let old), .list(let new), .array(let element)):
            return old.count == new.count && zip(old, new).allSatisfy { isEqual($0, $1, element, path) }
        case (.map(let old), .map(let new), .type):
            let members = resource.package.object(type)?.properties ?? []
            return members.allSatisfy { member in
                let name = member.name
                return isEqualMember(old[name]?.presentValue, new[name]?.presentValue, member, "\(path).\(name)")
            }
        case (.map(let old), .map(let new), _):
            return old.withoutDefaults == new.withoutDefaults
        default:
            return old == new || old.scalarText == new.scalarText && old.scalarText != nil
        }
    }

    func isEqualMember(
        _ old: PropertyValue?,
        _ new: PropertyValue?,
        _ property: PropertySchema,
        _ path: String
    ) -> Bool {
        switch (old, new) {
        case (nil, nil): true
        case (let old?, let new?): isEqual(old, new, property, path)
        case (let one?, nil), (nil, let one?):
            one.isZero || isUnsaid(one, property, path)
                || new == nil && (property.isKeptOnRemoval || keepsAbsentMembers)
        }
    }

    /// Returns whether a value is what holds without it.
    private func isUnsaid(_ value: PropertyValue, _ property: PropertySchema, _ path: String) -> Bool {
        [property.defaultValue, property.assumed].contains { standard in
            standard.map { isEqual($0, value, property, path) } ?? false
        }
    }

    func isPermutation(
        _ old: [PropertyValue],
        _ new: [PropertyValue],
        _ isEqual: (PropertyValue, PropertyValue) -> Bool
    ) -> Bool {
        guard old.count == new.count else { return false }
        var rest = new
        for element in old {
            guard let index = rest.firstIndex(where: { isEqual(element, $0) }) else { return false }
            rest.remove(at: index)
        }
        return true
    }
}

extension PropertyValue {
    /// A scalar's text, for values that were spelled as another type.
    package var scalarText: String? {
        switch self {
        case .bool(let value): value ? "true" : "false"
        case .number(let value): JSON.Number(value).text
        case .string(let value): value
        default: nil
        }
    }
}
