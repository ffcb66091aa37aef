import Engine

/// The text of rows of the tree, below each other in columns, at a width.
struct RowText {
    /// Colours, or none.
    let terminal: Terminal
    /// Whether the run only plans.
    let isPreview: Bool
    /// Whether the run is over: then rows say how it ended instead of what they are at.
    let isOver: Bool
    /// How wide a line may be.
    let width: Int
    /// The tree, to name what others wait for.
    let tree: ResourceTree
    private let typeWidth: Int
    private let nameWidth: Int
    private let hasShortTypes: Bool

    /// Columns for these lines: as wide as they need, and where that is too much, short types and cut names.
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
        hasShortTypes = long + names + 2 > room
        let types = hasShortTypes ? lines.map { $0.guide.columns + Self.short($0.row.type).columns }.max() ?? 0 : long
        nameWidth = max(min(names, max(room / 2, room - types - 2)), 4)
        typeWidth = max(min(types, room - nameWidth - 2), 4)
    }

    /// The columns before the type: a space, the sign, a space.
    private static let margin = 4
    /// The columns kept for the status: `creating (12s)` and some of what follows. While lines still change, columns
    /// shall not jump, so that they do not follow the text.
    private static func statusRoom(_ width: Int, _ lines: [ResourceTree.Line]) -> Int {
        let room = min(max(width / 3, 16), 36)
        guard !lines.isEmpty else { return room }
        return min(lines.map { 20 + ($0.row.changes.isEmpty ? 0 : $0.row.changes.columns + 2) }.max() ?? 0, room)
    }

    /// The line above the rows.
    var header: String {
        let words = "    " + "Type".padded(to: typeWidth) + "  " + "Name".padded(to: nameWidth) + "  "
        return terminal.styled((words + (isPreview ? "Plan" : "Status")).cut(to: width), .bold)
    }

    /// One row, without a line end.
    func line(_ line: ResourceTree.Line, now: ContinuousClock.Instant) -> String {
        let row = line.row
        let type = line.guide + (hasShortTypes ? Self.short(row.type) : row.type)
        let sign = (row.operation?.sign ?? "").padded(to: 2)
        let head = " \(sign) \(type.padded(to: typeWidth))  \(row.name.padded(to: nameWidth))  "
        let parts = [status(of: row, now: now), info(of: row)].filter { !$0.isEmpty }
        let text = (head + parts.joined(separator: "  ")).cut(to: width)
        // Spaces at the end would wrap where the window becomes narrower.
        let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
        return terminal.styled(String(text[..<end]), style(of: row))
    }

    /// `Service` of `aws:ecs:Service`.
    private static func short(_ type: String) -> String {
        type.split(separator: ":").last.map(String.init) ?? type
    }

    /// `created (1.2s)`, `creating (3s)`, `create` in a plan, `waiting` before anything is known.
    func status(of row: ResourceTree.Row, now: ContinuousClock.Instant) -> String {
        if row.phase == .waiting { return isOver ? "not begun" : "waiting" }
        guard let operation = row.operation else { return "" }
        let retained = row.isRetained ? "[retain]" : ""
        // A plan takes no time, except to look.
        let isAtWork = row.phase == .running && operation.isSame
        if isPreview, !isAtWork, !row.hasFailed { return operation.isSame ? "" : operation.planned + retained }
        switch row.phase {
        case .unknown, .waiting: return ""
        case .running where row.isComponent && !isOver: return operation.progress
        case .running where isOver: return "\(operation.progress) (interrupted)"
        case .running: return "\(operation.progress) (\(seconds(row.elapsed(now))))" + retained
        case .done(let time): return operation.isSame ? "" : "\(operation.done) (\(seconds(time)))" + retained
        case .failed(let time): return "\(operation.progress) failed (\(seconds(time)))"
        }
    }

    private func info(of row: ResourceTree.Row) -> String {
        if isOver { return ([row.changes] + counts(of: row)).filter { !$0.isEmpty }.joined(separator: "; ") }
        if row.phase == .waiting { return "for " + blockers(of: row) }
        return row.status.isEmpty ? row.changes : row.status
    }

    /// How much is said below the tree: `1 error`, `2 warnings`.
    private func counts(of row: ResourceTree.Row) -> [String] {
        let errors = row.messages[.error, default: 0]
        let warnings = row.messages[.warning, default: 0]
        let others = row.messages.values.reduce(0, +) - errors - warnings
        return [(errors, "error"), (warnings, "warning"), (others, "message")].map { count, word in
            count == 0 ? "" : "\(count) \(word)\(count == 1 ? "" : "s")"
        }
    }

    /// The first few of what a row still waits for, those under way first.
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

/// A time as people read it: `0.3s`, `12s`, `3m04s`, `1h02m`.
func seconds(_ duration: Duration) -> String {
    let (whole, fraction) = duration.components
    func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    if whole < 10 { return "\(whole).\(fraction / 100_000_000_000_000_000)s" }
    if whole < 60 { return "\(whole)s" }
    if whole < 3600 { return "\(whole / 60)m\(twoDigits(whole % 60))s" }
    return "\(whole / 3600)h\(twoDigits(whole % 3600 / 60))m"
}
