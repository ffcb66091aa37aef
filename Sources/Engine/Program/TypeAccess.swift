internal import PackageSchema

/// Follows a path through static types to find invalid steps.
struct TypeAccess {
    /// The reason why a path is invalid.
    struct Failure: Error {
        var summary: String
        var hint: String?
        /// Indicates whether the path leads through a resource, whose schema says what exists.
        var isOfResource = false
    }

    /// The schemas of packages, by name: a package may refer to resources and types of another.
    let schemas: [String: PackageSchema]
    /// The packages that a path has led to and whose schemas are not here.
    private(set) var missingPackages: Set<String> = []

    init(_ schemas: [String: PackageSchema]) {
        self.schemas = schemas
    }

    /// Returns the type at the end of a path.
    mutating func type(_ root: StaticType, following access: PropertyAccess) throws(Failure) -> StaticType {
        var type = root
        var name = access.root
        var isOfResource = false
        for accessor in access.accessors {
            type = resolved(type)
            if case .resource = type { isOfResource = true }
            do {
                type = try step(into: type, accessor, named: name)
            } catch {
                throw Failure(summary: error.summary, hint: error.hint, isOfResource: isOfResource)
            }
            name = PropertyAccess(root: name, accessors: [accessor]).description
        }
        return type
    }

    /// Returns the type with its name looked up, also in the package of another schema.
    private mutating func resolved(_ type: StaticType) -> StaticType {
        switch type {
        case .named(let token, let package) where package.type(token) == nil:
            schema(of: token, besides: package).map { StaticType.named(token, $0).expanded } ?? .any
        case .resource(let token, nil, let package?):
            schema(of: token, besides: package)
                .map { .resource(token: token, $0.resource(token), package: $0) } ?? type
        default:
            type.expanded
        }
    }

    private mutating func schema(of token: String, besides package: PackageSchema) -> PackageSchema? {
        let name = TypeToken.package(of: token)
        guard name != package.name else { return nil }
        if schemas[name] == nil { missingPackages.insert(name) }
        return schemas[name]
    }

    private mutating func step(
        into type: StaticType,
        _ accessor: PropertyAccess.Accessor,
        named name: String
    ) throws(Failure) -> StaticType {
        switch type {
        case .any: return .any
        case .union(let types):
            var found: [StaticType] = []
            for alternative in types {
                do {
                    found.append(try step(into: resolved(alternative), accessor, named: name))
                } catch {
                    throw Failure(
                        summary: "Cannot access into \(name) of type \(type): \(error.summary)",
                        hint: error.hint
                    )
                }
            }
            return found.count == 1 ? found[0] : .union(found)
        default: break
        }
        switch accessor {
        case .name(let property): return try Self.property(property, of: type, named: name)
        case .key, .index: return try Self.element(accessor, of: type, named: name)
        }
    }

    private static func property(_ name: String, of type: StaticType, named parent: String) throws(Failure)
        -> StaticType
    {
        let properties: [StaticType.Property]
        switch type {
        case .map(let element): return element
        case .object(let declared, _): properties = declared
        case .resource(_, let schema, let package):
            guard let schema, let package else { return .any }
            if let property = schema.outputs[name] { return StaticType(property.type, in: package) }
            if name == "urn" || (name == "id" && !schema.isComponent) { return .string }
            properties = StaticType.properties(of: schema, in: package)
        default:
            throw Failure(
                summary: "cannot access a property on '\(parent)' (type \(type))",
                hint: "only resources and objects have properties"
            )
        }
        if let property = properties.first(where: { $0.name == name }) { return property.type }
        throw Failure(
            summary: "\(name) does not exist on \(parent)",
            hint: Spelling.hint(for: name, among: properties.map(\.name)) ?? existing(properties)
        )
    }

    private static func existing(_ properties: [StaticType.Property]) -> String {
        let names = properties.map(\.name).sorted()
        guard !names.isEmpty else { return "it has no properties" }
        let rest = names.count > 8 ? " and \(names.count - 8) more" : ""
        return "existing properties are: \(names.prefix(8).joined(separator: ", "))\(rest)"
    }

    private static func element(
        _ accessor: PropertyAccess.Accessor,
        of type: StaticType,
        named name: String
    ) throws(Failure) -> StaticType {
        switch (type, accessor) {
        case (.list(let element), .index): return element
        case (.list, _):
            throw Failure(summary: "Cannot index via string into '\(name)' (type \(type))", hint: "use a number")
        case (.map(let element), .key): return element
        case (.map, _):
            throw Failure(
                summary: "Cannot index via number into '\(name)' (type \(type))",
                hint: "use a name in quotes"
            )
        default:
            let isObject = if case .object = type { true } else { false }
            throw Failure(
                summary: "Cannot index into '\(name)' (type \(type))",
                hint: isObject ? "write .name instead" : "only maps and lists can be indexed"
            )
        }
    }
}
