import Engine
import Glibc
import JSON
import PulumiProtocol

/// Displays every event as a line of JSON.
struct JSONLinesDisplay: Display {
    private var events: EventJSON

    init(isPreview: Bool) { events = EventJSON(isPreview: isPreview) }

    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String {
        events.objects(event, secondsSince1970: time(nil)).map { $0.text() + "\n" }.joined()
    }
}

/// Displays the plan as one JSON document at the end, as `pulumi preview --json` does.
struct PlanDisplay: Display {
    /// Lists unchanged resources too.
    var showsSames = false
    private var configuration: [(String, JSON)] = []
    private var steps: [JSON] = []
    private var diagnostics: [JSON] = []

    init(showsSames: Bool = false) { self.showsSames = showsSames }

    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String {
        switch event {
        case .prelude(let values, _):
            configuration = values.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }
        case .resourceFinished(let step) where lists(step), .resourceFailed(let step) where lists(step):
            steps.append(Self.step(step))
        case .diagnostic(let message) where !message.isEphemeral && message.severity != .debug:
            diagnostics.append(Self.diagnostic(message))
        case .summary(let result): return document(result).text([.indented]) + "\n"
        default: break
        }
        return ""
    }

    /// Returns whether a step is listed; a refresh before an update is one.
    private func lists(_ step: EngineEvent.Step) -> Bool {
        guard step.isOfInterest || step.operation == .refresh && !step.isInternal else { return false }
        return step.operation != .same || showsSames || step.type == URN.stackType
            || step.old?.isProtected != step.new?.isProtected
    }

    private func document(_ result: DeploymentResult) -> JSON {
        let (whole, fraction) = result.duration.components
        var object: JSON.Object = ["config": .object(.init(configuration)), "steps": .array(steps)]
        if !diagnostics.isEmpty { object["diagnostics"] = .array(diagnostics) }
        object["duration"] = .number(Int(whole) * 1_000_000_000 + Int(fraction / 1_000_000_000))
        object["changeSummary"] = EventJSON.counts(result)
        return .object(object)
    }

    private static func step(_ step: EngineEvent.Step) -> JSON {
        var object: JSON.Object = ["op": .string(step.operation.rawValue), "urn": .string(step.urn)]
        if !step.provider.isEmpty { object["provider"] = .string(step.provider) }
        if let old = step.old.flatMap(state) { object["oldState"] = old }
        if let new = step.new.flatMap(state) { object["newState"] = new }
        if !step.differingKeys.isEmpty { object["diffReasons"] = .array(step.differingKeys.map { .string($0) }) }
        if !step.replaceKeys.isEmpty { object["replaceReasons"] = .array(step.replaceKeys.map { .string($0) }) }
        if !step.detailedDifference.isEmpty { object["detailedDiff"] = EventJSON.differences(step, kind: "kind") }
        return .object(object)
    }

    /// Returns a state as in checkpoints, with `[secret]` for secrets.
    private static func state(_ state: ResourceState) -> JSON? {
        var redacted = state
        redacted.inputs = state.inputs.mapValues(\.redacted)
        redacted.outputs = state.outputs.mapValues(\.redacted)
        redacted.replacementTrigger = state.replacementTrigger.map(\.redacted)
        return try? redacted.checkpointJSON()
    }

    private static func diagnostic(_ message: EngineEvent.Message) -> JSON {
        var object: JSON.Object = [:]
        if !message.urn.isEmpty { object["urn"] = .string(message.urn) }
        let prefix = message.severity >= .warning ? "\(message.severity.rawValue): " : ""
        object["message"] = .string(prefix + PlainText.lines(message.text))
        object["severity"] = .string(message.severity.rawValue)
        return .object(object)
    }
}
