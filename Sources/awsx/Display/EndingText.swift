import Engine

/// The last words of a run that did not come to its end: what was done, what is left, and how to go on.
struct EndingText {
    let view: DeploymentView
    let terminal: Terminal

    /// So many of what was to follow are named.
    private static let limit = 5

    /// The words; empty if all went well.
    var text: String {
        guard let result = view.result, result.hasFailed || result.wasCancelled else { return "" }
        var lines = [terminal.styled(verdict(result), result.wasCancelled ? .yellow : .red)]
        if !view.isPreview {
            lines.append(contentsOf: notBegun)
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
            view.title.goal == .refresh ? "resource\(done == 1 ? "" : "s") read" : "change\(done == 1 ? "" : "s") done"
        var parts = ["\(done) \(unit) and saved"]
        if view.failed.count > 0 { parts.append("\(view.failed.count) failed") }
        let left = view.waiting.count
        if let planned = view.title.planned, planned > done + view.failed.count {
            parts.append("\(planned - done - view.failed.count) not begun")
        } else if left > 0 {
            parts.append("\(left) not begun")
        }
        return "The \(what) \(how): \(parts.joined(separator: ", "))."
    }

    /// The names of some that were to follow.
    private var notBegun: [String] {
        guard view.waiting.count > 0 else { return [] }
        let names = view.waiting.first(Self.limit).map { view.tree[$0].name }
        let rest = view.waiting.count - names.count
        return ["Not begun: " + names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more." : ".")]
    }

    private func remedy(_ result: DeploymentResult) -> String {
        let again = "`awsx \(view.title.command)` goes on from here"
        return result.wasCancelled
            ? "\(again)." : "Mend what the errors above name; then \(again): what is done stays done."
    }
}
