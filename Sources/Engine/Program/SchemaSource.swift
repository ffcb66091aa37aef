public import PackageSchema

/// A source of package schemas, usually the packages' providers.
public protocol SchemaSource: Sendable {
    /// Returns the schema of a package, or `nil` if there is no such package.
    ///
    /// - Parameters:
    ///   - package: The package's name, such as `aws`.
    ///   - version: The version that the program requires; `nil` for any.
    /// - Returns: The schema, or `nil`.
    /// - Throws: An error if the provider does not answer.
    func schema(package: String, version: String?) async throws -> PackageSchema?
}
