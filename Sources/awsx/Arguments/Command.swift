/// A command, or a group of them, as a value: what it is called, what it takes, and what it does.
struct Command: Sendable {
    /// Carries the command out and returns the exit status.
    typealias Action = @Sendable (ParsedArguments) async throws -> ExitStatus

    /// The word on the command line.
    let name: String
    /// Other words for it.
    var aliases: [String] = []
    /// One line, for the list of commands.
    let summary: String
    /// The positional arguments as the usage line shows them, such as `[KEY] [VALUE]`.
    var operands = ""
    /// How many positional arguments it takes.
    var operandCount: ClosedRange<Int> = 0...0
    /// Its own flags; those of ``Flag/global`` work everywhere.
    var flags: [Flag] = []
    /// The commands of a group; a group without an action shows its help.
    var subcommands: [Command] = []
    /// What it does.
    var action: Action?
}

/// What the process ends with.
struct ExitStatus: Hashable, Sendable {
    /// The number given to the shell.
    let code: Int32

    /// All is well.
    static let success = ExitStatus(code: 0)
    /// Something failed, and was said on stderr.
    static let failure = ExitStatus(code: 1)
    /// The command line is wrong (`EX_USAGE` of sysexits).
    static let usage = ExitStatus(code: 64)
}
