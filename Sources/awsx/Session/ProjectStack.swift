import Engine
import Glibc

/// The project around the working folder, its backend, and the stack that a command works on.
struct ProjectStack: Sendable {
    /// What happens if the stack that a command needs does not exist.
    enum WhenMissing {
        /// It is an error.
        case fail
        /// `dev` is made and selected if the project has no stack at all, so that a first `up` just works.
        case makeFirst
    }

    /// The project.
    let project: Project
    /// Where its stacks are kept.
    let backend: FileBackend
    /// The stack.
    let stack: StackReference
    /// The stack's settings file.
    let settings: StackSettings
    /// Encrypts and decrypts what the stack holds.
    let secrets: any SecretsProvider
    /// The variables of this process.
    let environment: [String: String]

    /// Finds the project and the stack: the one that `--stack` names, else the selected one.
    ///
    /// - Throws: ``DiagnosticError`` about the project, ``StateError`` about the stack.
    static func open(_ arguments: ParsedArguments, whenMissing: WhenMissing = .fail) throws -> ProjectStack {
        let place = try ProjectPlace.find(arguments)
        if let stack = try place.named(arguments) {
            guard place.backend.exists(stack) else { throw place.missing(stack) }
            return try ProjectStack(place, stack)
        }
        guard case .makeFirst = whenMissing, try place.backend.stacks(project: place.project.name).isEmpty else {
            throw ProjectPlace.nothingSelected
        }
        let first = try place.make("dev")
        writeError("Made the stack dev, and selected it.\n")
        return first
    }

    /// A stack whose existence is known.
    init(_ place: ProjectPlace, _ stack: StackReference) throws {
        try self.init(place, stack, settingsFile: place.settingsFile)
    }

    /// A stack with another settings file than its own, if one is given.
    init(_ place: ProjectPlace, _ stack: StackReference, settingsFile: String?) throws {
        project = place.project
        backend = place.backend
        environment = place.environment
        self.stack = stack
        settings = try StackSettings(of: project, stack: stack.name, file: settingsFile)
        secrets = try settings.secrets(place.passphrase)
    }
}
