/// A list of options on a terminal, of which a person picks one with the arrow keys.
///
/// Typed letters leave only the options that contain them.
struct ChoiceList {
    private let options: [String]
    /// The index of the highlighted option.
    private(set) var selected: Int
    private var filter = ""

    /// Creates a list; `options` must not be empty.
    init(_ options: [String], initial: Int) {
        self.options = options
        selected = initial
    }

    /// The indices of the options that contain the filter.
    private var matches: [Int] {
        let wanted = filter.lowercased()
        return options.indices.filter { wanted.isEmpty || options[$0].lowercased().contains(wanted) }
    }

    /// Applies a key; returns whether an option is picked.
    mutating func receive(_ key: Key) -> Bool {
        switch key {
        case .character(let character): filter.append(character)
        case .backspace: filter = String(filter.dropLast())
        case .clear: filter = ""
        case .up: move(by: -1)
        case .down: move(by: 1)
        case .home: selected = matches.first ?? selected
        case .end: selected = matches.last ?? selected
        case .enter: return !matches.isEmpty
        case .left, .right, .delete, .endOfInput, .other: break
        }
        let matches = matches
        if !matches.contains(selected), let first = matches.first { selected = first }
        return false
    }

    private mutating func move(by distance: Int) {
        let matches = matches
        guard let place = matches.firstIndex(of: selected) else { return }
        selected = matches[(place + distance + matches.count) % matches.count]
    }

    /// Returns the lines of the question and the options around the highlighted one.
    func lines(_ question: String, terminal: Terminal, size: Terminal.Size) -> [String] {
        let hint = filter.isEmpty ? "  [arrow keys move, letters filter]" : "  \(filter)"
        let width = size.columns - 1
        let heading = question.columns + hint.columns <= width ? question + hint : question.cut(to: width)
        let matches = matches
        guard !matches.isEmpty else {
            return [terminal.styled(heading, .bold), "  no option contains \"\(filter)\"".cut(to: width)]
        }
        let room = max(min(size.rows - 2, Self.limit), 1)
        let place = matches.firstIndex(of: selected) ?? 0
        let first = max(min(place - room / 2, matches.count - room), 0)
        let rows = matches[first..<min(first + room, matches.count)].map { index in
            let text = ((index == selected ? "> " : "  ") + options[index]).cut(to: width)
            return index == selected ? terminal.styled(text, .cyan) : text
        }
        return [terminal.styled(heading, .bold)] + rows
    }

    /// The maximum number of options shown at a time.
    private static let limit = 12
}
