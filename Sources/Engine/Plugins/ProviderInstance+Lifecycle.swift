import ProviderKit
import PulumiProtocol
import RPC

extension ProviderInstance: Lifecycle {
    func check(_ subject: Subject, olds: PropertyMap?, news: PropertyMap, seed: [UInt8]) async throws -> CheckResponse {
        guard abilities != nil else { return CheckResponse(inputs: news) }
        var answer: CheckResponse = try await plugin.call(
            "Check",
            CheckRequest(
                urn: subject.urn,
                olds: outgoing(olds ?? [:]),
                news: outgoing(news),
                randomSeed: seed,
                name: subject.name,
                type: subject.type
            )
        )
        answer.inputs = incoming(answer.inputs, from: news)
        return answer
    }

    func diff(
        _ subject: Subject,
        old: ResourceState,
        news: PropertyMap,
        ignoring: [String]
    ) async throws -> Difference {
        guard abilities != nil else { return .unforeseeable }
        let answer: DiffResponse = try await plugin.call(
            "Diff",
            DiffRequest(
                id: old.id,
                urn: subject.urn,
                olds: outgoing(old.outputs),
                news: outgoing(news),
                ignoreChanges: ignoring,
                oldInputs: outgoing(old.inputs),
                name: subject.name,
                type: subject.type
            )
        )
        return Difference(answer, old: old.inputs, new: news)
    }

    func create(_ subject: Subject, inputs: PropertyMap, timeout: Double) async throws -> ProviderOutcome {
        guard abilities != nil else { return ProviderOutcome(id: "", outputs: [:]) }
        guard !isPreview || foretells else { return ProviderOutcome(id: "", outputs: inputs) }
        do {
            let answer: CreateResponse = try await plugin.call(
                "Create",
                CreateRequest(
                    urn: subject.urn,
                    properties: outgoing(inputs),
                    timeout: timeout,
                    preview: isPreview,
                    name: subject.name,
                    type: subject.type
                )
            )
            guard isPreview || !answer.id.isEmpty else {
                throw StatusError(.internal, "the provider created \(subject.urn) but gave it no id; report its bug")
            }
            var outcome = ProviderOutcome(id: answer.id, outputs: incoming(answer.properties, from: inputs))
            outcome.refreshesBeforeUpdate = answer.refreshBeforeUpdate
            return outcome
        } catch let error as StatusError {
            return try partial(error, sent: inputs)
        }
    }

    func update(
        _ subject: Subject,
        old: ResourceState,
        news: PropertyMap,
        ignoring: [String],
        timeout: Double
    ) async throws -> ProviderOutcome {
        guard abilities != nil else { return ProviderOutcome(id: old.id, outputs: [:]) }
        guard !isPreview || foretells else { return ProviderOutcome(id: old.id, outputs: news) }
        do {
            let answer: UpdateResponse = try await plugin.call(
                "Update",
                UpdateRequest(
                    id: old.id,
                    urn: subject.urn,
                    olds: outgoing(old.outputs),
                    news: outgoing(news),
                    timeout: timeout,
                    ignoreChanges: ignoring,
                    preview: isPreview,
                    oldInputs: outgoing(old.inputs),
                    name: subject.name,
                    type: subject.type
                )
            )
            var outcome = ProviderOutcome(id: old.id, outputs: incoming(answer.properties, from: news))
            outcome.refreshesBeforeUpdate = answer.refreshBeforeUpdate
            return outcome
        } catch let error as StatusError {
            var outcome = try partial(error, sent: news)
            outcome.id = old.id
            return outcome
        }
    }

    func delete(_ subject: Subject, old: ResourceState) async throws {
        let _: Empty = try await plugin.call(
            "Delete",
            DeleteRequest(
                id: old.id,
                urn: subject.urn,
                properties: outgoing(old.outputs),
                timeout: old.customTimeouts?.delete ?? 0,
                oldInputs: outgoing(old.inputs),
                name: subject.name,
                type: subject.type
            )
        )
    }

    func read(
        _ subject: Subject,
        id: String,
        inputs: PropertyMap?,
        outputs: PropertyMap,
        timeout: Double
    ) async throws -> ProviderOutcome? {
        let known = (inputs ?? [:]).merging(outputs)
        do {
            let answer: ReadResponse = try await plugin.call(
                "Read",
                ReadRequest(
                    id: id,
                    urn: subject.urn,
                    properties: outgoing(outputs),
                    inputs: inputs.map(outgoing),
                    name: subject.name,
                    type: subject.type,
                    timeout: timeout
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

    func find(
        _ subject: Subject,
        id: String,
        inputs: PropertyMap,
        outputs: PropertyMap,
        claimed: [String]
    ) async throws -> ProviderOutcome? {
        let request = ReadRequest(
            id: id,
            urn: subject.urn,
            properties: id.isEmpty ? [Recovery.claimedKey: .list(claimed.map { .string($0) })] : outgoing(outputs),
            inputs: outgoing(inputs),
            name: subject.name,
            type: subject.type
        )
        let known = inputs.merging(outputs)
        let answer: ReadResponse = try await plugin.call(Recovery.method, request)
        guard !answer.id.isEmpty else { return nil }
        return ProviderOutcome(
            id: answer.id,
            outputs: incoming(answer.properties ?? [:], from: known),
            inputs: answer.inputs.map { incoming($0, from: known) }
        )
    }

    private func partial(_ error: StatusError, sent: PropertyMap) throws -> ProviderOutcome {
        guard var outcome = ProviderOutcome(error) else { throw error }
        outcome.outputs = incoming(outcome.outputs, from: sent)
        outcome.inputs = outcome.inputs.map { incoming($0, from: sent) }
        return outcome
    }
}

extension Difference {
    /// What a provider answered. Where it does not know, inputs are compared.
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
