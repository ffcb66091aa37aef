import Engine
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

    /// Asks until the answer is one of those offered; the end of the input and an interruption mean no.
    func ask(_ question: String, _ interruption: Interruption) -> Answer {
        TerminalMode.forgetInput()
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

    /// What a line means: a word or the beginning of one; an empty line means no.
    static func answer(_ line: String) -> Answer? {
        let word = String(line.lowercased().filter { $0 != " " })
        if word.isEmpty { return .no }
        return [("yes", Answer.yes), ("no", .no), ("details", .details)].first { $0.0.hasPrefix(word) }?.1
    }

    /// Asks whether to go on; anything but yes means no.
    func askToGoOn(_ question: String) -> Bool {
        writeOut("\(question) [y/N]: ")
        return readLine()?.lowercased().hasPrefix("y") ?? false
    }

    /// Asks for a word that only a person who means it types.
    func askForWord(_ word: String, _ question: String) -> Bool {
        writeOut("\(question) Type \"\(word)\" to go on: ")
        return readLine() == word
    }
}

/// Lines from the terminal, waited for without blocking what a signal should end.
private struct TerminalInput {
    private var pending: [UInt8] = []

    /// The next line, without its end; `nil` at the end of the input and once `isOver` holds.
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
