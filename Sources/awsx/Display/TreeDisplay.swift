import Engine

/// Displays the tree on a live screen and, at the end, the result below the earlier output.
struct TreeDisplay: Display {
    private var view: DeploymentView
    private let terminal: Terminal
    private let options: DisplayOptions

    /// Creates a display for one deployment on an interactive terminal.
    init(_ title: RunTitle, terminal: Terminal, options: DisplayOptions, holdings: Holdings = .none) {
        self.terminal = terminal
        self.options = options
        view = DeploymentView(title, options: options, holdings: holdings)
    }

    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String {
        view.receive(event, now: now)
        if case .prelude(let configuration, _) = event { return options.text(configuration) }
        guard case .summary = event else { return "" }
        let columns = terminal.size.columns
        let whole = TreeText(view: view, terminal: terminal, columns: columns).text(now: now)
        let tree = options.showsDifferences ? terminal.styled(view.title.heading, .bold) + "\n" : whole
        return (view.title.followsPlan ? "\n" : "") + tree
            + SummaryText(view: view, terminal: terminal, options: options).text
    }

    func frame(_ size: Terminal.Size, now: ContinuousClock.Instant) -> [String] {
        view.result == nil ? LiveFrame(view: view, terminal: terminal).lines(size, now: now) : []
    }
}
