import Engine
import Glibc
import PackageSchema

/// The current project and its backend.
struct ProjectContext: Sendable {
    /// The project.
    let project: Project
    /// The backend of its stacks.
    let backend: FileBackend
    /// The environment variables.
    let environment: [String: String]
    /// The settings file of `--config-file`, instead of the stack's own.
    let settingsFile: String?
    /// The source of the passphrase.
    let passphrase: PassphraseSource

    /// Finds the project file in the working folder or above.
    ///
    /// Without one, the project of a fully qualified stack name is used, which is enough for commands on its state.
    /// `stack` is the stack named by an operand.
    ///
    /// - Throws: ``DiagnosticError`` if there is no project or it has faults, ``StateError`` for faults of the backend.
    static func find(_ arguments: ParsedArguments, stack: String? = nil) throws -> ProjectContext {
        let environment = Console.current.environment()
        let here = try Console.current.workingFolder()
        let named = stack ?? arguments.value("stack") ?? environment["PULUMI_STACK"] ?? ""
        let parts = named.split(separator: "/", omittingEmptySubsequences: false)
        let isAlone = Project.file(from: here) == nil && parts.count == 3
        let project = try isAlone ? Project.named(String(parts[1]), in: here) : Project.find(from: here)
        let backend = try FileBackend.current(project: project, environment: environment)
        writeWarnings(backend.warnings)
        return ProjectContext(
            project: project,
            backend: backend,
            environment: environment,
            settingsFile: arguments.value("config-file"),
            passphrase: PassphraseSource(environment: environment) { purpose in
                let confirmation = Confirmation(nonInteractive: arguments.has("non-interactive"))
                return confirmation.canAsk ? PassphrasePrompt.passphrase(to: purpose) : nil
            }
        )
    }

    /// Returns the stack of `--stack`, with `--local` the stack `local`, or else the selected one; `nil` if there is
    /// none.
    func named(_ arguments: ParsedArguments) throws -> StackReference? {
        if let name = arguments.value("stack") { return try backend.reference(name, project: project.name) }
        guard usesStackOfLocalAWS(arguments) else { return try workspace.selectedStack(in: backend) }
        return try backend.reference(Self.localStack, project: project.name)
    }

    /// Returns whether a command uses the stack of local AWS, because it names none itself.
    func usesStackOfLocalAWS(_ arguments: ParsedArguments) -> Bool {
        arguments.has("local") && arguments.value("stack") == nil && environment["PULUMI_STACK", default: ""].isEmpty
    }

    /// The name of the stack that a project has in local AWS.
    static let localStack = "local"

    /// Returns the existing stack of an operand or `--stack`, or the selected one; without one, a terminal is asked.
    ///
    /// - Throws: ``UsageError`` if both name one, ``StateError`` if there is no such stack or none is selected.
    func existing(_ operand: String?, _ arguments: ParsedArguments) throws -> StackReference {
        guard operand == nil || arguments.value("stack") == nil else {
            throw UsageError("only one of --stack or argument stack name may be specified, not both")
        }
        let stack =
            try operand.map { try backend.reference($0, project: project.name) } ?? named(arguments)
            ?? StackChoice(place: self, arguments: arguments).ask(offersNew: false)
        guard let stack else { throw Self.nothingSelected }
        guard backend.exists(stack) else { throw missing(stack) }
        return stack
    }

    /// Creates a stack and selects it if `selects` is true.
    func create(_ name: String, selects: Bool = true) throws -> ProjectStack {
        let stack = try backend.reference(name, project: project.name)
        guard !backend.exists(stack) else {
            throw StateError(.stackExists, "stack '\(stack.name)' already exists in \(backend.url)")
        }
        let made = try ProjectStack(self, stack)
        // If a passphrase is set, the salt is created now, as in Pulumi; otherwise at the first secret.
        if try PassphraseSource(environment: environment).passphrase(to: .protect) != nil {
            try (made.secrets as? PassphraseSecrets)?.establish()
        }
        try backend.create(stack, secrets: made.secrets)
        if selects { try workspace.select(stack, in: backend) }
        return made
    }

    /// Removes a stack and, unless it is to be kept, its settings file.
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

    /// The workspace of the project, with its selected stack.
    var workspace: Workspace { Workspace(project, environment: environment) }

    /// The error for a command that needs a stack when none is selected.
    static let nothingSelected = StateError(
        .noStack,
        "no stack selected",
        remedy: "pass --stack, run `awsx stack select`, or create one with `awsx stack init`"
    )

    /// Returns the error for a stack that does not exist, with the nearest existing name.
    func missing(_ stack: StackReference) -> StateError {
        let known = (try? backend.stacks(project: project.name).map(\.reference.name)) ?? []
        let hint = Spelling.suggestion(for: stack.name, among: known)
        return StateError(
            .noStack,
            "no stack named '\(stack.name)' found in \(backend.url)\(hint)",
            remedy: "run `awsx stack ls` to list the stacks, or `awsx stack init \(stack.name)` to create it"
        )
    }

    /// Returns the name of a stack as a user of this project types it, without the name of this project.
    func spelling(of stack: StackReference) -> String {
        stack.project == project.name ? stack.name : stack.description
    }
}

extension ProjectContext {
    /// Opens the backend of a project that was just created.
    init(creating project: Project) throws {
        let environment = Console.current.environment()
        self.init(
            project: project,
            backend: try FileBackend.current(project: project, environment: environment),
            environment: environment,
            settingsFile: nil,
            passphrase: PassphraseSource(environment: environment)
        )
    }
}
