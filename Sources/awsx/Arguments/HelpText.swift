/// The help of a command, derived from its declaration and its guide.
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
        let guide = CommandGuide.all[path.joined(separator: " ")]
        var lines = [command.summary, "", "Usage: \(usageLine)"]
        if !command.aliases.isEmpty {
            lines += ["", "Aliases: \(command.aliases.joined(separator: ", "))"]
        }
        lines += section("Commands", command.subcommands.map { ($0.name, $0.summary) })
        lines += section("Arguments", guide?.arguments ?? [])
        lines += section("Flags", command.ownFlags.map { ($0.spelling, $0.help) })
        lines += section("Global flags", command.globalFlags.map { ($0.spelling, $0.help) })
        if let examples = guide?.examples {
            lines += ["", "Examples:"] + examples.flatMap { ["  # \($0.1)", "  \($0.0)"] }
        }
        if !command.subcommands.isEmpty {
            lines += ["", "Run `\((["awsx", "help"] + path).joined(separator: " ")) COMMAND` for a command's help."]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Returns a heading and a table below it, or nothing if there are no rows.
    private func section(_ heading: String, _ rows: [(String, String)]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let width = rows.map(\.0.count).max() ?? 0
        return ["", heading + ":"]
            + rows.map { "  " + $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 }
    }
}

extension Command {
    /// The command's own flags that the help lists.
    var ownFlags: [Flag] { flags.filter { !$0.help.isEmpty } }

    /// The global flags that the command does not redefine, and `--help`.
    var globalFlags: [Flag] {
        let own = Set(flags.map(\.name))
        let letters = Set(flags.compactMap(\.short))
        let global = Flag.global.filter { !own.contains($0.name) }.map { flag in
            letters.contains(flag.short ?? " ")
                ? Flag(name: flag.name, short: nil, kind: flag.kind, help: flag.help) : flag
        }
        return global + [Flag.help]
    }
}
