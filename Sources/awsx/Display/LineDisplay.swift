import Engine

/// Plain lines, one a change of state: for logs and for output that is not a terminal.
struct LineDisplay: Display {
    private var view: DeploymentView
    private let terminal: Terminal
    private let options: SummaryText.Options
    private var lastInfo: [String: String] = [:]

    /// A display for one deployment.
    init(terminal: Terminal, isPreview: Bool, options: SummaryText.Options) {
        self.terminal = terminal
        self.options = options
        view = DeploymentView(isPreview: isPreview)
    }

    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String {
        view.receive(event, now: now)
        switch event {
        case .resourceStarted(let step) where !view.isPreview && !step.operation.isSame && !step.isDefaultProvider:
            return line(step, step.operation.progress)
        case .resourceFinished(let step) where isShown(step):
            let row = view.tree[step.urn]
            let time = row.map { " (\(seconds($0.elapsed(now))))" } ?? ""
            return line(step, view.isPreview ? step.operation.rawValue : step.operation.done + time)
        case .resourceFailed(let step):
            return line(step, "\(step.operation.progress) failed", .red)
        case .diagnostic(let message): return said(message)
        case .cancelling: return "interrupted: finishing what is under way; interrupt again to stop at once\n"
        case .summary: return SummaryText(view: view, terminal: terminal, options: options).text
        default: return ""
        }
    }

    /// In a plan a replacement is one line; for real, each of its parts takes its time.
    private func isShown(_ step: EngineEvent.Step) -> Bool {
        !step.operation.isSame && (view.isPreview ? step.isOfInterest : !step.isDefaultProvider)
    }

    private func line(_ step: EngineEvent.Step, _ status: String, _ style: Style? = nil) -> String {
        let (type, name) = ResourceTree.typeAndName(of: step.urn)
        let changes = step.changedNames.isEmpty ? "" : " [\(step.changedNames.joined(separator: ", "))]"
        let sign = step.operation.sign.count == 1 ? step.operation.sign + " " : step.operation.sign
        return terminal.styled(" \(sign) \(type) \(name) \(status)\(changes)", style ?? step.operation.style) + "\n"
    }

    /// The reason of a wait, once; whatever else was said comes with the summary.
    private mutating func said(_ message: EngineEvent.Message) -> String {
        guard message.isEphemeral, !message.urn.isEmpty, lastInfo[message.urn] != message.text else { return "" }
        lastInfo[message.urn] = message.text
        let (type, name) = ResourceTree.typeAndName(of: message.urn)
        return "    \(type) \(name): \(message.text)\n"
    }
}
