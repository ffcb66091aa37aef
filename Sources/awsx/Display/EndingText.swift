import Engine

/// The closing message of a run that failed or was interrupted: its progress, and how to continue.
struct EndingText {
    let view: DeploymentView
    let terminal: Terminal

    /// The maximum number of pending resources named.
    private static let limit = 5

    /// The message; empty if the run succeeded.
    var text: String {
        guard let result = view.result, result.hasFailed || result.wasCancelled else { return "" }
        var lines = [terminal.styled(verdict(result), result.wasCancelled ? .yellow : .red)]
        if !view.isPreview {
            lines.append(contentsOf: notStarted)
            lines.append(remedy(result))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func verdict(_ result: DeploymentResult) -> String {
        let what = view.isPreview ? "preview of the \(view.title.noun)" : view.title.noun
        let how = result.wasCancelled ? "was interrupted" : "failed"
        guard !view.isPreview else { return "The \(what) \(how): nothing was changed." }
        let done = view.doneCount
        let unit =
            view.title.goal == .refresh
            ? "resource\(done == 1 ? "" : "s") read" : "change\(done == 1 ? "" : "s") completed"
        var parts = ["\(done) \(unit) and saved"]
        if view.failed.count > 0 { parts.append("\(view.failed.count) failed") }
        let left = view.waiting.count
        if let planned = view.title.planned, planned > done + view.failed.count {
            parts.append("\(planned - done - view.failed.count) not started")
        } else if left > 0 {
            parts.append("\(left) not started")
        }
        return "The \(what) \(how): \(parts.joined(separator: ", "))."
    }

    /// The line that names resources whose operations did not start.
    private var notStarted: [String] {
        guard view.waiting.count > 0 else { return [] }
        let names = view.waiting.first(Self.limit).map { view.tree[$0].name }
        let rest = view.waiting.count - names.count
        return ["Not started: " + names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more." : ".")]
    }

    private func remedy(_ result: DeploymentResult) -> String {
        let again = "`awsx \(view.title.command)` continues from here"
        return result.wasCancelled
            ? "\(again)." : "Fix the errors above; then \(again), keeping the completed changes."
    }
}
