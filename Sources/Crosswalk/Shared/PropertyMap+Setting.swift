import PulumiProtocol

extension PropertyMap {
    /// A map of those properties that have a value.
    init(present properties: KeyValuePairs<String, PropertyValue?>) {
        self = PropertyMap().setting(properties)
    }

    /// Returns the map with properties set, or removed where the value is `nil`.
    func setting(_ changes: KeyValuePairs<String, PropertyValue?>) -> PropertyMap {
        changes.reduce(into: self) { $0[$1.key] = $1.value }
    }
}
