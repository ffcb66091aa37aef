import Engine

/// Prompts the user for confirmation.
struct Confirmation {
    /// An answer to a prompt.
    enum Answer: String, CaseIterable { case yes, no, details }

    private let prompt: Prompt

    /// Indicates an interactive terminal.
    var canAsk: Bool { prompt.canAsk }

    /// Determines whether the terminal is interactive.
    init(nonInteractive: Bool) { prompt = Prompt(nonInteractive: nonInteractive) }

    /// Prompts until the answer is valid; the end of the input and an interruption mean no.
    func ask(_ question: String, _ interruption: Interruption) -> Answer {
        writeOut("\n")
        let answers = Answer.allCases
        let choice = prompt.choice(question, answers.map(\.rawValue), initial: 1) { interruption.isTriggered }
        return choice.map { answers[$0] } ?? .no
    }

    /// Asks a yes/no question, which defaults to no.
    func confirm(_ question: String) -> Bool {
        prompt.choice(question, ["yes", "no"], initial: 1) == 0
    }

    /// Asks the user to type a word as confirmation.
    func confirm(typing word: String, _ question: String) -> Bool {
        prompt.line("\(question) Type \"\(word)\" to confirm") == word
    }
}
