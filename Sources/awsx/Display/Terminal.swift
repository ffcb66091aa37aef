import Glibc

/// What is known of where the output goes.
struct Terminal: Sendable {
    /// Columns and rows.
    struct Size: Hashable, Sendable {
        var columns: Int
        var rows: Int
    }

    /// Whether standard output is a terminal that understands cursor movement, and may be drawn on.
    let isInteractive: Bool
    /// Whether colours may be used there.
    let hasColour: Bool
    /// Whether it shows all of Unicode; otherwise only ASCII is sent.
    let isUnicode: Bool

    /// Looks at standard output, `NO_COLOR`, `TERM`, the locale, and `--color` (`always`, `never`, `raw` or `auto`).
    init(environment: [String: String], colour: String? = nil, nonInteractive: Bool = false) {
        self.init(
            isTerminal: isatty(STDOUT_FILENO) == 1,
            environment: environment,
            colour: colour,
            nonInteractive: nonInteractive
        )
    }

    /// The same where it is known whether the output is a terminal.
    init(isTerminal: Bool, environment: [String: String], colour: String? = nil, nonInteractive: Bool = false) {
        let isCapable = isTerminal && environment["TERM", default: "dumb"] != "dumb"
        isInteractive = isCapable && !nonInteractive
        isUnicode = !isTerminal || Self.isUnicode(environment)
        switch colour {
        case "always": hasColour = true
        case "never", "raw": hasColour = false
        default: hasColour = isCapable && environment["NO_COLOR", default: ""].isEmpty
        }
    }

    /// Whether the locale's characters are UTF-8. Where no locale is named, as in most containers, they are in practice.
    private static func isUnicode(_ environment: [String: String]) -> Bool {
        let named = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        guard let locale = named?.lowercased() else { return true }
        return locale.contains("utf-8") || locale.contains("utf8")
    }

    /// Columns and rows as they are now; a window may be resized at any time. 80 × 24 where nothing is known.
    var size: Size {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return Size(columns: 80, rows: 24)
        }
        return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }

    /// Text in a style, or as it is where there is no colour.
    func styled(_ text: String, _ style: Style) -> String {
        hasColour && !text.isEmpty ? "\u{1B}[\(style.code)m\(text)\u{1B}[0m" : text
    }

    /// Text in the characters that the terminal has, in as many columns as before.
    func encoded(_ text: String) -> String {
        if isUnicode || text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        return text.reduce(into: "") { result, character in
            if character.isASCII {
                result.append(character)
            } else {
                let width = ColumnWidth.of(character)
                result += Self.plainShapes[character] ?? String(repeating: "?", count: width)
            }
        }
    }

    private static let plainShapes: [Character: String] = [
        "├": "|", "└": "`", "─": "-", "│": "|", "…": "~", "·": "-", "×": "x",
    ]
}

/// How a piece of text looks.
struct Style: Hashable, Sendable {
    /// The parameters of the ANSI sequence "select graphic rendition".
    let code: String

    static let plain = Style(code: "0")
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
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                // Somebody else made the descriptor non-blocking: wait until there is room.
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wait, 1, -1)
                continue
            }
            guard count > 0 else { return }
            written += count
        }
    }
}
