extension Command {
    /// The command `awsx help`.
    static let help: Command = Command(
        name: "help",
        summary: "Print the help of a command",
        operands: "[COMMAND]",
        operandCount: 0...4
    ) { arguments in
        var command = root
        var path: [String] = []
        for word in arguments.operands {
            command = try command.subcommand(word)
            path.append(command.name)
        }
        writeOut(HelpText(command: command, path: path).text)
        return .success
    }

    /// The command `awsx gen-completion`.
    static let genCompletion: Command = Command(
        name: "gen-completion",
        summary: "Print a completion script for a shell",
        operands: CompletionScript.Shell.allCases.map(\.rawValue).joined(separator: "|"),
        operandCount: 1...1
    ) { arguments in
        let name = arguments.operands[0]
        guard let shell = CompletionScript.Shell(rawValue: name) else {
            throw UsageError("shell \"\(name)\": must be bash, zsh or fish")
        }
        writeOut(CompletionScript(root).text(for: shell))
        return .success
    }

    /// The command `awsx gen-markdown`.
    static let genMarkdown: Command = Command(
        name: "gen-markdown",
        summary: "Print the reference of all commands as Markdown"
    ) { _ in
        writeOut(CommandReference(root).text)
        return .success
    }
}
