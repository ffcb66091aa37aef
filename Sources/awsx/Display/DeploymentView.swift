import Engine

/// The progress of a deployment: its resource tree and messages.
///
/// The lists of running, waiting and changed rows are updated with every event, so that a redraw visits only the rows
/// it shows.
struct DeploymentView: Sendable {
    /// The title of the run.
    let title: RunTitle
    private(set) var tree: ResourceTree
    private(set) var messages: [EngineEvent.Message] = []
    private(set) var isCancelling = false
    private(set) var result: DeploymentResult?
    /// The running rows, the oldest first, without components.
    private(set) var running = RowOrder()
    private var openComponents = RowOrder()
    /// The waiting rows.
    private(set) var waiting = RowOrder()
    /// The rows that wait for a resource, by its URN.
    private var waitingFor: [String: [Int]] = [:]
    /// The failed rows.
    private(set) var failed = RowOrder()
    /// The rows that have changed or, in a preview, would change.
    private(set) var changed = RowOrder()
    /// The number of completed steps by operation.
    private(set) var counts: [StepOperation: Int] = [:]
    /// The resources that the plan deletes or replaces.
    private(set) var removals: [Removal] = []
    /// The refresh steps before an update that found changes.
    private(set) var drifts: [EngineEvent.Step] = []
    /// The changing steps, if their differences are to be shown.
    private(set) var steps: [EngineEvent.Step] = []
    private let options: DisplayOptions
    private let holdings: Holdings
    private(set) var began: ContinuousClock.Instant?

    /// Indicates a preview.
    var isPreview: Bool { title.isPreview }

    /// The number of completed steps that ``RunTitle/planned`` counts: changes and, in a refresh, reads.
    var doneCount: Int {
        counts.reduce(0) { $0 + ($1.key.isSame && title.goal != .refresh ? 0 : $1.value) }
    }

    /// Creates an empty view.
    init(_ title: RunTitle, options: DisplayOptions = .init(), holdings: Holdings = .none) {
        self.title = title
        self.options = options
        tree = ResourceTree(showsURNs: options.showsURNs)
        self.holdings = holdings
    }

    /// Returns up to `limit` waiting rows, first those that a running row blocks.
    func nextWaiting(_ limit: Int) -> [Int] {
        var next: [Int] = []
        for place in running.first(limit) {
            for blocked in waitingFor[tree[place].urn] ?? [] where next.count < limit {
                if tree[blocked].phase == .waiting, !next.contains(blocked) { next.append(blocked) }
            }
        }
        return next + waiting.first(limit).filter { !next.contains($0) }.prefix(limit - next.count)
    }

    /// Updates the view with an event.
    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) {
        if began == nil { began = now }
        switch event {
        case .prelude: break
        // Default providers are hidden, unless one fails.
        case .resourceStarted(let step) where step.isInternal: break
        case .resourceFinished(let step) where step.isInternal: break
        case .resourceWaiting(let urn, _, let parent, let dependencies): wait(urn, parent, dependencies)
        case .resourceStarted(let step): start(step, now)
        case .resourceFinished(let step): finish(step, now)
        case .resourceFailed(let step): fail(step, now)
        case .outputsRegistered(let step): complete(step.urn, now)
        case .diagnostic(let message): add(message)
        case .cancelling: isCancelling = true
        case .summary(let result):
            self.result = result
            for place in openComponents.first(.max) { complete(tree[place].urn, now) }
        }
    }

    private mutating func wait(_ urn: String, _ parent: String, _ dependencies: [String]) {
        guard tree[urn]?.phase ?? .unknown == .unknown else { return }
        let place = tree.update(urn, parent: parent) { row in
            row.phase = .waiting
            row.waitsFor = dependencies
        }
        waiting.insert(place)
        for urn in dependencies { waitingFor[urn, default: []].append(place) }
    }

    private mutating func start(_ step: EngineEvent.Step, _ now: ContinuousClock.Instant) {
        let place = tree.update(step.urn, parent: step.parent) { row in
            row.operation = step.operation
            // The step of the whole replacement takes no time of its own.
            if step.operation != .replace || row.since == nil { row.since = now }
            row.phase = .running
            row.status = ""
            row.isComponent = step.isComponent
            row.isRetained = step.isRetained
            if !step.changes.isEmpty { row.changes = step.changes.text }
        }
        waiting.remove(place)
        if step.isComponent {
            openComponents.insert(place)
        } else if options.lists(step.operation) || step.operation == .refresh {
            running.insert(place)
        }
    }

    private mutating func finish(_ step: EngineEvent.Step, _ now: ContinuousClock.Instant) {
        let isPreview = isPreview
        let place = tree.update(step.urn, parent: step.parent) { row in
            row.operation = row.finished(by: step.operation)
            row.status = ""
            if step.operation != .same, !step.changes.isEmpty { row.changes = step.changes.text }
            // A component is done when its children are, which its outputs signal.
            let isOpen = row.isComponent && !isPreview && !step.operation.isSame && step.new != nil
            if !isOpen { row.phase = .done(after: row.elapsed(now)) }
        }
        waiting.remove(place)
        running.remove(place)
        if tree[place].phase != .running { openComponents.remove(place) }
        if step.isLogical { counts[step.operation, default: 0] += 1 }
        if step.hasDrifted { drifts.append(step) }
        if options.lists(step.operation) { changed.insert(place) }
        guard !step.operation.isSame else { return }
        if let removal = Removal(step, holdings) { removals.append(removal) }
        if options.showsDifferences, step.isLogical || options.showsReplacementSteps { steps.append(step) }
    }

    private mutating func fail(_ step: EngineEvent.Step, _ now: ContinuousClock.Instant) {
        let place = tree.update(step.urn, parent: step.parent) { row in
            row.operation = step.operation
            row.phase = .failed(after: row.elapsed(now))
        }
        running.remove(place)
        openComponents.remove(place)
        waiting.remove(place)
        failed.insert(place)
        changed.insert(place)
    }

    private mutating func complete(_ urn: String, _ now: ContinuousClock.Instant) {
        guard tree[urn]?.phase == .running else { return }
        openComponents.remove(tree.update(urn) { $0.phase = .done(after: $0.elapsed(now)) })
    }

    private mutating func add(_ message: EngineEvent.Message) {
        let isKnown = tree[message.urn] != nil
        if message.isEphemeral {
            if isKnown {
                tree.update(message.urn) { $0.status = PlainText.status(message.text).joined(separator: "\n") }
            }
            return
        }
        guard message.severity != .debug || options.showsDebug else { return }
        messages.append(message)
        if isKnown { tree.update(message.urn) { $0.messages[message.severity, default: 0] += 1 } }
    }
}

extension ResourceTree.Row {
    /// Returns the time that the operation has taken so far.
    func elapsed(_ now: ContinuousClock.Instant) -> Duration { since.map { now - $0 } ?? .zero }

    /// Indicates a failed operation.
    var hasFailed: Bool {
        if case .failed = phase { true } else { false }
    }

    /// Returns the operation to show after a step: the parts of a replacement count as one.
    func finished(by step: StepOperation) -> StepOperation {
        switch step {
        case .createReplacement, .deleteReplaced, .importReplacement, .discardReplaced: .replace
        default: step
        }
    }
}
