import Engine

/// Plain lines, one a change of state: for logs and for output that is not a terminal.
struct LineDisplay: Display {
    private var view: DeploymentView
    private let terminal: Terminal
    private let options: SummaryText.Options
    private var lastStatus: [String: String] = [:]

    /// A display for one deployment.
    init(_ title: RunTitle, terminal: Terminal, options: SummaryText.Options) {
        self.terminal = terminal
        self.options = options
        view = DeploymentView(title)
    }

    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String {
        view.receive(event, now: now)
        switch event {
        case .prelude: return (view.title.followsPlan ? "\n" : "") + "\(view.title.heading):\n"
        case .resourceStarted(let step): return started(step)
        case .resourceFinished(let step): return finished(step, now)
        case .resourceFailed(let step):
            return line(step, "\(step.operation.progress) failed", .red)
        case .diagnostic(let message): return said(message)
        case .cancelling:
            return view.isPreview
                ? "Interrupted: the plan is given up.\n"
                : "Interrupted: what is under way is finished and saved; once more stops at once.\n"
        case .summary:
            var options = options
            // They have been shown, each at its time.
            options.showsDifferences = false
            return SummaryText(view: view, terminal: terminal, options: options).text
        case .resourceWaiting, .outputsRegistered: return ""
        }
    }

    private func started(_ step: EngineEvent.Step) -> String {
        step.operation.isSame || step.isInternal || view.isPreview ? "" : line(step, step.operation.progress)
    }

    /// With `--diff` a step is told when it has ended, its outputs too, so that steps do not mix.
    private func finished(_ step: EngineEvent.Step, _ now: ContinuousClock.Instant) -> String {
        guard isShown(step) else { return "" }
        if options.showsDifferences, step.isLogical {
            let difference = difference(step)
            return difference.text + (view.isPreview ? "" : difference.outputs)
        }
        let time = view.isPreview ? "" : view.tree[step.urn].map { " (\(seconds($0.elapsed(now))))" } ?? ""
        let status = view.isPreview ? step.operation.planned : step.operation.done
        return line(step, status + time + (step.isRetained ? " [retain]" : ""))
    }

    /// In a plan a replacement is one line; for real, each of its parts takes its time.
    private func isShown(_ step: EngineEvent.Step) -> Bool {
        !step.operation.isSame && (view.isPreview ? step.isOfInterest : !step.isInternal)
    }

    private func difference(_ step: EngineEvent.Step) -> DifferenceText {
        let indent = view.tree.depth(of: step.urn)
        return DifferenceText(step: step, terminal: terminal, indent: indent, showsSecrets: options.showsSecrets)
    }

    private func line(_ step: EngineEvent.Step, _ status: String, _ style: Style? = nil) -> String {
        let (type, name) = ResourceTree.typeAndName(of: step.urn)
        let changes = step.changes.text
        let words = " \(step.operation.prefix) \(type) \(name) \(status)" + (changes.isEmpty ? "" : " \(changes)")
        return terminal.styled(words, style ?? step.operation.style) + "\n"
    }

    /// The reason of a wait, once; whatever else was said comes with the summary.
    private mutating func said(_ message: EngineEvent.Message) -> String {
        guard message.isEphemeral, !message.urn.isEmpty, lastStatus[message.urn] != message.text else { return "" }
        lastStatus[message.urn] = message.text
        let (type, name) = ResourceTree.typeAndName(of: message.urn)
        return "    \(type) \(name): \(PlainText.firstLine(message.text))\n"
    }
}
