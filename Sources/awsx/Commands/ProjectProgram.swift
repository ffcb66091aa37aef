import Engine
import PackageSchema
import ProviderKit
import PulumiProtocol

/// A project's YAML program, ready for a deployment.
struct ProjectProgram: Program {
    /// The program.
    let program: YAMLProgram
    /// What it may know of the run.
    let context: ProgramContext
    /// Where schemas come from.
    let plugins: PluginHost

    /// The packages that it names.
    var packages: [PluginRequest] { program.packages }

    /// Runs the program; faults of it have been told one by one when it throws.
    func run(against monitor: any ResourceMonitor) async throws -> PropertyMap {
        do {
            return try await program.run(against: monitor, context: context, schemas: PluginSchemas(plugins: plugins))
        } catch let error as DiagnosticError {
            throw ReportedFailure(urn: "", error.description)
        }
    }
}

/// Schemas as the plugins themselves tell them.
struct PluginSchemas: SchemaSource {
    /// The plugins of this run.
    let plugins: PluginHost

    /// Starts the plugin, if it does not run yet, and asks it.
    func schema(package: String, version: String?) async throws -> PackageSchema? {
        let text = try await plugins.schema(PluginRequest(package, version: version ?? ""))
        return try PackageSchema(parsing: Array(text.utf8))
    }
}

extension YAMLProgram {
    /// The packages that the program names.
    var packages: [PluginRequest] {
        packageVersions.map { PluginRequest($0.package, version: $0.version ?? "") }
    }
}
