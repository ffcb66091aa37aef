import Engine
import JSON
import PulumiProtocol

/// The events of a run as Pulumi engine events, one JSON object a line for `--json`.
///
/// `docs/events.md` describes them.
struct EventJSON {
    /// Indicates a preview.
    let isPreview: Bool
    /// The number of the next line.
    private var sequence = 0

    init(isPreview: Bool) { self.isPreview = isPreview }

    /// Returns the JSON objects of an event.
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
            let text = "Interrupted: running operations are completed and saved; no new ones are started."
            return [("diagnosticEvent", Self.diagnostic(.init(.warning, text)))]
        // Pulumi's readers take `cancelEvent` as the end of the stream, however the run ended.
        case .summary(let result): return [("summaryEvent", summary(result)), ("cancelEvent", [:])]
        }
    }

    private func about(_ step: EngineEvent.Step) -> JSON {
        var object: JSON.Object = ["metadata": Self.metadata(step)]
        if isPreview { object["planning"] = true }
        return .object(object)
    }

    /// Returns a step's metadata, with `null` for missing members that Pulumi always writes.
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

    /// Returns a state with secrets redacted.
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
        // Values that JSON cannot hold, such as NaN, are reported when the checkpoint is saved.
        (try? map.checkpointJSON { _ in "[secret]" }) ?? [:]
    }

    /// Returns differences by property path; the key of their kind is `kind` in a plan and `diffKind` in an event.
    static func differences(_ step: EngineEvent.Step, kind: String) -> JSON {
        let pairs = step.detailedDifference.sorted { $0.key < $1.key }.map { path, difference in
            (path, [kind: .string(difference.kind.rawValue), "inputDiff": .bool(difference.isOfInputs)] as JSON)
        }
        return .object(.init(pairs))
    }

    /// Returns a diagnostic, with the prefix that the terminal shows before it.
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

    /// Returns the number of resources by operation.
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
