import Engine
import PackageSchema
import ProviderKit
import PulumiProtocol

/// A project's YAML program with the context of a deployment.
struct ProjectProgram: Program {
    /// The program.
    let program: YAMLProgram
    /// The context of the run.
    let context: ProgramContext
    /// The source of schemas.
    let plugins: PluginHost

    /// The packages of the program.
    var packages: [PluginRequest] { program.packages }

    /// Runs the program; its diagnostics were reported before it throws.
    func run(against monitor: any ResourceMonitor) async throws -> PropertyMap {
        do {
            return try await program.run(against: monitor, context: context, schemas: PluginSchemas(plugins: plugins))
        } catch let error as DiagnosticError {
            throw ReportedFailure(urn: "", error.description)
        }
    }
}

/// The schemas of plugins.
struct PluginSchemas: SchemaSource {
    /// The plugins of this run.
    let plugins: PluginHost

    /// Gets the schema from the plugin, which is started if it is not running.
    func schema(package: String, version: String?) async throws -> PackageSchema? {
        let text = try await plugins.schema(PluginRequest(package, version: version ?? ""))
        return try PackageSchema(parsing: Array(text.utf8))
    }
}

extension YAMLProgram {
    /// The packages of the program.
    var packages: [PluginRequest] {
        packageVersions.map { PluginRequest($0.package, version: $0.version ?? "") }
    }
}
