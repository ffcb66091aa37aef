import Glibc

/// What is known of where the output goes.
struct Terminal: Sendable {
    /// Whether standard output is a terminal that understands cursor movement.
    let isInteractive: Bool
    /// Whether colours may be used there.
    let hasColour: Bool

    /// Looks at standard output, `NO_COLOR`, `TERM` and the `--color` flag (`always`, `never`, `raw` or `auto`).
    init(environment: [String: String], colour: String? = nil, nonInteractive: Bool = false) {
        let isTerminal = isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb"
        isInteractive = isTerminal && !nonInteractive
        switch colour {
        case "always": hasColour = true
        case "never", "raw": hasColour = false
        default: hasColour = isTerminal && environment["NO_COLOR", default: ""].isEmpty
        }
    }

    /// Columns and rows as they are now; a window may be resized at any time. 80 × 24 where nothing is known.
    var size: (columns: Int, rows: Int) {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { return (80, 24) }
        return (Int(window.ws_col), Int(window.ws_row))
    }

    /// Text in a style, or as it is where there is no colour.
    func styled(_ text: String, _ style: Style) -> String {
        hasColour && !text.isEmpty ? "\u{1B}[\(style.code)m\(text)\u{1B}[0m" : text
    }
}

/// How a piece of text looks.
struct Style: Hashable, Sendable {
    /// The parameters of the ANSI sequence "select graphic rendition".
    let code: String

    static let bold = Style(code: "1")
    static let dim = Style(code: "2")
    static let red = Style(code: "31")
    static let green = Style(code: "32")
    static let yellow = Style(code: "33")
    static let magenta = Style(code: "35")
    static let cyan = Style(code: "36")
}

/// Writes to standard output, whole.
func writeOut(_ text: String) {
    writeAll(text, to: STDOUT_FILENO)
}

/// Writes to standard error, whole.
func writeError(_ text: String) {
    writeAll(text, to: STDERR_FILENO)
}

/// A reader that went away ends the output, not the deployment: what cannot be written is dropped.
private func writeAll(_ text: String, to descriptor: CInt) {
    var text = text
    text.withUTF8 { bytes in
        var written = 0
        while written < bytes.count {
            let count = write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return }
            written += count
        }
    }
}
