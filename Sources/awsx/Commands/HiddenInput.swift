import Glibc

/// What a person types without seeing it.
enum HiddenInput {
    /// A line from the terminal, which shows nothing of it; `nil` at the end of the input.
    static func line() -> String? {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return readLine() }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            writeError("\n")
        }
        return readLine()
    }
}
