import Engine

/// What is known of a deployment under way: the tree of its resources and what was said.
///
/// Lists of what runs, waits and has changed are kept as events come in, so that a redraw walks none of the rest.
struct DeploymentView: Sendable {
    /// What the run does, as its heading says it.
    let title: RunTitle
    private(set) var tree = ResourceTree()
    private(set) var messages: [EngineEvent.Message] = []
    private(set) var isCancelling = false
    private(set) var result: DeploymentResult?
    /// What runs now, the longest first; components, which only hold others, are apart.
    private(set) var running = PlaceList()
    private var openComponents = PlaceList()
    /// What waits.
    private(set) var waiting = PlaceList()
    /// Places of what waits for a resource.
    private var waitingFor: [String: [Int]] = [:]
    /// What failed.
    private(set) var failed = PlaceList()
    /// What has changed, or would change.
    private(set) var changed = PlaceList()
    /// How often each operation has ended.
    private(set) var counts: [StepOperation: Int] = [:]
    /// What would be lost by the plan.
    private(set) var losses: [Loss] = []
    /// Reads before an update that found something else than was known.
    private(set) var drifts: [EngineEvent.Step] = []
    /// Steps that change something, where their differences are asked for.
    private(set) var steps: [EngineEvent.Step] = []
    private let keepsSteps: Bool
    private(set) var began: ContinuousClock.Instant?

    /// Whether it only plans.
    var isPreview: Bool { title.isPreview }

    /// How many steps have ended of those that ``RunTitle/planned`` counts: changes, and in a refresh every read.
    var doneCount: Int {
        counts.reduce(0) { $0 + ($1.key.isSame && title.goal != .refresh ? 0 : $1.value) }
    }

    /// An empty view.
    init(_ title: RunTitle, keepsSteps: Bool = false) {
        self.title = title
        self.keepsSteps = keepsSteps
    }

    /// So many of what waits: first that for which what runs now makes the way free.
    func nextWaiting(_ limit: Int) -> [Int] {
        var next: [Int] = []
        for place in running.first(limit) {
            for blocked in waitingFor[tree[place].urn] ?? [] where next.count < limit {
                if tree[blocked].phase == .waiting, !next.contains(blocked) { next.append(blocked) }
            }
        }
        return next + waiting.first(limit).filter { !next.contains($0) }.prefix(limit - next.count)
    }

    /// Takes an event in.
    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) {
        if began == nil { began = now }
        switch event {
        case .prelude: break
        // Providers that the engine makes are its own affair, unless one fails.
        case .resourceStarted(let step) where step.isInternal: break
        case .resourceFinished(let step) where step.isInternal: break
        case .resourceWaiting(let urn, _, let parent, let dependencies): wait(urn, parent, dependencies)
        case .resourceStarted(let step): start(step, now)
        case .resourceFinished(let step): finish(step, now)
        case .resourceFailed(let step): fail(step, now)
        case .outputsRegistered(let step): complete(step.urn, now)
        case .diagnostic(let message): take(message)
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
            // The step that tells of a whole replacement takes no time of its own.
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
        } else if !step.operation.isSame || step.operation == .refresh {
            running.insert(place)
        }
    }

    private mutating func finish(_ step: EngineEvent.Step, _ now: ContinuousClock.Instant) {
        let isPreview = isPreview
        let place = tree.update(step.urn, parent: step.parent) { row in
            row.operation = row.finished(by: step.operation)
            row.status = ""
            if step.operation != .same, !step.changes.isEmpty { row.changes = step.changes.text }
            // A component is done when all is that it holds, which its outputs tell.
            let isOpen = row.isComponent && !isPreview && !step.operation.isSame && step.new != nil
            if !isOpen { row.phase = .done(after: row.elapsed(now)) }
        }
        waiting.remove(place)
        running.remove(place)
        if tree[place].phase != .running { openComponents.remove(place) }
        if step.isLogical { counts[step.operation, default: 0] += 1 }
        if step.hasDrifted { drifts.append(step) }
        guard !step.operation.isSame else { return }
        changed.insert(place)
        if let loss = Loss(step) { losses.append(loss) }
        if keepsSteps, step.isLogical { steps.append(step) }
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

    private mutating func take(_ message: EngineEvent.Message) {
        let isKnown = tree[message.urn] != nil
        if message.isEphemeral {
            if isKnown { tree.update(message.urn) { $0.status = PlainText.firstLine(message.text) } }
            return
        }
        guard message.severity != .debug else { return }
        messages.append(message)
        if isKnown { tree.update(message.urn) { $0.messages[message.severity, default: 0] += 1 } }
    }
}

extension ResourceTree.Row {
    /// How long the operation has taken so far.
    func elapsed(_ now: ContinuousClock.Instant) -> Duration { since.map { now - $0 } ?? .zero }

    /// Whether its operation has failed.
    var hasFailed: Bool {
        if case .failed = phase { true } else { false }
    }

    /// What the row shows when a step has ended: a replacement is told as a whole when its last part is done.
    func finished(by step: StepOperation) -> StepOperation {
        switch step {
        case .createReplacement, .deleteReplaced, .importReplacement, .discardReplaced: .replace
        default: step
        }
    }
}
