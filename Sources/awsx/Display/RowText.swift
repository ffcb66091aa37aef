import Engine

/// The text of the tree's rows, in columns of a table.
struct RowText {
    /// The terminal, for colours.
    let terminal: Terminal
    /// Indicates a preview.
    let isPreview: Bool
    /// Indicates the end of the run: rows then show their result instead of their progress.
    let isOver: Bool
    /// The maximum width of a line.
    let width: Int
    /// The tree, for the names of blocking resources.
    let tree: ResourceTree
    private let typeWidth: Int
    private let nameWidth: Int
    private let hasShortTypes: Bool

    /// Fits the columns to these lines, with short types and names if they are too wide.
    init(
        _ lines: [ResourceTree.Line],
        tree: ResourceTree,
        terminal: Terminal,
        isPreview: Bool,
        isOver: Bool,
        width: Int
    ) {
        self.terminal = terminal
        self.isPreview = isPreview
        self.isOver = isOver
        self.width = width
        self.tree = tree
        let names = lines.map(\.row.name.columns).max() ?? 0
        let long = lines.map { $0.guide.columns + $0.row.type.columns }.max() ?? 0
        let room = max(width - Self.margin - Self.statusRoom(width, isOver ? lines : []), 12)
        hasShortTypes = long + names + 2 > room && !tree.showsURNs
        let types = hasShortTypes ? lines.map { $0.guide.columns + Self.short($0.row.type).columns }.max() ?? 0 : long
        nameWidth = tree.showsURNs ? 0 : max(min(names, max(room / 2, room - types - 2)), 4)
        typeWidth = max(min(types, room - nameWidth - 2), 4)
    }

    /// The columns before the type: space, sign, space.
    private static let margin = 4
    /// Returns the columns for the status, such as `creating (12s)`, and a part of the information after it.
    ///
    /// The width is fixed during the run, so that columns do not jump.
    private static func statusRoom(_ width: Int, _ lines: [ResourceTree.Line]) -> Int {
        let room = min(max(width / 3, 16), 36)
        guard !lines.isEmpty else { return room }
        return min(lines.map { 20 + ($0.row.changes.isEmpty ? 0 : $0.row.changes.columns + 2) }.max() ?? 0, room)
    }

    /// The header line.
    var header: String {
        let words = "    " + (tree.showsURNs ? columns("URN", "") : columns("Type", "Name"))
        return terminal.styled((words + (isPreview ? "Plan" : "Status")).cut(to: width), .bold)
    }

    /// Returns the columns before the status: type and name, or the URN.
    private func columns(_ type: String, _ name: String) -> String {
        type.padded(to: typeWidth) + "  " + (tree.showsURNs ? "" : name.padded(to: nameWidth) + "  ")
    }

    /// Returns the lines of one row: the row itself and, below it, what does not fit beside of the reason of its wait.
    func lines(_ line: ResourceTree.Line, now: ContinuousClock.Instant) -> [String] {
        let row = line.row
        let type = line.guide + (hasShortTypes ? Self.short(row.type) : row.type)
        let sign = (row.operation?.sign ?? "").padded(to: 2)
        let head = " \(sign) " + columns(type, row.name)
        let status = status(of: row, now: now)
        let reasons = reason(of: row).split(separator: "\n").map(String.init)
        let beside = head + [status, reasons.first ?? info(of: row)].filter { !$0.isEmpty }.joined(separator: "  ")
        let isWhole = reasons.isEmpty || beside.columns <= width
        let first = (isWhole ? beside : head + status).cut(to: width)
        let texts = [first] + reasons.dropFirst(isWhole ? 1 : 0).flatMap { below(line, $0) }
        return texts.map { terminal.styled($0.trimmedAtEnd, style(of: row)) }
    }

    /// Returns the lines for a reason that does not fit beside its row, as many as it takes.
    private func below(_ line: ResourceTree.Line, _ reason: String) -> [String] {
        let guide = line.guide.replacing("├─ ", with: "│  ").replacing("└─ ", with: "   ")
        let indent = String(repeating: " ", count: Self.margin) + guide + "  "
        let room = width - indent.columns
        guard room >= Self.minimalReason else { return reason.wrapped(to: width) }
        return reason.wrapped(to: room).map { indent + $0 }
    }

    /// The columns below which the lines of a reason are not indented.
    private static let minimalReason = 24

    /// Returns the last part of a type: `Service` for `aws:ecs:Service`.
    private static func short(_ type: String) -> String {
        type.split(separator: ":").last.map(String.init) ?? type
    }

    /// Returns the status: `created (1.2s)`, `creating (3s)`, `create` in a preview, `waiting` before the start.
    func status(of row: ResourceTree.Row, now: ContinuousClock.Instant) -> String {
        if row.phase == .waiting { return isOver ? "not started" : "waiting" }
        guard let operation = row.operation else { return "" }
        let retained = row.isRetained ? "[retain]" : ""
        // In a preview, only reads take time.
        let isAtWork = row.phase == .running && operation.isSame
        if isPreview, !isAtWork, !row.hasFailed {
            return operation.isSame && operation != .read ? "" : operation.planned + retained
        }
        switch row.phase {
        case .unknown, .waiting: return ""
        case .running where row.isComponent && !isOver: return operation.progress
        case .running where isOver: return "\(operation.progress) (interrupted)"
        case .running: return "\(operation.progress) (\(seconds(row.elapsed(now))))" + retained
        case .done(let time):
            return operation.isSame && operation != .read ? "" : "\(operation.done) (\(seconds(time)))" + retained
        case .failed(let time): return "\(operation.progress) failed (\(seconds(time)))"
        }
    }

    /// Returns the reason of a wait, which is never shortened and may have several lines; empty for a row that does not
    /// wait.
    private func reason(of row: ResourceTree.Row) -> String {
        if isOver { return "" }
        return row.phase == .waiting ? "for " + blockers(of: row) : row.status
    }

    /// Returns what else there is to say of a row, which may be shortened.
    private func info(of row: ResourceTree.Row) -> String {
        isOver ? ([row.changes] + counts(of: row)).filter { !$0.isEmpty }.joined(separator: "; ") : row.changes
    }

    /// Returns the counts of messages: `1 error`, `2 warnings`.
    private func counts(of row: ResourceTree.Row) -> [String] {
        let errors = row.messages[.error, default: 0]
        let warnings = row.messages[.warning, default: 0]
        let others = row.messages.values.reduce(0, +) - errors - warnings
        return [(errors, "error"), (warnings, "warning"), (others, "message")].map { count, word in
            count == 0 ? "" : "\(count) \(word)\(count == 1 ? "" : "s")"
        }
    }

    /// Returns the first few resources that a row waits for, running ones first.
    private func blockers(of row: ResourceTree.Row) -> String {
        let open = row.waitsFor.filter { urn in
            if case .done = tree[urn]?.phase { return false }
            return true
        }
        guard !open.isEmpty else { return "its turn" }
        let begun = open.filter { tree[$0]?.phase == .running }
        let named = (begun + open.filter { !begun.contains($0) }).prefix(3).map {
            ResourceTree.typeAndName(of: $0).name
        }
        let rest = open.count - named.count
        return named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private func style(of row: ResourceTree.Row) -> Style {
        if row.hasFailed { return .red }
        if row.phase == .waiting { return .dim }
        return row.operation?.style ?? .plain
    }
}

/// Formats a duration: `0.3s`, `12s`, `3m04s`, `1h02m`.
func seconds(_ duration: Duration) -> String {
    let (whole, fraction) = duration.components
    func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    if whole < 10 { return "\(whole).\(fraction / 100_000_000_000_000_000)s" }
    if whole < 60 { return "\(whole)s" }
    if whole < 3600 { return "\(whole / 60)m\(twoDigits(whole % 60))s" }
    return "\(whole / 3600)h\(twoDigits(whole % 3600 / 60))m"
}
