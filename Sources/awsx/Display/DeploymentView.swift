import Engine

/// What is known of a deployment under way: the tree of its resources and what was said.
struct DeploymentView: Sendable {
    /// Whether it only plans.
    let isPreview: Bool
    private(set) var tree = ResourceTree()
    private(set) var messages: [EngineEvent.Message] = []
    private(set) var isCancelling = false
    private(set) var result: DeploymentResult?
    /// Steps that change something, in the order in which they ended or, in a plan, were found.
    private(set) var steps: [EngineEvent.Step] = []

    /// An empty view.
    init(isPreview: Bool) { self.isPreview = isPreview }

    /// Takes an event in.
    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) {
        switch event {
        case .prelude: break
        // Providers that the engine makes are its own affair, unless one fails.
        case .resourceStarted(let step) where step.isDefaultProvider: break
        case .resourceFinished(let step) where step.isDefaultProvider: break
        case .resourceWaiting(let urn, _, let parent, let dependencies):
            let names = dependencies.map { ResourceTree.typeAndName(of: $0).name }
            tree.update(urn, parent: parent) {
                $0.info = names.isEmpty ? "" : "waits for " + names.joined(separator: ", ")
            }
        case .resourceStarted(let step): start(step, now)
        case .resourceFinished(let step): finish(step, now)
        case .resourceFailed(let step):
            tree.update(step.urn, parent: step.parent) { $0.phase = .failed(after: $0.elapsed(now)) }
        case .outputsRegistered(let step):
            tree.update(step.urn, parent: step.parent) { $0.phase = .done(after: $0.elapsed(now)) }
        case .diagnostic(let message): take(message)
        case .cancelling: isCancelling = true
        case .summary(let result): self.result = result
        }
    }

    private mutating func start(_ step: EngineEvent.Step, _ now: ContinuousClock.Instant) {
        tree.update(step.urn, parent: step.parent) { row in
            row.operation = step.operation
            row.since = now
            row.phase = .running(since: now)
            row.info = ""
            row.changes = step.changedNames
        }
    }

    private mutating func finish(_ step: EngineEvent.Step, _ now: ContinuousClock.Instant) {
        tree.update(step.urn, parent: step.parent) { row in
            row.operation = row.finished(by: step.operation)
            row.phase = .done(after: row.elapsed(now))
            row.info = ""
        }
        if !step.operation.isSame, step.isOfInterest { steps.append(step) }
    }

    private mutating func take(_ message: EngineEvent.Message) {
        let firstLine = message.text.split(separator: "\n").first.map(String.init) ?? ""
        let isKnown = tree[message.urn] != nil
        if isKnown, message.isEphemeral || message.severity >= .warning {
            let prefix = message.isEphemeral ? "" : "\(message.severity.rawValue): "
            tree.update(message.urn) { $0.info = prefix + firstLine }
        }
        if !message.isEphemeral, message.severity != .debug { messages.append(message) }
    }
}

extension EngineEvent.Step {
    /// Whether people want to see it: not the halves of a replacement, nor providers that nobody asked for.
    var isOfInterest: Bool {
        isLogical && !isInternal
    }

    /// Whether it is about a provider that the engine made.
    var isDefaultProvider: Bool {
        type.hasPrefix("pulumi:providers:") && (name == "default" || name.hasPrefix("default_"))
    }

    /// The top-level properties that change, those that replace first.
    var changedNames: [String] {
        replaceKeys + differingKeys.filter { !replaceKeys.contains($0) }
    }
}

extension ResourceTree.Row {
    /// How long the operation has taken so far.
    func elapsed(_ now: ContinuousClock.Instant) -> Duration { since.map { now - $0 } ?? .zero }

    /// What the row shows when a step has ended: a replacement is told as a whole when its last part is done.
    func finished(by step: StepOperation) -> StepOperation {
        switch step {
        case .createReplacement, .deleteReplaced, .importReplacement, .discardReplaced: .replace
        default: step
        }
    }
}
