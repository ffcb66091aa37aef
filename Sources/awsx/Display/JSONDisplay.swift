import Engine
import Glibc
import JSON

/// Every event as a line of JSON.
struct JSONLinesDisplay: Display {
    private var events = EventJSON()

    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String {
        events.object(event, secondsSince1970: time(nil)).map { $0.text() + "\n" } ?? ""
    }
}

/// The plan as one JSON document, at the end: what `pulumi preview --json` prints.
struct PlanDisplay: Display {
    private var configuration: [(String, JSON)] = []
    private var steps: [JSON] = []
    private var diagnostics: [JSON] = []

    mutating func receive(_ event: EngineEvent, now: ContinuousClock.Instant) -> String {
        switch event {
        case .prelude(let values, _):
            configuration = values.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }
        case .resourceFinished(let step) where Self.tells(step), .resourceFailed(let step) where Self.tells(step):
            steps.append(Self.step(step))
        case .diagnostic(let message) where !message.isEphemeral: diagnostics.append(EventJSON.diagnostic(message))
        case .summary(let result): return document(result).text([.indented]) + "\n"
        default: break
        }
        return ""
    }

    /// Whether a step is listed: a read before an update is one too.
    private static func tells(_ step: EngineEvent.Step) -> Bool {
        step.isOfInterest || step.operation == .refresh && !step.isInternal
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
        if !step.differingKeys.isEmpty { object["diffReasons"] = .array(step.differingKeys.map { .string($0) }) }
        if !step.replaceKeys.isEmpty { object["replaceReasons"] = .array(step.replaceKeys.map { .string($0) }) }
        if !step.detailedDifference.isEmpty { object["detailedDiff"] = EventJSON.differences(step) }
        return .object(object)
    }
}
