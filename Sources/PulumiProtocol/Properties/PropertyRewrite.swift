/// The outcome for one value of a walk over properties.
package enum PropertyRewrite {
    /// The value stays as it is.
    case kept
    /// Another value takes its place.
    case replaced(PropertyValue)
    /// The property leaves its map; in a list, null takes the element's place.
    case removed

    /// Returns the outcome for `original`; `nil` if it is removed.
    package func value(of original: PropertyValue) -> PropertyValue? {
        switch self {
        case .kept: original
        case .replaced(let value): value
        case .removed: Optional.none
        }
    }
}

extension PropertyValue {
    /// Rewrites the elements of a list or the values of a map; every other value is kept.
    ///
    /// A list or map in which everything is kept is not copied.
    package func rewritingElements(
        _ rewrite: (PropertyValue) throws -> PropertyRewrite
    ) rethrows -> PropertyRewrite {
        switch self {
        case .list(let elements):
            var changed: [PropertyValue]?
            for (index, element) in elements.enumerated() {
                let outcome = try rewrite(element)
                if case .kept = outcome { continue }
                if changed == nil { changed = elements }
                changed?[index] = outcome.value(of: element) ?? .null
            }
            return changed.map { .replaced(.list($0)) } ?? .kept
        case .map(let map):
            return try map.rewritingValues(rewrite).map { .replaced(.map($0)) } ?? .kept
        default:
            return .kept
        }
    }
}
