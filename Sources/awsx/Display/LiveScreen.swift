/// The contents of the terminal's alternate screen, redrawn line by line where they change.
///
/// The alternate screen keeps the lines before and after the run intact, even if the window is resized. This type only
/// produces control sequences.
struct LiveScreen: Sendable {
    private var drawn: [String] = []
    private var size: Terminal.Size?

    /// Enters the alternate screen, without cursor and wrapping.
    static let enter = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[H\u{1B}[2J"
    /// Leaves the alternate screen; a terminal without one is cleared.
    static let leave = leaveBytes.description
    /// The same as a static string, for signal handlers, which must not allocate.
    static let leaveBytes: StaticString = "\u{1B}[?2026l\u{1B}[0m\u{1B}[H\u{1B}[2J\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

    /// Returns the control sequences that change the screen to these lines at once; empty if it shows them already.
    mutating func draw(_ lines: [String], _ newSize: Terminal.Size) -> String {
        var text = ""
        if size != newSize {
            text = "\u{1B}[2J"
            drawn = []
            size = newSize
        }
        for (index, line) in lines.enumerated() where index >= drawn.count || drawn[index] != line {
            text += "\u{1B}[\(index + 1);1H\u{1B}[K\(line)"
        }
        if lines.count < drawn.count { text += "\u{1B}[\(lines.count + 1);1H\u{1B}[J" }
        drawn = lines
        return text.isEmpty ? "" : "\u{1B}[?2026h" + text + "\u{1B}[?2026l"
    }

    /// Discards the known contents, so that the next frame is drawn as a whole.
    mutating func invalidate() { size = nil }
}
