internal import ProviderKit
internal import PulumiProtocol

extension ProgramFrontEnd {
    /// The front end of Pulumi YAML.
    public static let yaml = ProgramFrontEnd(runtime: "yaml", title: "Pulumi YAML") {
        (project) throws(DiagnosticError) in
        try YAMLProgram(of: project)
    }
}

extension YAMLProgram: ProjectProgram {
    /// The packages that the program names.
    public var packages: [PluginRequest] {
        packageVersions.map { PluginRequest($0.package, version: $0.version ?? "") }
    }

    /// Returns the program, ready to run in one deployment.
    public func program(in context: ProgramContext, schemas: any SchemaSource) -> any Program {
        DeployedYAMLProgram(program: self, context: context, schemas: schemas)
    }
}

/// A YAML program with what it needs to run in one deployment.
private struct DeployedYAMLProgram: Program {
    let program: YAMLProgram
    let context: ProgramContext
    let schemas: any SchemaSource

    var packages: [PluginRequest] { program.packages }

    /// Runs the program; its faults have been reported one by one when it throws.
    func run(against monitor: any ResourceMonitor) async throws -> PropertyMap {
        do {
            return try await program.run(against: monitor, context: context, schemas: schemas)
        } catch let error as DiagnosticError {
            throw ReportedFailure(urn: "", error.description)
        }
    }
}
