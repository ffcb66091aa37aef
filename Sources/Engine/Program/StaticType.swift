internal import JSON
internal import PackageSchema

/// The type of an expression as far as it is known before the program runs.
indirect enum StaticType: Sendable {
    /// A property of an object type.
    struct Property: Sendable {
        var name: String
        var type: StaticType
        var isRequired = false
    }

    /// An unknown type, which fits everything.
    case any
    case string
    case number
    case integer
    case boolean
    case asset
    case archive
    case list(StaticType)
    case map(StaticType)
    /// An object with these properties, named if it comes from a schema.
    case object([Property], name: String?)
    /// A resource with its schema; `nil` if the schema is unknown.
    case resource(token: String, ResourceSchema?, package: PackageSchema?)
    /// One of these values, of that type.
    case enumeration(StaticType, [String])
    case union([StaticType])
    /// A type of a schema that is looked up on demand, because types may be recursive.
    case named(String, PackageSchema)
}

extension StaticType {
    /// Converts a type of a schema.
    init(_ type: PropertyType, in package: PackageSchema) {
        switch type {
        case .boolean: self = .boolean
        case .integer: self = .integer
        case .number: self = .number
        case .string: self = .string
        case .any, .json: self = .any
        case .asset: self = .asset
        case .archive: self = .archive
        case .array(let element): self = .list(StaticType(element, in: package))
        case .map(let element): self = .map(StaticType(element, in: package))
        case .type(let token): self = .named(token, package)
        case .resource(let token): self = .resource(token: token, package.resource(token), package: package)
        case .union(let types): self = .union(types.map { StaticType($0, in: package) })
        }
    }

    /// Converts an object type of a schema.
    init(_ object: ObjectSchema, in package: PackageSchema, name: String) {
        self = .object(
            object.properties.map {
                Property(name: $0.name, type: StaticType($0.type, in: package), isRequired: $0.isRequired)
            },
            name: name
        )
    }

    /// The type with its name looked up.
    var expanded: StaticType {
        guard case .named(let token, let package) = self else { return self }
        switch package.type(token) {
        case .object(let object): return StaticType(object, in: package, name: token)
        case .enumeration(let type, let values):
            let texts = values.map { $0.string ?? $0.text() }
            return .enumeration(StaticType(type, in: package), texts)
        case nil: return .any
        }
    }

    /// Returns the properties of a resource: its outputs, its URN and, unless it is a component, its id.
    static func properties(of resource: ResourceSchema, in package: PackageSchema) -> [Property] {
        var properties = resource.outputs.properties.map {
            Property(name: $0.name, type: StaticType($0.type, in: package))
        }
        if !resource.isComponent { properties.append(Property(name: "id", type: .string)) }
        properties.append(Property(name: "urn", type: .string))
        return properties
    }
}

extension StaticType: CustomStringConvertible {
    /// The type for messages: `List<string>`, `{a: number}`.
    var description: String {
        switch self {
        case .any: "any"
        case .string: "string"
        case .number: "number"
        case .integer: "integer"
        case .boolean: "boolean"
        case .asset: "asset"
        case .archive: "archive"
        case .list(let element): "List<\(element)>"
        case .map(let element): "Map<\(element)>"
        case .object(let properties, nil):
            "{" + properties.map { "\($0.name): \($0.type)" }.joined(separator: ", ") + "}"
        case .object(_, let name?): name
        case .resource(let token, _, _): token
        case .enumeration(let type, _): "\(type)"
        case .union(let types): "Union<" + types.map(\.description).joined(separator: ", ") + ">"
        case .named(let token, _): token
        }
    }
}
