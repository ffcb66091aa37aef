import Engine
import Glibc
import ProviderKit

/// The project around the working folder, and where its stacks are kept.
struct ProjectPlace: Sendable {
    /// The project.
    let project: Project
    /// Where its stacks are kept.
    let backend: FileBackend
    /// The variables of this process.
    let environment: [String: String]

    /// Looks for the project's file here and in the folders above.
    ///
    /// - Throws: ``DiagnosticError`` if there is none or it is wrong, ``StateError`` about the backend.
    static func find() throws -> ProjectPlace {
        let environment = Environment.variables
        guard let here = getcwd(nil, 0) else { throw UsageError("the working folder is gone") }
        defer { free(here) }
        let project = try Project.find(from: String(cString: here))
        let backend = try FileBackend.current(project: project, environment: environment)
        return ProjectPlace(project: project, backend: backend, environment: environment)
    }

    /// The stack that the flags or the selection name; `nil` if they name none.
    func named(_ arguments: ParsedArguments) throws -> StackReference? {
        if let name = arguments.value("stack") { return try StackReference(parsing: name, project: project.name) }
        return try workspace.selectedStack(in: backend)
    }

    /// Makes a stack and selects it.
    func make(_ name: String) throws -> ProjectStack {
        let stack = try StackReference(parsing: name, project: project.name)
        _ = try YAMLProgram(of: project)
        try backend.create(stack)
        try workspace.select(stack, in: backend)
        let made = try ProjectStack(self, stack)
        // With a passphrase at hand the salt is made now, as Pulumi does; without one, at the first secret.
        if try PassphraseSource(environment: environment).passphrase() != nil {
            try (made.secrets as? PassphraseSecrets)?.establish()
        }
        return made
    }

    /// What is remembered of the project on this machine.
    var workspace: Workspace { Workspace(project, environment: environment) }

    /// The error for a stack that does not exist, with the nearest one that does.
    func missing(_ stack: StackReference) -> StateError {
        let known = (try? backend.stacks(project: project.name).map(\.reference.name)) ?? []
        let hint = Spelling.suggestion(for: stack.name, among: known)
        return StateError(
            .noStack,
            "there is no stack \(stack.name) in \(backend.url)\(hint)",
            remedy: "`awsx stack ls` lists those there are; `awsx stack init \(stack.name)` makes it"
        )
    }
}
