/// The help of a command, derived from its declaration.
struct HelpText {
    let command: Command
    /// The names of the command and its parents.
    let path: [String]

    /// The usage in one line.
    var usageLine: String {
        let words =
            ["awsx"] + path + [
                command.subcommands.isEmpty ? command.operands : command.action == nil ? "COMMAND" : "[COMMAND]",
                command.flags.isEmpty ? "" : "[flags]",
            ]
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The whole text, which ends with a line break.
    var text: String {
        var lines = [command.summary, "", "Usage: \(usageLine)"]
        if !command.aliases.isEmpty {
            lines += ["", "Aliases: \(command.aliases.joined(separator: ", "))"]
        }
        if !command.subcommands.isEmpty {
            lines += ["", "Commands:"] + table(command.subcommands.map { ($0.name, $0.summary) })
        }
        let own = command.flags.filter { !$0.help.isEmpty }
        if !own.isEmpty {
            lines += ["", "Flags:"] + table(own.map { ($0.spelling, $0.help) })
        }
        lines += ["", "Global flags:"] + table(Flag.global.map { ($0.spelling, $0.help) })
        return lines.joined(separator: "\n") + "\n"
    }

    private func table(_ rows: [(String, String)]) -> [String] {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "  " + $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 }
    }
}
