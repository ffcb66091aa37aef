import Engine

/// A tree that is drawn again and again in place, and stays in its last form.
struct TreeDisplay: Display {
    private var view: DeploymentView
    private let terminal: Terminal
    private let options: SummaryText.Options
    private var drawnLines = 0

    /// A display for one deployment on an interactive terminal.
    init(terminal: Terminal, isPreview: Bool, options: SummaryText.Options) {
        self.terminal = terminal
        self.options = options
        view = DeploymentView(isPreview: isPreview)
    }

    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String {
        view.receive(event, now: now)
        guard case .summary = event else { return "" }
        let last = draw(allRows(), now: now, limit: nil)
        return last + SummaryText(view: view, terminal: terminal, options: options).text
    }

    mutating func tick(now: ContinuousClock.Instant) -> String {
        guard view.result == nil else { return "" }
        return draw(liveRows(), now: now, limit: terminal.size.rows - 3)
    }

    /// What changed, or everything if there is little.
    private func allRows() -> [(row: ResourceTree.Row, guide: String)] {
        view.tree.lines { $0.operation.map { !$0.isSame } ?? false || !$0.info.isEmpty || $0.parent.isEmpty }
    }

    /// All rows while they fit; otherwise those that run or failed, and those that wait for a reason.
    private func liveRows() -> [(row: ResourceTree.Row, guide: String)] {
        let changing = view.tree.lines { row in
            if case .done = row.phase { return !(row.operation?.isSame ?? true) }
            return true
        }
        guard changing.count > terminal.size.rows - 4 else { return changing }
        return view.tree.lines { row in
            switch row.phase {
            case .running, .failed: true
            case .pending, .done: false
            }
        }
    }

    private mutating func draw(
        _ lines: [(row: ResourceTree.Row, guide: String)],
        now: ContinuousClock.Instant,
        limit: Int?
    ) -> String {
        let width = terminal.size.columns
        let columns = RowText.Columns(lines, terminalColumns: width)
        let rowText = RowText(terminal: terminal, isPlan: view.isPreview)
        var drawn = lines.isEmpty ? [] : [rowText.header(columns)]
        let shown = limit.map { lines.prefix(max($0 - 2, 1)) } ?? lines[...]
        drawn += shown.map { rowText.line($0.row, guide: $0.guide, columns: columns, width: width - 1, now: now) }
        if shown.count < lines.count { drawn.append("    … and \(lines.count - shown.count) more") }
        if view.isCancelling { drawn.append("interrupted: finishing what is under way") }
        // Up to the first line drawn before, then clear to the end of the screen.
        let back = drawnLines > 0 ? "\u{1B}[\(drawnLines)A\r\u{1B}[J" : ""
        drawnLines = limit == nil ? 0 : drawn.count
        return back + drawn.map { $0 + "\n" }.joined()
    }
}
