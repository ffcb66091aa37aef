import Engine
import PulumiProtocol

/// The summary below the rows: removals, diagnostics, outputs and counts.
struct SummaryText {
    let view: DeploymentView
    let terminal: Terminal
    let options: DisplayOptions

    /// The whole summary; empty before the end of the run.
    var text: String {
        guard let result = view.result else { return "" }
        let sections = [
            drifts, options.showsDifferences ? differences : "",
            DiagnosticsText(view: view, terminal: terminal, options: options).text,
            options.suppressesOutputs || result.hasFailed ? "" : outputs(result),
            view.isPreview ? RemovalWarning(removals: view.removals, terminal: terminal, options: options).text : "",
            resources(result),
            view.isPreview ? "" : heading("Duration:") + " \(seconds(result.duration))\n",
            EndingText(view: view, terminal: terminal).text,
        ]
        return sections.filter { !$0.isEmpty }.map { "\n" + $0 }.joined()
    }

    private func heading(_ text: String) -> String { terminal.styled(text, .bold) }

    /// The changes that `--refresh` found before the update.
    private var drifts: String {
        guard !view.drifts.isEmpty else { return "" }
        let lines = view.drifts.map { step in
            let sign = step.new == nil ? StepOperation.delete : .update
            let what = step.new == nil ? "was deleted" : step.changes.text
            let head = terminal.styled(" \(sign.prefix) \(options.label(step.urn))  \(what)", sign.style) + "\n"
            guard options.showsDifferences, let old = step.old, let new = step.new else { return head }
            var printer = PropertyPrinter(terminal, showsSecrets: options.showsSecrets)
            printer.differences(old.outputs, new.outputs, .init(indent: 2))
            return head + printer.text
        }
        return heading("Changed outside of this stack since the last run:") + "\n" + lines.joined()
    }

    private var differences: String {
        view.steps.map { step in
            DifferenceText(step: step, terminal: terminal, showsSecrets: options.showsSecrets).text
        }.joined()
    }

    /// Returns all outputs after an update, or the changed ones of a preview.
    private func outputs(_ result: DeploymentResult) -> String {
        var printer = PropertyPrinter(terminal, showsSecrets: options.showsSecrets)
        let place = PropertyPrinter.Place(indent: 1)
        if result.previousOutputs.isEmpty {
            printer.properties(result.outputs, place)
        } else {
            let names = Set(result.outputs.keys).union(result.previousOutputs.keys).sorted()
            let width = names.map { PlainText.line($0).columns }.max() ?? 0
            for name in names {
                let (old, new) = (result.previousOutputs[name], result.outputs[name])
                let title = PropertyPrinter.Title.name(name, width: width)
                if old?.plain != new?.plain {
                    printer.difference(old, new, title, place)
                } else if !view.isPreview, let new {
                    printer.write(title, place)
                    printer.value(new, place)
                }
            }
        }
        return printer.text.isEmpty ? "" : heading("Outputs:") + "\n" + printer.text
    }

    private func resources(_ result: DeploymentResult) -> String {
        var lines: [String] = []
        var changes: [Int] = []
        for (operation, past) in StepOperation.summarised {
            guard let count = result.counts[operation], count > 0 else { continue }
            let words = view.isPreview ? "to \(operation.rawValue)" : past
            changes.append(count)
            lines.append("    " + terminal.styled("\(operation.prefix)\(count) \(words)", operation.style))
        }
        let same = result.counts[.same, default: 0]
        let total = changes.count > 1 ? ["\(changes.reduce(0, +)) changes"] : []
        let rest = total + (same > 0 ? ["\(same) unchanged"] : [])
        if !rest.isEmpty { lines.append("    " + rest.joined(separator: ". ")) }
        if view.failed.count > 0 { lines.append("    " + terminal.styled("\(view.failed.count) errored", .red)) }
        if lines.isEmpty, !result.hasFailed { lines.append("    nothing to do") }
        return lines.isEmpty ? "" : heading("Resources:") + "\n" + lines.map { $0 + "\n" }.joined()
    }
}
