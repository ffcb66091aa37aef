/// The reference of all commands in Markdown, derived from the table of commands.
struct CommandReference {
    private let root: Command

    /// Creates the reference of a command and all below it.
    init(_ root: Command) { self.root = root }

    /// The whole document.
    var text: String {
        var text = """
            # Commands

            <!-- Written by `awsx gen-markdown > docs/commands.md`; do not edit. -->

            `awsx help COMMAND` and `awsx COMMAND --help` print the same.


            """
        text += Self.table(
            "Command",
            "Effect",
            root.tree.dropFirst().map { path, command in
                (Self.link(path), command.summary)
            }
        )
        text += "\n## Global flags\n\nEvery command takes these.\n\n"
        text += Self.table("Flag", "Meaning", Self.rows(root.globalFlags))
        for (path, command) in root.tree.dropFirst() { text += Self.section(path, command) }
        return text
    }

    private static func section(_ path: [String], _ command: Command) -> String {
        let guide = CommandGuide.all[path.joined(separator: " ")]
        var text = "\n## awsx \(path.joined(separator: " "))\n\n\(command.summary).\n\n"
        text += "    \(HelpText(command: command, path: path).usageLine)\n"
        if !command.aliases.isEmpty {
            text += "\nAliases: " + command.aliases.map { "`\($0)`" }.joined(separator: ", ") + ".\n"
        }
        if let arguments = guide?.arguments, !arguments.isEmpty {
            text += "\n" + table("Argument", "Meaning", arguments.map { ("`\($0.0)`", $0.1) })
        }
        if !command.ownFlags.isEmpty { text += "\n" + table("Flag", "Meaning", rows(command.ownFlags)) }
        for (line, effect) in guide?.examples ?? [] { text += "\n\(effect):\n\n    \(line)\n" }
        return text
    }

    private static func link(_ path: [String]) -> String {
        "[`\(path.joined(separator: " "))`](#awsx-\(path.joined(separator: "-")))"
    }

    private static func rows(_ flags: [Flag]) -> [(String, String)] {
        flags.map { ("`\($0.spelling.drop { $0 == " " })`", $0.help) }
    }

    private static func table(_ first: String, _ second: String, _ rows: [(String, String)]) -> String {
        let lines = rows.map { "| \(cell($0.0)) | \(cell($0.1)) |\n" }
        return "| \(first) | \(second) |\n| --- | --- |\n" + lines.joined()
    }

    /// Returns text whose bars do not end a cell.
    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
