import Engine
import Glibc

/// Input from the terminal without echo.
enum HiddenInput {
    /// Reads a line without echo; returns `nil` at the end of the input.
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

    /// Reads a passphrase; a new one must be entered twice.
    static func passphrase(to purpose: PassphraseSource.Purpose) -> String? {
        guard purpose == .protect else {
            writeError(
                "Enter your passphrase to unlock config/secrets\n    (set PULUMI_CONFIG_PASSPHRASE or "
                    + "PULUMI_CONFIG_PASSPHRASE_FILE to remember): "
            )
            return line()
        }
        while true {
            writeError("Enter your passphrase to protect config/secrets: ")
            guard let first = line() else { return nil }
            writeError("Re-enter your passphrase to confirm: ")
            if line() == first { return first }
            writeError("error: passphrases do not match\n")
        }
    }
}
