import PulumiProtocol

@testable import Engine
@testable import awsx

/// Sample steps, events and views for the tests of displays.
enum Sample {
    static let terminal = Terminal(isTerminal: false, environment: ["TERM": "dumb"])
    static let colourful = Terminal(isTerminal: true, environment: ["TERM": "xterm"])
    static let now = ContinuousClock.now

    static func urn(_ name: String, _ type: String = "aws:ecs/cluster:Cluster") -> String {
        "urn:pulumi:dev::app::\(type)::\(name)"
    }

    static func title(isPreview: Bool = false, planned: Int? = nil) -> RunTitle {
        RunTitle(goal: .update, isPreview: isPreview, stack: "dev", planned: planned)
    }

    /// Returns a step of a resource with the states of its operation.
    static func step(
        _ operation: StepOperation,
        _ name: String,
        type: String = "aws:ecs/cluster:Cluster",
        parent: String = "",
        old: PropertyMap = [:],
        new: PropertyMap = [:],
        keys: [String] = [],
        detailed: [String: PropertyDifference] = [:],
        isLogical: Bool = true,
        isCustom: Bool = true,
        isRefresh: Bool = false,
        change: (inout ResourceState) -> Void = { _ in }
    ) -> EngineEvent.Step {
        func state(_ inputs: PropertyMap) -> ResourceState {
            var state = ResourceState(urn: urn(name, type), type: type, isCustom: isCustom)
            state.inputs = inputs
            state.outputs = inputs
            state.parent = parent
            change(&state)
            return state
        }
        let hasOld = ![.create, .import].contains(operation)
        let hasNew = ![.delete, .deleteReplaced].contains(operation)
        return EngineEvent.Step(
            number: 1,
            operation: operation,
            urn: urn(name, type),
            type: type,
            provider: "",
            old: hasOld ? state(old) : nil,
            new: hasNew ? state(new) : nil,
            replaceKeys: keys,
            differingKeys: [],
            detailedDifference: detailed,
            isLogical: isLogical,
            isRefresh: isRefresh
        )
    }

    static func result(
        _ counts: [StepOperation: Int] = [:],
        outputs: PropertyMap = [:],
        before: PropertyMap = [:],
        hasFailed: Bool = false,
        wasCancelled: Bool = false
    ) -> DeploymentResult {
        DeploymentResult(
            snapshot: Snapshot(),
            counts: counts,
            outputs: outputs,
            previousOutputs: before,
            hasFailed: hasFailed,
            wasCancelled: wasCancelled,
            duration: .seconds(1)
        )
    }

    /// Returns the view after these events.
    static func view(_ events: [EngineEvent], _ title: RunTitle = title(), at time: Duration = .zero) -> DeploymentView
    {
        var view = DeploymentView(title)
        for event in events { view.receive(event, now: now) }
        return view
    }

    /// A view of a thousand resources in rows of ten that wait for each other: some are done, some are running.
    static let thousand: DeploymentView = {
        var events: [EngineEvent] = []
        for number in 0..<1000 {
            let blockers = number >= 10 ? [urn("r\(number - 10)")] : []
            events.append(.resourceWaiting(urn: urn("r\(number)"), type: "", parent: "", for: blockers))
        }
        for number in 0..<60 { events.append(.resourceStarted(step(.create, "r\(number)"))) }
        for number in 0..<45 { events.append(.resourceFinished(step(.create, "r\(number)"))) }
        return view(events, title(planned: 1000))
    }()
}

extension String {
    /// The lines of the text, without the empty one after the last line break.
    var textLines: [String] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
