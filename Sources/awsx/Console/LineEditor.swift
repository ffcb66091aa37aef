/// A line that a person types on a terminal, with the keys for moving and deleting.
struct LineEditor {
    private var characters: [Character] = []
    private var cursor = 0

    /// The text so far.
    var text: String { String(characters) }

    /// Applies a key and returns what to write, so that the terminal shows the line.
    mutating func receive(_ key: Key) -> String {
        let before = (text: characters, cursor: cursor)
        switch key {
        case .character(let character):
            characters.insert(character, at: cursor)
            cursor += 1
        case .backspace where cursor > 0:
            cursor -= 1
            characters.remove(at: cursor)
        case .delete where cursor < characters.count: characters.remove(at: cursor)
        case .left: cursor = max(cursor - 1, 0)
        case .right: cursor = min(cursor + 1, characters.count)
        case .home: cursor = 0
        case .end: cursor = characters.count
        case .clear: (characters, cursor) = ([], 0)
        default: break
        }
        return redrawn(from: before)
    }

    /// Returns what to write after a change: the text from the first change on, and the moves of the cursor.
    private func redrawn(from before: (text: [Character], cursor: Int)) -> String {
        guard characters != before.text else { return Self.move(from: before.cursor, to: cursor, in: characters) }
        let kept = zip(characters, before.text).prefix { $0 == $1 }.count
        return Self.move(from: before.cursor, to: kept, in: before.text) + String(characters[kept...]) + "\u{1B}[K"
            + Self.move(from: characters.count, to: cursor, in: characters)
    }

    private static func move(from: Int, to: Int, in text: [Character]) -> String {
        let columns = text[min(from, to)..<max(from, to)].reduce(0) { $0 + ColumnWidth.of($1) }
        return columns == 0 ? "" : "\u{1B}[\(columns)\(from < to ? "C" : "D")"
    }
}
