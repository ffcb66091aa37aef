/// A word of a POSIX shell.
struct ShellWord {
    private let text: String

    init(_ text: String) { self.text = text }

    /// The quoted word: in single quotes if it has whitespace, otherwise with escaped special characters.
    var quoted: String {
        if text.isEmpty { return "''" }
        if text.contains(where: { " \t\n\r\n".contains($0) }) { return inQuotes }
        var word = ""
        for (index, character) in text.enumerated() {
            if Self.special.contains(character) || index == 0 && character == "~" { word.append("\\") }
            word.append(character)
        }
        return word
    }

    private static let special = Set("\\'\"`${[|&;<>()*?!")

    private var inQuotes: String {
        text.split(separator: "'", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "'\($0)'" }
            .joined(separator: "\\'")
    }
}
