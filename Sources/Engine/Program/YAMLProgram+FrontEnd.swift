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

    /// Indicates whether it declares resources.
    public var hasResources: Bool { !template.resources.isEmpty }

    /// The key that probably stands for `resources`; `nil` if there is none, or if there are resources.
    public var suspectOfEmptiness: Diagnostic? {
        guard !hasResources, let key = template.suspectedSections.first else { return nil }
        return Diagnostic(
            .warning,
            "'\(key.text)' is not a top-level key",
            file: file,
            range: key.range,
            hint: "did you mean 'resources'?"
        )
    }

    /// Checks the program without running it or reporting anything.
    public func check(_ context: ProgramContext, schemas: any SchemaSource) async -> any CheckedProgram {
        await checked(context, schemas: schemas)
    }
}

extension CheckedYAMLProgram: CheckedProgram {
    func program(in context: ProgramContext) -> any Program { DeployedYAMLProgram(checked: self, context: context) }
}

/// A YAML program with the context of one deployment.
private struct DeployedYAMLProgram: Program {
    let checked: CheckedYAMLProgram
    let context: ProgramContext

    /// Runs the program; its faults have been reported one by one when it throws.
    func run(against monitor: any ResourceMonitor) async throws -> PropertyMap {
        do {
            return try await checked.run(against: monitor, context: context)
        } catch let error as DiagnosticError {
            throw ReportedFailure(urn: "", error.description)
        }
    }
}
