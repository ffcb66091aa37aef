import JSON

/// A set of properties: inputs or outputs of a resource or function, or an object type.
public struct ObjectSchema: Sendable {
    /// The token of the resource, function or type that has the properties.
    public let token: String
    /// The properties, sorted by name.
    public let properties: [PropertySchema]
    /// The names, sorted.
    public let names: [String]
    private let positions: [String: Int]

    /// A set of properties from its parts.
    package init(token: String, properties: [PropertySchema]) {
        self.token = token
        self.properties = properties.sorted { $0.name < $1.name }
        names = self.properties.map(\.name)
        positions = Dictionary(
            self.properties.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    init(token: String, _ declarations: JSON?, required: JSON?, package: String) {
        let required = Set(required?.array?.compactMap(\.string) ?? [])
        let properties = (declarations?.object ?? [:]).map { entry in
            PropertySchema(
                name: entry.key,
                isRequired: required.contains(entry.key),
                entry.value,
                package: package
            )
        }
        self.init(token: token, properties: properties)
    }

    /// A property by name; `nil` if there is none.
    public subscript(name: String) -> PropertySchema? { positions[name].map { properties[$0] } }

    /// The property that was likely meant by a name that does not exist; `nil` if none is near.
    public func nearest(to name: String) -> String? { Spelling.nearest(to: name, among: names) }
}
