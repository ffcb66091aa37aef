import Engine
import Glibc

/// The current project, its backend, and the stack that a command works on.
struct ProjectStack: Sendable {
    /// The behaviour if the stack of a command does not exist.
    enum WhenMissing {
        /// Fails.
        case fail
        /// Creates and selects `dev` if the project has no stack, so that the first `up` works, and with `--local` the
        /// stack of local AWS; otherwise offers to create one.
        case createFirst
    }

    /// The project.
    let project: Project
    /// The backend of its stacks.
    let backend: FileBackend
    /// The stack.
    let stack: StackReference
    /// The stack's settings file.
    let settings: StackSettings
    /// The provider of the stack's secrets.
    let secrets: any SecretsProvider
    /// The environment variables.
    let environment: [String: String]

    /// Opens the stack of `--stack`, or the selected one; without one, a terminal is asked.
    ///
    /// - Throws: ``DiagnosticError`` for faults of the project, ``StateError`` for faults of the stack.
    static func open(_ arguments: ParsedArguments, whenMissing: WhenMissing = .fail) throws -> ProjectStack {
        let place = try ProjectContext.find(arguments)
        if let stack = try place.named(arguments) {
            if place.backend.exists(stack) { return try ProjectStack(place, stack) }
            guard case .createFirst = whenMissing, place.usesStackOfLocalAWS(arguments) else {
                throw place.missing(stack)
            }
            let made = try place.create(stack.name, selects: false)
            writeError("Created stack '\(stack.name)' for local AWS; pass --local to use it with other commands too.\n")
            return made
        }
        let createsFirst = whenMissing == .createFirst
        guard createsFirst, try place.backend.stacks(project: place.project.name).isEmpty else {
            let choice = StackChoice(place: place, arguments: arguments)
            guard let stack = try choice.ask(offersNew: createsFirst) else { throw ProjectContext.nothingSelected }
            return try ProjectStack(place, stack)
        }
        let first = try place.create("dev")
        writeError("Created and selected stack 'dev'.\n")
        return first
    }

    /// Opens an existing stack.
    init(_ place: ProjectContext, _ stack: StackReference) throws {
        try self.init(place, stack, settingsFile: place.settingsFile)
    }

    /// Opens an existing stack with another settings file, if one is given.
    init(_ place: ProjectContext, _ stack: StackReference, settingsFile: String?) throws {
        project = place.project
        backend = place.backend
        environment = place.environment
        self.stack = stack
        settings = try StackSettings(of: project, stack: stack.name, file: settingsFile)
        secrets = try settings.secrets(place.passphrase)
    }
}
