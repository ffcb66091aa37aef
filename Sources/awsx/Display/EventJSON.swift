import Engine
import JSON
import PulumiProtocol

/// Events in the shape of Pulumi's engine events: what `--json` prints, one object a line. `docs/events.md` tells
/// all of it.
struct EventJSON {
    /// Whether the run only plans.
    let isPreview: Bool
    /// Counts the lines.
    private var sequence = 0

    init(isPreview: Bool) { self.isPreview = isPreview }

    /// The objects that tell an event.
    mutating func objects(_ event: EngineEvent, secondsSince1970: Int) -> [JSON] {
        bodies(event).map { name, body in
            defer { sequence += 1 }
            return ["sequence": .number(sequence), "timestamp": .number(secondsSince1970), name: body]
        }
    }

    private func bodies(_ event: EngineEvent) -> [(String, JSON)] {
        switch event {
        case .prelude(let configuration, _):
            let pairs = configuration.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
            return [("preludeEvent", ["config": .object(.init(pairs))])]
        case .resourceWaiting(let urn, let type, let parent, let dependencies):
            return [
                (
                    "resourceWaitingEvent",
                    [
                        "urn": .string(urn), "type": .string(type), "parent": .string(parent),
                        "for": Self.strings(dependencies),
                    ]
                )
            ]
        case .resourceStarted(let step) where step.isInternal: return []
        case .resourceFinished(let step) where step.isInternal: return []
        case .resourceStarted(let step): return [("resourcePreEvent", about(step))]
        case .resourceFinished(let step), .outputsRegistered(let step): return [("resOutputsEvent", about(step))]
        case .resourceFailed(let step):
            return [("resOpFailedEvent", ["metadata": Self.metadata(step), "status": 0, "steps": 0])]
        case .diagnostic(let message): return [("diagnosticEvent", Self.diagnostic(message))]
        case .cancelling:
            let text = "Interrupted: what is under way is finished and saved; nothing new begins."
            return [("diagnosticEvent", Self.diagnostic(.init(.warning, text)))]
        // Pulumi's readers take a `cancelEvent` for the end of the stream, however the run ended.
        case .summary(let result): return [("summaryEvent", summary(result)), ("cancelEvent", [:])]
        }
    }

    private func about(_ step: EngineEvent.Step) -> JSON {
        var object: JSON.Object = ["metadata": Self.metadata(step)]
        if isPreview { object["planning"] = true }
        return .object(object)
    }

    /// What a step is about. What Pulumi always writes is always written, as `null` where there is nothing.
    private static func metadata(_ step: EngineEvent.Step) -> JSON {
        var object: JSON.Object = [
            "op": .string(step.operation.rawValue), "urn": .string(step.urn), "type": .string(step.type),
            "old": step.old.map(state) ?? .null, "new": step.new.map(state) ?? .null,
        ]
        if !step.replaceKeys.isEmpty { object["keys"] = strings(step.replaceKeys) }
        if !step.differingKeys.isEmpty { object["diffs"] = strings(step.differingKeys) }
        object["detailedDiff"] = step.detailedDifference.isEmpty ? .null : differences(step, kind: "diffKind")
        if step.isLogical { object["logical"] = true }
        object["provider"] = .string(step.provider)
        return .object(object)
    }

    /// A state; secrets are objects that say so and hold nothing.
    private static func state(_ state: ResourceState) -> JSON {
        var object: JSON.Object = ["type": .string(state.type), "urn": .string(state.urn)]
        func set(_ name: String, _ isSet: Bool) {
            if isSet { object[name] = true }
        }
        set("custom", state.isCustom)
        set("delete", state.isPendingDeletion)
        object["id"] = .string(state.id)
        object["parent"] = .string(state.parent)
        set("protect", state.isProtected)
        set("taint", state.isTainted)
        set("external", state.isExternal)
        set("retainOnDelete", state.retainOnDelete ?? false)
        object["inputs"] = properties(state.inputs)
        object["outputs"] = properties(state.outputs)
        object["provider"] = .string(state.provider)
        if !state.initErrors.isEmpty { object["initErrors"] = strings(state.initErrors) }
        if !state.hideDiff.isEmpty { object["hideDiffs"] = strings(state.hideDiff) }
        return .object(object)
    }

    private static func properties(_ map: PropertyMap) -> JSON {
        // What JSON cannot hold, such as a number that is none, is left to the checkpoint to complain of.
        (try? map.checkpointJSON { _ in "[secret]" }) ?? [:]
    }

    /// Differences by property path; their kind is called `kind` in a plan and `diffKind` in an event.
    static func differences(_ step: EngineEvent.Step, kind: String) -> JSON {
        let pairs = step.detailedDifference.sorted { $0.key < $1.key }.map { path, difference in
            (path, [kind: .string(difference.kind.rawValue), "inputDiff": .bool(difference.isOfInputs)] as JSON)
        }
        return .object(.init(pairs))
    }

    /// A message. The prefix is what people see before it.
    private static func diagnostic(_ message: EngineEvent.Message) -> JSON {
        var object: JSON.Object = [:]
        if !message.urn.isEmpty { object["urn"] = .string(message.urn) }
        if message.severity >= .warning { object["prefix"] = .string("\(message.severity.rawValue): ") }
        object["message"] = .string(PlainText.lines(message.text))
        object["color"] = "never"
        object["severity"] = .string(message.severity.rawValue)
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

    private func summary(_ result: DeploymentResult) -> JSON {
        let (whole, fraction) = result.duration.components
        let outcome = result.wasCancelled ? "canceled" : result.hasFailed ? "failed" : "succeeded"
        return [
            "maybeCorrupt": false, "durationSeconds": .number(Int(whole) + (fraction > 0 ? 1 : 0)),
            "resourceChanges": Self.counts(result), "PolicyPacks": [:], "isPreview": .bool(isPreview),
            "result": .string(outcome),
        ]
    }

    private static func strings(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
}
