import Engine

/// Displays plain lines, one for each change of a resource's status, for logs and pipes.
struct LineDisplay: Display {
    private var view: DeploymentView
    private let terminal: Terminal
    private let options: DisplayOptions
    private var lastStatus: [String: [String]] = [:]

    /// Creates a display for one deployment.
    init(_ title: RunTitle, terminal: Terminal, options: DisplayOptions, holdings: Holdings = .none) {
        self.terminal = terminal
        self.options = options
        view = DeploymentView(title, options: options, holdings: holdings)
    }

    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String {
        view.receive(event, now: now)
        switch event {
        case .prelude(let configuration, _):
            return (view.title.followsPlan ? "\n" : "") + options.text(configuration) + "\(view.title.heading):\n"
        case .resourceStarted(let step): return started(step)
        case .resourceFinished(let step): return finished(step, now)
        case .resourceFailed(let step):
            return line(step, "\(step.operation.progress) failed", .red)
        case .diagnostic(let message): return statusLines(message)
        case .cancelling:
            return view.isPreview
                ? "Interrupted: the preview is canceled.\n"
                : "Interrupted: running operations are completed and saved; interrupt again to stop at once.\n"
        case .summary:
            var options = options
            // Each step has shown its differences already.
            options.showsDifferences = false
            return SummaryText(view: view, terminal: terminal, options: options).text
        case .resourceWaiting, .outputsRegistered: return ""
        }
    }

    private func started(_ step: EngineEvent.Step) -> String {
        step.operation == .same || !isShown(step) || view.isPreview ? "" : line(step, step.operation.progress)
    }

    /// Returns the lines of a finished step; with `--diff` they are shown only now, so that those of parallel steps do
    /// not mix.
    private func finished(_ step: EngineEvent.Step, _ now: ContinuousClock.Instant) -> String {
        guard isShown(step) else { return "" }
        if options.showsDifferences, step.isLogical || options.showsReplacementSteps {
            let difference = difference(step)
            return difference.text + (view.isPreview ? "" : difference.outputs)
        }
        let time = view.isPreview ? "" : view.tree[step.urn].map { " (\(seconds($0.elapsed(now))))" } ?? ""
        let status = view.isPreview ? step.operation.planned : step.operation.done
        return line(step, status + time + (step.isRetained ? " [retain]" : ""))
    }

    /// Returns whether a step is shown: a replacement is one line in a preview, and one for each of its parts in an
    /// update.
    private func isShown(_ step: EngineEvent.Step) -> Bool {
        view.isPreview ? options.plans(step) : options.lists(step.operation) && !step.isInternal
    }

    private func difference(_ step: EngineEvent.Step) -> DifferenceText {
        let indent = view.tree.depth(of: step.urn)
        return DifferenceText(step: step, terminal: terminal, indent: indent, showsSecrets: options.showsSecrets)
    }

    private func line(_ step: EngineEvent.Step, _ status: String, _ style: Style? = nil) -> String {
        let changes = step.changes.text
        let words =
            " \(step.operation.prefix) \(options.label(step.urn)) \(status)" + (changes.isEmpty ? "" : " \(changes)")
        return terminal.styled(words, style ?? step.operation.style) + "\n"
    }

    /// Returns the lines of a status message that the status before did not have; other messages are in the summary.
    private mutating func statusLines(_ message: EngineEvent.Message) -> String {
        guard message.isEphemeral, !message.urn.isEmpty else { return "" }
        let lines = PlainText.status(message.text)
        let known = lastStatus.updateValue(lines, forKey: message.urn) ?? []
        let label = "    \(options.label(message.urn)): "
        return lines.enumerated().filter { !known.contains($1) }
            .map { ($0 == 0 ? label : "        ") + $1 + "\n" }.joined()
    }
}
