import Engine

/// Prompts the user for confirmation.
struct Confirmation {
    /// An answer to a prompt.
    enum Answer { case yes, no, details }

    /// Indicates an interactive terminal.
    let canAsk: Bool

    /// Determines whether the terminal is interactive.
    init(nonInteractive: Bool) {
        let console = Console.current
        canAsk = !nonInteractive && console.readsTerminal && console.writesTerminal
    }

    /// Prompts until the answer is valid; the end of the input and an interruption mean no.
    func ask(_ question: String, _ interruption: Interruption) -> Answer {
        TerminalMode.discardInput()
        while true {
            writeOut("\n\(question) [yes/no/details]: ")
            guard let line = Console.current.readLine({ interruption.isTriggered }) else {
                writeOut("\n")
                return .no
            }
            if let answer = Self.answer(line) { return answer }
            writeOut("Please answer yes, no or details.\n")
        }
    }

    /// Parses an answer: a word or its first letters; an empty line means no.
    static func answer(_ line: String) -> Answer? {
        let word = String(line.lowercased().filter { $0 != " " })
        if word.isEmpty { return .no }
        return [("yes", Answer.yes), ("no", .no), ("details", .details)].first { $0.0.hasPrefix(word) }?.1
    }

    /// Asks a yes/no question, which defaults to no.
    func confirm(_ question: String) -> Bool {
        writeOut("\(question) [y/N]: ")
        return Console.current.readLine({ false })?.lowercased().hasPrefix("y") ?? false
    }

    /// Asks the user to type a word as confirmation.
    func confirm(typing word: String, _ question: String) -> Bool {
        writeOut("\(question) Type \"\(word)\" to confirm: ")
        return Console.current.readLine({ false }) == word
    }
}
