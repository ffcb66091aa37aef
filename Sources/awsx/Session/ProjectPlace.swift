import Engine
import Glibc
import PackageSchema

/// The project around the working folder, and where its stacks are kept.
struct ProjectPlace: Sendable {
    /// The project.
    let project: Project
    /// Where its stacks are kept.
    let backend: FileBackend
    /// The variables of this process.
    let environment: [String: String]
    /// `--config-file`: the settings file to use instead of the stack's own.
    let settingsFile: String?
    /// Where the passphrase of secrets comes from.
    let passphrase: PassphraseSource

    /// Looks for the project's file here and in the folders above.
    ///
    /// Without one, a stack's whole name says which project is meant: what is about its state needs no more.
    ///
    /// - Parameter stack: The stack that the command names by an operand, if any.
    /// - Throws: ``DiagnosticError`` if there is none or it is wrong, ``StateError`` about the backend.
    static func find(_ arguments: ParsedArguments, stack: String? = nil) throws -> ProjectPlace {
        let environment = Environment.variables
        let here = try workingFolder()
        let named = stack ?? arguments.value("stack") ?? environment["PULUMI_STACK"] ?? ""
        let parts = named.split(separator: "/", omittingEmptySubsequences: false)
        let isAlone = Project.file(from: here) == nil && parts.count == 3
        let project = try isAlone ? Project.named(String(parts[1]), in: here) : Project.find(from: here)
        let backend = try FileBackend.current(project: project, environment: environment)
        for warning in backend.warnings { writeError("warning: \(warning)\n") }
        return ProjectPlace(
            project: project,
            backend: backend,
            environment: environment,
            settingsFile: arguments.value("config-file"),
            passphrase: PassphraseSource(environment: environment) { purpose in
                let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
                return confirmation.canAsk ? HiddenInput.passphrase(to: purpose) : nil
            }
        )
    }

    /// The folder that the command runs in.
    static func workingFolder() throws -> String {
        guard let here = getcwd(nil, 0) else { throw UsageError("the working folder is gone") }
        defer { free(here) }
        return String(cString: here)
    }

    /// The stack that the flags or the selection name; `nil` if they name none.
    func named(_ arguments: ParsedArguments) throws -> StackReference? {
        if let name = arguments.value("stack") { return try backend.reference(name, project: project.name) }
        return try workspace.selectedStack(in: backend)
    }

    /// The stack that an operand or else the flags and the selection name.
    ///
    /// - Throws: ``UsageError`` if both name one, ``StateError`` if there is no such stack or none is named.
    func existing(_ operand: String?, _ arguments: ParsedArguments) throws -> StackReference {
        guard operand == nil || arguments.value("stack") == nil else {
            throw UsageError("only one of --stack or argument stack name may be specified, not both")
        }
        let stack = try operand.map { try backend.reference($0, project: project.name) } ?? named(arguments)
        guard let stack else { throw Self.nothingSelected }
        guard backend.exists(stack) else { throw missing(stack) }
        return stack
    }

    /// Makes a stack.
    ///
    /// - Parameter selects: Whether commands are about it from then on.
    func make(_ name: String, selects: Bool = true) throws -> ProjectStack {
        let stack = try backend.reference(name, project: project.name)
        guard !backend.exists(stack) else {
            throw StateError(.stackExists, "stack '\(stack.name)' already exists in \(backend.url)")
        }
        let made = try ProjectStack(self, stack)
        // With a passphrase at hand the salt is made now, as Pulumi does; without one, at the first secret.
        if try PassphraseSource(environment: environment).passphrase(to: .protect) != nil {
            try (made.secrets as? PassphraseSecrets)?.establish()
        }
        try backend.create(stack, secrets: made.secrets)
        if selects { try workspace.select(stack, in: backend) }
        return made
    }

    /// Removes a stack, and its settings file unless that is to stay.
    func remove(
        _ stack: StackReference,
        keepingSettings: Bool,
        force: Bool,
        removesBackups: Bool = false
    ) throws {
        let selected = try workspace.selectedStack(in: backend)
        try backend.remove(stack, force: force, removesBackups: removesBackups)
        if selected == stack { try workspace.select(nil, in: backend) }
        if !keepingSettings, stack.project == project.name {
            try StackSettings(of: project, stack: stack.name).delete()
        }
        writeOut("Stack '\(spelling(of: stack))' has been removed!\n")
    }

    /// What is remembered of the project on this machine.
    var workspace: Workspace { Workspace(project, environment: environment) }

    /// The error if a command needs a stack and none is named.
    static let nothingSelected = StateError(
        .noStack,
        "no stack is selected",
        remedy: "name one with --stack, select one with `awsx stack select`, or make one with `awsx stack init`"
    )

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

    /// How a person of this project names a stack: without the project's name if it is this one.
    func spelling(of stack: StackReference) -> String {
        stack.project == project.name ? stack.name : stack.description
    }
}
