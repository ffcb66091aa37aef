/// A command or a group of commands: its name, arguments and action.
struct Command: Sendable {
    /// Runs the command and returns its exit status.
    typealias Action = @Sendable (ParsedArguments) async throws -> ExitStatus

    let name: String
    /// The alternative names.
    var aliases: [String] = []
    /// The description in one line, for the list of commands.
    let summary: String
    /// The positional arguments in the usage line, such as `[KEY] [VALUE]`.
    var operands = ""
    /// The permitted number of positional arguments.
    var operandCount: ClosedRange<Int> = 0...0
    /// The flags, in addition to those of ``Flag/global``.
    var flags: [Flag] = []
    /// The subcommands; a group without an action prints its help.
    var subcommands: [Command] = []
    /// The action; `nil` for a group that only prints its help.
    var action: Action?
}

extension Command {
    /// Returns the subcommand with a name or alias.
    ///
    /// - Throws: ``UsageError`` with the nearest name if there is none.
    func subcommand(_ word: String) throws(UsageError) -> Command {
        if let found = subcommands.first(where: { $0.name == word || $0.aliases.contains(word) }) { return found }
        let hint = ArgumentParser.didYouMean(word, of: subcommands.map(\.name))
        throw UsageError("unknown command \"\(word)\"" + hint)
    }

    /// The command and all below it, each with its path: the names of its groups and its own, without the root's.
    var tree: [(path: [String], command: Command)] {
        [([], self)]
            + subcommands.flatMap { group in group.tree.map { ([group.name] + $0.path, $0.command) } }
    }
}

/// The exit status of the process.
struct ExitStatus: Hashable, Sendable {
    /// The status for the shell.
    let code: Int32

    /// Success.
    static let success = ExitStatus(code: 0)
    /// A failure, reported on standard error.
    static let failure = ExitStatus(code: 1)
    /// An invalid command line (`EX_USAGE` of sysexits).
    static let usage = ExitStatus(code: 64)
}
