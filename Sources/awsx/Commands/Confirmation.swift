import Engine
import Glibc

/// Prompts the user for confirmation.
struct Confirmation {
    /// An answer to a prompt.
    enum Answer { case yes, no, details }

    /// Indicates an interactive terminal.
    let canAsk: Bool

    /// Determines whether the terminal is interactive.
    init(nonInteractive: Bool) {
        canAsk = !nonInteractive && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    }

    /// Prompts until the answer is valid; the end of the input and an interruption mean no.
    func ask(_ question: String, _ interruption: Interruption) -> Answer {
        TerminalMode.discardInput()
        var input = TerminalInput()
        while true {
            writeOut("\n\(question) [yes/no/details]: ")
            guard let line = input.line(until: { interruption.isTriggered }) else {
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
        return readLine()?.lowercased().hasPrefix("y") ?? false
    }

    /// Asks the user to type a word as confirmation.
    func confirm(typing word: String, _ question: String) -> Bool {
        writeOut("\(question) Type \"\(word)\" to go on: ")
        return readLine() == word
    }
}

/// Reads lines from the terminal without blocking interruptions.
private struct TerminalInput {
    private var pending: [UInt8] = []

    /// Returns the next line, or `nil` at the end of the input or once `isOver` returns true.
    mutating func line(until isOver: () -> Bool) -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pending.removeFirst(end + 1) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let ready = poll(&wait, 1, 50)
            if isOver() { return nil }
            guard ready > 0 else { continue }
            var buffer = [UInt8](repeating: 0, count: 1024)
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            pending += buffer.prefix(count)
        }
    }
}
