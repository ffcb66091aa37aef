import Engine

/// Questions to the person at the terminal.
struct Prompt {
    /// Indicates that somebody can be asked: both streams are a terminal, and `--non-interactive` is not set.
    let canAsk: Bool
    private let terminal: Terminal

    /// Determines whether the terminal is interactive.
    init(nonInteractive: Bool) {
        let console = Console.current
        canAsk = !nonInteractive && console.readsTerminal && console.writesTerminal
        terminal = Terminal(environment: console.environment())
    }

    /// Asks for one of the options; returns its index, or `nil` at the end of the input or an interruption.
    ///
    /// A terminal that can move its cursor shows a list; on another one the answer is typed.
    func choice(
        _ question: String,
        _ options: [String],
        initial: Int = 0,
        until isOver: () -> Bool = { false }
    ) -> Int? {
        TerminalMode.discardInput()
        return terminal.isInteractive
            ? listed(question, options, initial, isOver) : typed(question, options, initial, isOver)
    }

    /// Asks for a line of text; an empty one stands for the default.
    ///
    /// - Returns: The text, or `nil` at the end of the input.
    func line(_ question: String, default text: String = "") -> String? {
        TerminalMode.discardInput()
        writeOut(question + (text.isEmpty ? ": " : " (\(text)): "))
        return Console.current.readLine({ false }).map { $0.isEmpty ? text : $0 }
    }

    private func listed(_ question: String, _ options: [String], _ initial: Int, _ isOver: () -> Bool) -> Int? {
        var list = ChoiceList(options, initial: initial)
        var drawn = 0
        func draw(_ lines: [String]) {
            let home = drawn > 0 ? "\u{1B}[\(drawn)A" : ""
            writeOut(home + "\r\u{1B}[J" + lines.map { terminal.encoded($0) + "\n" }.joined())
            drawn = lines.count
        }
        draw(list.lines(question, terminal: terminal, size: terminal.size))
        let isPicked = Console.current.readKeys(isOver) { key in
            if list.receive(key) { return true }
            draw(list.lines(question, terminal: terminal, size: terminal.size))
            return false
        }
        draw([isPicked ? "\(question) \(terminal.styled(options[list.selected], .cyan))" : question])
        return isPicked ? list.selected : nil
    }

    private func typed(_ question: String, _ options: [String], _ initial: Int, _ isOver: () -> Bool) -> Int? {
        let isShort = options.count < 4
        if !isShort { writeOut(options.map { "  \($0)\n" }.joined()) }
        while true {
            writeOut(question + (isShort ? " [\(options.joined(separator: "/"))]: " : " [\(options[initial])]: "))
            guard let line = Console.current.readLine(isOver) else {
                writeOut("\n")
                return nil
            }
            if let answer = Self.match(line, options, initial: initial) { return answer }
            writeOut("Please answer \(options.dropLast().joined(separator: ", ")) or \(options.last ?? "").\n")
        }
    }

    /// Returns the index of the option that a typed answer means: the option itself or its first letters.
    ///
    /// An empty answer means the initial option.
    static func match(_ line: String, _ options: [String], initial: Int) -> Int? {
        let word = line.lowercased().filter { $0 != " " }
        if word.isEmpty { return initial }
        return options.firstIndex { $0.lowercased() == word } ?? options.firstIndex { $0.lowercased().hasPrefix(word) }
    }
}
