/// Lines at the top of a screen of their own, redrawn where they differ.
///
/// It is the terminal's alternate screen: whatever the window's size becomes in the meantime, the lines written
/// before and after the run stay whole and once. Values in, control sequences out.
struct LiveScreen: Sendable {
    private var drawn: [String] = []
    private var size: Terminal.Size?

    /// Enters the screen: no cursor, no wrapping.
    static let enter = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[H\u{1B}[2J"
    /// Leaves it. A terminal that has no second screen is left clear.
    static let leave = leaveBytes.description
    /// The same where no memory may be taken.
    static let leaveBytes: StaticString = "\u{1B}[?2026l\u{1B}[0m\u{1B}[H\u{1B}[2J\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

    /// What turns the screen into these lines; empty if it shows them. The terminal shows it all at once.
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

    /// Forgets what was drawn: the next frame is drawn whole.
    mutating func forget() { size = nil }
}
