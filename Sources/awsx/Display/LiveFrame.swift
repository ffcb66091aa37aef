import Engine

/// The live screen of a run at one moment.
///
/// While everything fits, it shows all rows, and each reason of a wait in full. Otherwise it shows the failed, running, waiting and newest finished rows,
/// in this order, and counts the rest.
struct LiveFrame {
    let view: DeploymentView
    let terminal: Terminal

    /// Returns the lines, which fit into the terminal's size.
    func lines(_ size: Terminal.Size, now: ContinuousClock.Instant) -> [String] {
        let room = max(size.rows - 1, 1)
        var frame = [terminal.styled(heading(now).cut(to: size.columns), .bold)]
        let notice = view.isCancelling ? interruption.map { $0.cut(to: size.columns) } : []
        let reserved = frame.count + notice.count + 2
        let table = table(room: room - reserved, size.columns, now)
        frame += table.lines
        if let rest = rest(table.chosen) { frame.append(terminal.styled(rest.cut(to: size.columns), .dim)) }
        frame += notice.map { terminal.styled($0, .yellow) }
        return frame.count > room ? Array(frame.prefix(room - 1)) + frame.suffix(1) : frame
    }

    /// Returns the chosen rows and their lines below a header, of which as many fit as `room` says.
    ///
    /// A reason may take lines of its own; fewer rows are chosen until all lines fit. A single row that does not fit is
    /// returned nevertheless.
    private func table(
        room: Int,
        _ columns: Int,
        _ now: ContinuousClock.Instant
    ) -> (chosen: Set<Int>, lines: [String]) {
        var table: (chosen: Set<Int>, lines: [String]) = ([], [])
        var limit = room
        while limit > 0 {
            let chosen = chosen(room: limit)
            guard !chosen.isEmpty else { return table }
            let lines = view.tree.lines(chosen)
            let rows = RowText(
                lines,
                tree: view.tree,
                terminal: terminal,
                isPreview: view.isPreview,
                isOver: false,
                width: columns
            )
            let texts = lines.flatMap { rows.lines($0, now: now) }
            table = (chosen, [rows.header] + texts)
            if texts.count <= room { return table }
            limit = min(limit - 1, limit * room / texts.count)
        }
        return table
    }

    /// Returns the first line: `Updating (dev): 412 of 1602 done (+400 ~12), 16 running, 1020 waiting, 80 unchanged,
    /// 1m04s`.
    private func heading(_ now: ContinuousClock.Instant) -> String {
        var parts: [String] = []
        let done = view.doneCount
        if let planned = view.title.planned, planned > 0 {
            parts.append("\(done) of \(max(planned, done)) \(view.title.goal == .refresh ? "read" : "done")")
        } else if done > 0 {
            parts.append("\(done) \(view.isPreview ? "to change" : "done")")
        }
        let kinds = StepOperation.summarised.compactMap { operation, _ in
            view.counts[operation].map { operation.sign + "\($0)" }
        }
        if !kinds.isEmpty, !parts.isEmpty { parts[0] += " (\(kinds.joined(separator: " ")))" }
        let counts = [(view.failed.count, "failed"), (view.running.count, "running"), (view.waiting.count, "waiting")]
        parts += counts.filter { $0.0 > 0 }.map { "\($0) \($1)" }
        let same = view.counts[.same, default: 0]
        if same > 0 { parts.append("\(same) unchanged") }
        parts.append(seconds(view.began.map { now - $0 } ?? .zero))
        return view.title.heading + ": " + parts.joined(separator: ", ")
    }

    private var interruption: [String] {
        guard !view.isPreview else { return ["Interrupted: the preview is canceled."] }
        let count = view.running.count
        let what = count == 0 ? "no operations are running" : "\(count) running will be completed and saved"
        return ["Interrupted: no new operations are started, \(what).", "Press Ctrl-C again to stop at once."]
    }

    /// Returns the rows to show.
    private func chosen(room: Int) -> Set<Int> {
        guard room > 0 else { return [] }
        let all = view.running.count + view.waiting.count + view.changed.count
        if all <= room * 2 {
            let places = [view.running, view.waiting, view.changed].flatMap { $0.first(room * 2) }
            let shown = Set(places)
            if view.tree.withParents(shown).count <= room { return shown }
        }
        var shown: Set<Int> = []
        var used: Set<Int> = []
        take(view.failed.newest(room), upTo: max(room / 4, 1), &shown, &used)
        take(view.running.first(room), upTo: max(room - min(view.waiting.count, room / 3), 1), &shown, &used)
        take(view.nextWaiting(room), upTo: room, &shown, &used)
        take(view.changed.newest(room), upTo: room, &shown, &used)
        return shown
    }

    /// Adds rows as long as they and their ancestors fit.
    private func take(_ places: [Int], upTo limit: Int, _ shown: inout Set<Int>, _ used: inout Set<Int>) {
        for place in places where !shown.contains(place) {
            let needed = view.tree.withParents([place]).subtracting(used)
            guard used.count + needed.count <= limit else { return }
            used.formUnion(needed)
            shown.insert(place)
        }
    }

    /// Returns the last line: `… and 12 more running, 1000 more waiting`.
    private func rest(_ chosen: Set<Int>) -> String? {
        let shown = chosen.map { view.tree[$0].phase }
        let running = view.running.count - shown.count { $0 == .running }
        let waiting = view.waiting.count - shown.count { $0 == .waiting }
        let parts = [(running, "running"), (waiting, "waiting")].filter { $0.0 > 0 }.map { "\($0) more \($1)" }
        return parts.isEmpty ? nil : "    … and " + parts.joined(separator: ", ")
    }
}
