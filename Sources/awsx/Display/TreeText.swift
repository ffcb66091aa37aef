import Engine

/// The tree of changed resources after a run, abridged if it is long.
struct TreeText {
    let view: DeploymentView
    let terminal: Terminal
    /// The number of columns.
    let columns: Int

    /// The maximum number of rows.
    private static let limit = 60

    /// Returns the heading and the rows.
    func text(now: ContinuousClock.Instant) -> String {
        let heading = terminal.styled(view.title.heading, .bold) + "\n"
        let all = view.changed.first(.max) + unfinished
        guard !all.isEmpty else { return heading }
        let chosen = chosen(of: all)
        let lines = view.tree.lines(chosen)
        let rows = RowText(
            lines,
            tree: view.tree,
            terminal: terminal,
            isPreview: view.isPreview,
            isOver: true,
            // A URN is shown in full, even if it wraps.
            width: view.tree.showsURNs ? 10_000 : max(columns - 1, 20)
        )
        let drawn = [rows.header] + lines.flatMap { rows.lines($0, now: now) } + rest(all, chosen)
        return heading + "\n" + drawn.joined(separator: "\n") + "\n"
    }

    /// The rows that an interruption or a failure left running.
    private var unfinished: [Int] { view.isPreview ? [] : view.running.first(.max) }

    /// Returns all rows or, of too many, the most important: failures, then replacements and deletions, then updates.
    private func chosen(of all: [Int]) -> [Int] {
        guard view.tree.withParents(all).count > Self.limit else { return all }
        var used: Set<Int> = []
        let ranked = all.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
        return ranked.map(\.element).filter { place in
            let needed = view.tree.withParents([place]).subtracting(used)
            guard used.count + needed.count <= Self.limit else { return false }
            used.formUnion(needed)
            return true
        }
    }

    private func rank(_ place: Int) -> Int {
        let row = view.tree[place]
        if row.hasFailed { return 0 }
        if row.phase == .running, !view.isPreview { return 1 }
        switch row.operation {
        case .replace, .delete, .deleteReplaced, .createReplacement: return 2
        case .update: return 3
        default: return 4
        }
    }

    /// Returns the counts of omitted rows by operation: `… and 940 more to create`.
    private func rest(_ all: [Int], _ chosen: [Int]) -> [String] {
        let shown = view.tree.withParents(chosen)
        var counts: [StepOperation: Int] = [:]
        for place in all where !shown.contains(place) {
            if let operation = view.tree[place].operation { counts[operation, default: 0] += 1 }
        }
        guard !counts.isEmpty else { return [] }
        let parts = StepOperation.allCases.compactMap { operation in
            counts[operation].map { "\($0) more \(view.isPreview ? "to \(operation.planned)" : operation.done)" }
        }
        return [terminal.styled("    … and " + parts.joined(separator: ", "), .dim)]
    }
}
