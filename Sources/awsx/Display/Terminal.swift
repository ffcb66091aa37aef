import Glibc

/// The capabilities of the terminal that gets the output.
struct Terminal: Sendable {
    /// The size of a terminal in columns and rows.
    struct Size: Hashable, Sendable {
        var columns: Int
        var rows: Int
    }

    /// Indicates a terminal with cursor movement that may be drawn on.
    let isInteractive: Bool
    /// Enables colours.
    let hasColour: Bool
    /// Indicates support of Unicode; without it only ASCII is written.
    let isUnicode: Bool

    /// Examines standard output, `NO_COLOR`, `TERM`, the locale, and `--color` (`always`, `never`, `raw` or `auto`).
    init(environment: [String: String], colour: String? = nil, nonInteractive: Bool = false) {
        self.init(
            isTerminal: Console.current.writesTerminal,
            environment: environment,
            colour: colour,
            nonInteractive: nonInteractive
        )
    }

    /// Determines the capabilities of an output that is or is not a terminal.
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

    /// Returns whether the locale uses UTF-8, which is assumed if there is no locale, as in most containers.
    private static func isUnicode(_ environment: [String: String]) -> Bool {
        let named = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        guard let locale = named?.lowercased() else { return true }
        return locale.contains("utf-8") || locale.contains("utf8")
    }

    /// The current size, which changes with the window; 80 × 24 if it is unknown.
    var size: Size {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return Size(columns: 80, rows: 24)
        }
        return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }

    /// Returns text with the escape sequences of a style, if colours are enabled.
    func styled(_ text: String, _ style: Style) -> String {
        hasColour && !text.isEmpty ? "\u{1B}[\(style.code)m\(text)\u{1B}[0m" : text
    }

    /// Returns text with replacements for characters that the terminal lacks, of the same width.
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

/// The appearance of text.
struct Style: Hashable, Sendable {
    /// The parameters of the ANSI sequence SGR (select graphic rendition).
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
