public import JSON

/// A named type of a package.
public enum TypeSchema: Sendable {
    /// An object with these properties.
    case object(ObjectSchema)
    /// One of these values, of that type.
    case enumeration(PropertyType, [JSON])

    init(token: String, _ declaration: JSON.Object, package: String) {
        if let values = declaration["enum"]?.array {
            self = .enumeration(PropertyType(.object(declaration)), values.compactMap { $0["value"] })
        } else {
            self = .object(
                ObjectSchema(
                    token: token,
                    declaration["properties"],
                    required: declaration["required"],
                    package: package
                )
            )
        }
    }
}
