import Engine
import PackageSchema

/// The schemas of packages, from their own plugins.
struct PluginSchemas: SchemaSource {
    /// The plugins of this run.
    let plugins: PluginHost

    /// Returns the schema of a package; starts its plugin if it does not run yet.
    func schema(package: String, version: String?) async throws -> PackageSchema? {
        try await plugins.schema(PluginRequest(package, version: version ?? ""))
    }
}
