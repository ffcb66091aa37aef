internal import PackageSchema
internal import ProviderKit
internal import PulumiProtocol

/// A program that has been read from a project; it is checked once for all passes over a stack.
public protocol ProjectProgram: Sendable {
    /// The packages that it will surely use, so that their plugins can be started early.
    var packages: [PluginRequest] { get }

    /// Indicates whether it declares resources.
    var hasResources: Bool { get }

    /// The fault for which it probably has no resources; `nil` if there is none, or if it has some.
    var suspectOfEmptiness: Diagnostic? { get }

    /// Checks the program without running it or reporting anything.
    ///
    /// - Parameters:
    ///   - context: The project, the stack and its configuration.
    ///   - schemas: The schemas that the program is checked against.
    /// - Returns: The checked program, with its diagnostics.
    func check(_ context: ProgramContext, schemas: any SchemaSource) async -> any CheckedProgram
}

/// A program that has been checked; each pass over a stack makes a ``Program`` of it.
///
/// It is an object because the optimizer of Swift 6.3 loses tuples and results that a child task returns.
public protocol CheckedProgram: AnyObject, Sendable {
    /// Prepares the program to run in one deployment.
    ///
    /// - Parameter context: The deployment; it also takes the diagnostics of the check.
    /// - Returns: The program of one pass.
    func program(in context: ProgramContext) -> any Program
}

/// A reader of the programs of one runtime, such as `yaml`.
public struct ProgramFrontEnd: Sendable {
    /// The runtime's name in the project's file.
    let runtime: String
    /// The name of its programs in messages, such as `Pulumi YAML`.
    let title: String
    /// Reads the program of a project.
    let read: @Sendable (Project) throws(DiagnosticError) -> any ProjectProgram

    /// A front end from its parts.
    public init(
        runtime: String,
        title: String,
        read: @escaping @Sendable (Project) throws(DiagnosticError) -> any ProjectProgram
    ) {
        self.runtime = runtime
        self.title = title
        self.read = read
    }
}

/// The front ends of a command, which are chosen by the `runtime` of a project.
public struct ProgramFrontEnds: Sendable {
    private let frontEnds: [ProgramFrontEnd]

    /// A table of front ends; the first is suggested where a project names none of them.
    public init(_ frontEnds: [ProgramFrontEnd]) {
        self.frontEnds = frontEnds
    }

    /// Reads a project's program.
    ///
    /// A project without a runtime has a program that registers nothing, as in Pulumi.
    ///
    /// - Throws: ``DiagnosticError`` if there is no front end for the project's runtime, if the project cannot be run
    ///   here, or with the faults of the program's text.
    public func read(_ project: Project) throws(DiagnosticError) -> any ProjectProgram {
        let file = FilePath.name(of: project.file)
        if let main = project.main, !main.isEmpty, !FilePath.exists(FilePath.joined(project.folder, main)) {
            throw DiagnosticError(
                Diagnostic(.error, "project 'main' could not be read: there is no \(main)", file: file)
            )
        }
        if let range = project.requiredVersion { try Self.checkVersion(range, file: file) }
        guard let runtime = project.runtime else { return EmptyProgram(project) }
        guard let frontEnd = frontEnds.first(where: { $0.runtime == runtime }) else {
            throw unknown(runtime, file: file)
        }
        return try frontEnd.read(project)
    }

    private func unknown(_ runtime: String, file: String) -> DiagnosticError {
        let titles = frontEnds.map(\.title).joined(separator: " or ")
        let suggestion = frontEnds.first.map { "set `runtime: \($0.runtime)`" }
        return DiagnosticError(
            Diagnostic(
                .error,
                "failed to load language plugin \(runtime): programs are \(titles) here",
                file: file,
                hint: Spelling.hint(for: runtime, among: frontEnds.map(\.runtime)) ?? suggestion
            )
        )
    }

    private static func checkVersion(_ text: String, file: String) throws(DiagnosticError) {
        guard VersionRange(text)?.contains(VersionRange.pulumiVersion) != true else { return }
        throw DiagnosticError(
            Diagnostic(
                .error,
                "Pulumi CLI version \(VersionRange.pulumiVersion) does not satisfy the project's version range \"\(text)\"",
                file: file
            )
        )
    }
}

/// The program of a project without a runtime: it reports the project's warnings and registers nothing.
private final class EmptyProgram: ProjectProgram, CheckedProgram {
    /// One run of the program.
    private struct Run: Program {
        let warnings: [Diagnostic]
        let context: ProgramContext

        func run(against monitor: any ResourceMonitor) async throws -> PropertyMap {
            for warning in warnings { context.report(warning) }
            return [:]
        }
    }

    let warnings: [Diagnostic]
    let packages: [PluginRequest] = []
    let hasResources = false
    let suspectOfEmptiness: Diagnostic?

    init(_ project: Project) {
        warnings = project.warnings
        suspectOfEmptiness = Diagnostic(
            .warning,
            "the project names no `runtime`",
            file: FilePath.name(of: project.file),
            hint: "add `runtime: yaml`"
        )
    }

    func check(_ context: ProgramContext, schemas: any SchemaSource) async -> any CheckedProgram { self }

    func program(in context: ProgramContext) -> any Program {
        Run(warnings: warnings, context: context)
    }
}
