import Engine
import JSON

/// Events in the shape of Pulumi's engine events: what `--json` prints, one object a line.
struct EventJSON {
    /// Counts the lines.
    private var sequence = 0

    /// The line of an event, without its end; `nil` if the event is not told.
    mutating func object(_ event: EngineEvent, secondsSince1970: Int) -> JSON? {
        guard let (name, body) = Self.body(event) else { return nil }
        defer { sequence += 1 }
        return [
            "sequence": .number(sequence), "timestamp": .number(secondsSince1970), name: body,
        ]
    }

    private static func body(_ event: EngineEvent) -> (String, JSON)? {
        switch event {
        case .prelude(let configuration, _):
            let pairs = configuration.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
            return ("preludeEvent", ["config": .object(.init(pairs))])
        case .resourceWaiting(let urn, let type, let parent, let dependencies):
            let names: [JSON] = dependencies.map { .string($0) }
            return (
                "resourceWaitingEvent",
                ["urn": .string(urn), "type": .string(type), "parent": .string(parent), "for": .array(names)]
            )
        case .resourceStarted(let step): return ("resourcePreEvent", ["metadata": metadata(step)])
        case .resourceFinished(let step), .outputsRegistered(let step):
            return ("resOutputsEvent", ["metadata": metadata(step)])
        case .resourceFailed(let step): return ("resOpFailedEvent", ["metadata": metadata(step)])
        case .diagnostic(let message): return ("diagnosticEvent", diagnostic(message))
        case .cancelling: return ("cancelEvent", [:])
        case .summary(let result): return ("summaryEvent", summary(result))
        }
    }

    /// What a step is about, without the states' properties: those stand in the checkpoint.
    private static func metadata(_ step: EngineEvent.Step) -> JSON {
        var object: JSON.Object = [
            "op": .string(step.operation.rawValue), "urn": .string(step.urn), "type": .string(step.type),
            "provider": .string(step.provider), "logical": .bool(step.isLogical),
        ]
        if let id = (step.new ?? step.old)?.id, !id.isEmpty { object["id"] = .string(id) }
        if !step.replaceKeys.isEmpty { object["keys"] = strings(step.replaceKeys) }
        if !step.differingKeys.isEmpty { object["diffs"] = strings(step.differingKeys) }
        if !step.detailedDifference.isEmpty { object["detailedDiff"] = differences(step) }
        return .object(object)
    }

    /// Differences by property path, as both `--json` forms have them.
    static func differences(_ step: EngineEvent.Step) -> JSON {
        let pairs = step.detailedDifference.sorted { $0.key < $1.key }.map { path, difference in
            (path, ["kind": .string(difference.kind.rawValue), "inputDiff": .bool(difference.isOfInputs)] as JSON)
        }
        return .object(.init(pairs))
    }

    /// A message.
    static func diagnostic(_ message: EngineEvent.Message) -> JSON {
        var object: JSON.Object = [
            "message": .string(message.text), "severity": .string(message.severity.rawValue),
        ]
        if !message.urn.isEmpty { object["urn"] = .string(message.urn) }
        if message.isEphemeral { object["ephemeral"] = true }
        return .object(object)
    }

    /// How many resources each operation was done to.
    static func counts(_ result: DeploymentResult) -> JSON {
        let pairs = result.counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { operation, count in
            (operation.rawValue, JSON.number(count))
        }
        return .object(.init(pairs))
    }

    private static func summary(_ result: DeploymentResult) -> JSON {
        [
            "durationSeconds": .number(Int(result.duration.components.seconds)),
            "resourceChanges": counts(result), "failed": .bool(result.hasFailed),
        ]
    }

    private static func strings(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
}
