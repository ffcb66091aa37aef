import Engine

/// The text of one row of the tree, at a width.
struct RowText {
    /// Colours, or none.
    let terminal: Terminal
    /// Whether the run only plans.
    let isPlan: Bool

    /// The widths of the columns "type" and "name".
    struct Columns {
        var type = 4
        var name = 4

        /// Wide enough for all lines, but no wider than half of the terminal for the type.
        init(_ lines: [(row: ResourceTree.Row, guide: String)], terminalColumns: Int) {
            for (row, guide) in lines {
                type = max(type, guide.count + row.type.count)
                name = max(name, row.name.count)
            }
            type = min(type, max(terminalColumns / 2, 20))
            name = min(name, max(terminalColumns / 4, 12))
        }
    }

    /// The line above the rows.
    func header(_ columns: Columns) -> String {
        terminal.styled("    " + pad("Type", columns.type) + "  " + pad("Name", columns.name) + "  Status", .bold)
    }

    /// One row, cut to `width` columns, without a line break.
    func line(
        _ row: ResourceTree.Row,
        guide: String,
        columns: Columns,
        width: Int,
        now: ContinuousClock.Instant
    ) -> String {
        let sign = row.operation?.sign ?? " "
        let head = " \(pad(sign, 2)) \(pad(guide + row.type, columns.type))  \(pad(row.name, columns.name))  "
        let room = max(width - head.count, 8)
        let status = status(of: row, now: now)
        let info = row.info.isEmpty ? changes(of: row) : row.info
        let tail = cut(info.isEmpty ? status : status + "  " + info, to: room)
        let style = isFailed(row) ? .red : row.operation?.style ?? .dim
        return terminal.styled(head, style) + terminal.styled(tail, style)
    }

    /// `created (1.2s)`, `creating (3s)`, `create` in a plan, `waiting` before anything is known.
    func status(of row: ResourceTree.Row, now: ContinuousClock.Instant) -> String {
        guard let operation = row.operation else { return row.info.isEmpty ? "" : "waiting" }
        switch row.phase {
        case .pending: return isPlan ? operation.rawValue : "waiting"
        case .running(let since):
            return isPlan ? operation.rawValue : "\(operation.progress) (\(seconds(now - since)))"
        case .done(let time):
            if operation.isSame { return isPlan ? "" : operation.done }
            return isPlan ? operation.rawValue : "\(operation.done) (\(seconds(time)))"
        case .failed(let time): return "\(operation.progress) failed (\(seconds(time)))"
        }
    }

    private func changes(of row: ResourceTree.Row) -> String {
        row.changes.isEmpty ? "" : "[\(row.changes.joined(separator: ", "))]"
    }

    private func isFailed(_ row: ResourceTree.Row) -> Bool {
        if case .failed = row.phase { true } else { false }
    }

    private func pad(_ text: String, _ width: Int) -> String {
        let text = cut(text, to: width)
        return text + String(repeating: " ", count: width - text.count)
    }

    private func cut(_ text: String, to width: Int) -> String {
        text.count <= width ? text : String(text.prefix(max(width - 1, 0))) + "…"
    }
}

/// A time as people read it: `0.3s`, `12s`, `3m04s`.
func seconds(_ duration: Duration) -> String {
    let (whole, fraction) = duration.components
    if whole < 10 { return "\(whole).\(fraction / 100_000_000_000_000_000)s" }
    if whole < 60 { return "\(whole)s" }
    let rest = whole % 60
    return "\(whole / 60)m\(rest < 10 ? "0" : "")\(rest)s"
}
