import ProviderKit
import PulumiProtocol
import RPC

extension ProviderInstance: ResourceLifecycle {
    func check(_ call: ProviderCall) async throws -> CheckResponse {
        guard configureResponse != nil else { return CheckResponse(inputs: call.inputs) }
        var answer: CheckResponse = try await plugin.call(
            "Check",
            CheckRequest(
                urn: call.urn,
                olds: outgoing(call.oldInputs ?? [:]),
                news: outgoing(call.inputs),
                randomSeed: call.seed,
                name: call.name,
                type: call.type
            )
        )
        answer.inputs = incoming(answer.inputs, from: call.inputs)
        return answer
    }

    func diff(_ call: ProviderCall) async throws -> Difference {
        guard configureResponse != nil else { return .unforeseeable }
        let oldInputs = call.oldInputs ?? [:]
        let answer: DiffResponse = try await plugin.call(
            "Diff",
            DiffRequest(
                id: call.id,
                urn: call.urn,
                olds: outgoing(call.oldOutputs),
                news: outgoing(call.inputs),
                ignoreChanges: call.ignoreChanges,
                oldInputs: outgoing(oldInputs),
                name: call.name,
                type: call.type
            )
        )
        return Difference(answer, old: oldInputs, new: call.inputs)
    }

    func create(_ call: ProviderCall) async throws -> ProviderOutcome {
        guard configureResponse != nil else { return ProviderOutcome(id: "", outputs: [:]) }
        guard !isPreview || supportsPreview else { return ProviderOutcome(id: "", outputs: call.inputs) }
        do {
            let answer: CreateResponse = try await plugin.call(
                "Create",
                CreateRequest(
                    urn: call.urn,
                    properties: outgoing(call.inputs),
                    timeout: call.timeout,
                    preview: isPreview,
                    name: call.name,
                    type: call.type
                )
            )
            guard isPreview || !answer.id.isEmpty else {
                throw StatusError(
                    .internal,
                    "the provider created \(call.urn) without an id, which is a bug of the provider"
                )
            }
            var outcome = ProviderOutcome(id: answer.id, outputs: incoming(answer.properties, from: call.inputs))
            outcome.refreshesBeforeUpdate = answer.refreshBeforeUpdate
            return outcome
        } catch let error as StatusError {
            return try partial(error, sent: call.inputs)
        }
    }

    func update(_ call: ProviderCall) async throws -> ProviderOutcome {
        guard configureResponse != nil else { return ProviderOutcome(id: call.id, outputs: [:]) }
        guard !isPreview || supportsPreview else { return ProviderOutcome(id: call.id, outputs: call.inputs) }
        do {
            let answer: UpdateResponse = try await plugin.call(
                "Update",
                UpdateRequest(
                    id: call.id,
                    urn: call.urn,
                    olds: outgoing(call.oldOutputs),
                    news: outgoing(call.inputs),
                    timeout: call.timeout,
                    ignoreChanges: call.ignoreChanges,
                    preview: isPreview,
                    oldInputs: outgoing(call.oldInputs ?? [:]),
                    name: call.name,
                    type: call.type
                )
            )
            var outcome = ProviderOutcome(id: call.id, outputs: incoming(answer.properties, from: call.inputs))
            outcome.refreshesBeforeUpdate = answer.refreshBeforeUpdate
            return outcome
        } catch let error as StatusError {
            var outcome = try partial(error, sent: call.inputs)
            outcome.id = call.id
            return outcome
        }
    }

    func delete(_ call: ProviderCall) async throws {
        let _: Empty = try await plugin.call(
            "Delete",
            DeleteRequest(
                id: call.id,
                urn: call.urn,
                properties: outgoing(call.oldOutputs),
                timeout: call.timeout,
                oldInputs: outgoing(call.oldInputs ?? [:]),
                name: call.name,
                type: call.type
            )
        )
    }

    func read(_ call: ProviderCall) async throws -> ProviderOutcome? {
        try await read(call, by: "Read", properties: outgoing(call.oldOutputs))
    }

    func find(_ call: ProviderCall, claimed: [String]) async throws -> ProviderOutcome? {
        let properties: PropertyMap =
            call.id.isEmpty
            ? [Recovery.claimedKey: .list(claimed.map { .string($0) })] : outgoing(call.oldOutputs)
        return try await read(call, by: Recovery.method, properties: properties)
    }

    private func read(
        _ call: ProviderCall,
        by method: String,
        properties: PropertyMap
    ) async throws -> ProviderOutcome? {
        let known = (call.oldInputs ?? [:]).merging(call.oldOutputs)
        do {
            let answer: ReadResponse = try await plugin.call(
                method,
                ReadRequest(
                    id: call.id,
                    urn: call.urn,
                    properties: properties,
                    inputs: call.oldInputs.map(outgoing),
                    name: call.name,
                    type: call.type,
                    timeout: call.timeout
                )
            )
            guard !answer.id.isEmpty else { return nil }
            var outcome = ProviderOutcome(
                id: answer.id,
                outputs: incoming(answer.properties ?? [:], from: known),
                inputs: answer.inputs.map { incoming($0, from: known) }
            )
            outcome.refreshesBeforeUpdate = answer.refreshBeforeUpdate
            return outcome
        } catch let error as StatusError {
            return try partial(error, sent: known)
        }
    }

    /// The outcome of a call that failed and left a resource behind; throws the error if it left none.
    private func partial(_ error: StatusError, sent: PropertyMap) throws -> ProviderOutcome {
        guard var outcome = ProviderOutcome(error) else { throw error }
        outcome.outputs = incoming(outcome.outputs, from: sent)
        outcome.inputs = outcome.inputs.map { incoming($0, from: sent) }
        return outcome
    }
}

extension Difference {
    /// The difference that a provider answered, or that of the inputs where the provider does not know.
    init(_ answer: DiffResponse, old: PropertyMap, new: PropertyMap) {
        switch answer.changes {
        case .diffNone:
            self = .none
        case .diffSome:
            self.init(hasChanges: true)
        default:
            self = .between(old, new)
            guard hasChanges else { return }
        }
        stableKeys = answer.stables
        guard hasChanges else { return }
        replaceKeys = answer.replaces
        if !answer.diffs.isEmpty { changedKeys = answer.diffs }
        deleteBeforeReplace = answer.deleteBeforeReplace
        for (path, difference) in answer.detailedDiff {
            detailed[path] = PropertyDifference(.init(difference.kind), isOfInputs: difference.inputDiff)
        }
    }
}

extension PropertyDifference.Kind {
    init(_ kind: PropertyDiff.Kind) {
        self =
            switch kind {
            case .add: .add
            case .addReplace: .addReplace
            case .delete: .delete
            case .deleteReplace: .deleteReplace
            case .updateReplace: .updateReplace
            case .update, .unrecognized: .update
            }
    }
}
