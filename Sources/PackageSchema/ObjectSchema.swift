import JSON

/// A set of properties: inputs or outputs of a resource or function, or an object type.
public struct ObjectSchema: Sendable {
    /// The properties, in the order of the document.
    public let properties: [PropertySchema]
    private let positions: [String: Int]

    init(_ declarations: JSON.Object, required: JSON?) {
        let required = Set(required?.array?.compactMap(\.string) ?? [])
        var properties: [PropertySchema] = []
        var positions: [String: Int] = [:]
        for (index, entry) in declarations.enumerated() {
            properties.append(
                PropertySchema(name: entry.key, isRequired: required.contains(entry.key), entry.value)
            )
            positions[entry.key] = index
        }
        self.properties = properties
        self.positions = positions
    }

    /// A property by name; `nil` if there is none.
    public subscript(name: String) -> PropertySchema? { positions[name].map { properties[$0] } }

    /// The names, in the order of the document.
    public var names: [String] { properties.map(\.name) }

    /// The names of those that must be given.
    public var requiredNames: [String] { properties.filter(\.isRequired).map(\.name) }

    /// The property that was likely meant by a name that does not exist; `nil` if none is near.
    public func nearest(to name: String) -> String? { Spelling.nearest(to: name, among: names) }
}
