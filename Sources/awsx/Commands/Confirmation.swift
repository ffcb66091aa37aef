import Glibc

/// Asks the person at the terminal before something changes.
struct Confirmation {
    /// What was answered.
    enum Answer { case yes, no, details }

    /// Whether there is a person to ask.
    let canAsk: Bool

    /// Whether a question may be asked on this terminal.
    init(nonInteractive: Bool) {
        canAsk = !nonInteractive && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    }

    /// Asks until the answer is one of those offered; the end of the input means no.
    func ask(_ question: String) -> Answer {
        while true {
            writeOut("\n\(question) [y]es, [n]o, [d]etails: ")
            guard let line = readLine() else { return .no }
            switch line.lowercased().first {
            case "y": return .yes
            case "n", nil: return .no
            case "d": return .details
            default: continue
            }
        }
    }

    /// Asks for a word that only a person who means it types.
    func askForWord(_ word: String, _ question: String) -> Bool {
        writeOut("\(question) Type \"\(word)\" to go on: ")
        return readLine() == word
    }
}
