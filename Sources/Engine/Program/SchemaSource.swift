public import PackageSchema

/// Where the schemas of packages come from; mostly from their providers.
public protocol SchemaSource: Sendable {
    /// The schema of a package.
    ///
    /// - Parameters:
    ///   - package: The package's name, such as `aws`.
    ///   - version: The version that the program asks for; `nil` if any will do.
    /// - Returns: `nil` if there is no such package.
    /// - Throws: Why its provider does not answer.
    func schema(package: String, version: String?) async throws -> PackageSchema?
}
