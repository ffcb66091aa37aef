internal import PulumiProtocol

/// A program in Pulumi YAML (or JSON).
public struct YAMLProgram: Sendable {
    /// The file of the program, as shown in messages.
    public let file: String
    /// Warnings about the program's text.
    public let warnings: [Diagnostic]

    /// The sorted packages of the program, with the required versions.
    public let packageVersions: [(package: String, version: String?)]

    let template: ProgramTemplate

    /// Reads a project's program: `Main.json`, `Main.yaml` or the project file, in the folder that `main` names.
    ///
    /// - Throws: ``DiagnosticError`` with every fault of syntax and form; names are resolved only when it runs.
    public init(of project: Project) throws(DiagnosticError) {
        let name = FilePath.name(of: project.file)
        if let compiler = project.runtimeOptions["compiler"]?.string {
            throw DiagnosticError(
                Diagnostic(
                    .error,
                    "the project uses the compiler `\(compiler)`, which is not supported",
                    file: name,
                    hint: "run it yourself and save its output as Main.json"
                )
            )
        }
        let candidates = ["Main.json", "Main.yaml", "Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]
        let paths = candidates.map { FilePath.joined(project.programFolder, $0) }
        guard let path = paths.first(where: { FilePath.isFile($0) }) else {
            throw DiagnosticError(
                Diagnostic(
                    .error,
                    "no program found in \(project.programFolder)",
                    hint: "put a Main.yaml there, or correct `main` in \(name)"
                )
            )
        }
        if path == project.file {
            try self.init(project.document)
        } else {
            try self.init(parsing: try TextFile.read(path), file: FilePath.name(of: path))
        }
    }

    /// Reads a program from memory.
    public init(parsing bytes: [UInt8], file: String) throws(DiagnosticError) {
        try self.init(try YAMLDocument(parsing: bytes, file: file))
    }

    private init(_ document: YAMLDocument) throws(DiagnosticError) {
        var parser = ProgramParser(file: document.file)
        let template = parser.template(document)
        guard !parser.hasFailed else { throw DiagnosticError(parser.diagnostics) }
        file = document.file
        warnings = parser.diagnostics
        self.template = template
        packageVersions = template.packageVersions
    }
}
