import PulumiProtocol
import RPC

/// Resolves the operations that earlier runs began and did not end, by asking providers what exists.
///
/// A resource that a create made without anybody recording its id is found by its inputs, if its provider is one of
/// ours. Other providers cannot do that: the operation stays until `refresh --clear-pending-creates`, as in Pulumi's
/// own engine.
struct InterruptedOperations: Sendable {
    /// The known outcome of an interrupted operation.
    private enum InterruptedOutcome: Sendable {
        /// The provider cannot find resources, as providers of Pulumi's own protocol.
        case unsupported
        /// The provider could not be asked, for this reason.
        case unknown(String)
        /// No resource exists.
        case absent
        /// The resource exists with these properties.
        case found(ProviderOutcome)
    }

    let options: DeploymentOptions
    let log: DeploymentLog
    let keeper: StateKeeper
    let providers: ProviderResolver

    /// Resolves all operations; in a preview they are only shown.
    func resolve() async throws {
        let all = keeper.snapshot.pendingOperations
        // A read changes no resource, and is repeated where it is needed.
        let reads = all.filter { $0.kind == .reading || $0.kind == .importing }
        let pending = all.filter { $0.kind != .reading && $0.kind != .importing }
        guard !options.isPreview else {
            for operation in pending { show(operation, .warning, "`awsx up` finds its outcome") }
            return
        }
        keeper.forget(reads)
        let outcomes = await withTaskGroup(of: (Int, InterruptedOutcome).self) { group in
            for (index, operation) in pending.enumerated() {
                group.addTask { (index, await self.outcome(of: operation)) }
            }
            var outcomes = [InterruptedOutcome](repeating: .absent, count: pending.count)
            for await (index, outcome) in group { outcomes[index] = outcome }
            return outcomes
        }
        var resolved: [Snapshot.PendingOperation] = []
        for (operation, outcome) in zip(pending, outcomes) {
            if try await resolve(operation, outcome) { resolved.append(operation) }
        }
        keeper.forget(resolved)
    }

    private func show(_ operation: Snapshot.PendingOperation, _ severity: EngineEvent.Severity, _ text: String) {
        let urn = operation.resource.urn
        log.emit(severity, "an earlier run was interrupted while \(operation.kind.rawValue) \(urn): \(text)", urn: urn)
    }

    // MARK: Asking

    private func outcome(of operation: Snapshot.PendingOperation) async -> InterruptedOutcome {
        let resource = operation.resource
        // A create is looked for by its inputs; updates and deletes by the id in the state.
        let old = operation.kind == .creating ? nil : entry(of: operation)?.state
        if operation.kind != .creating, old == nil { return .absent }
        var call = ProviderCall(urn: resource.urn, type: resource.type)
        call.id = old?.id ?? ""
        // An update may have added its new properties, and not yet removed the old ones.
        call.oldInputs = resource.inputs.merging(old?.inputs ?? [:])
        call.oldOutputs = old?.outputs ?? [:]
        do {
            let lifecycle = try await providers.lifecycle(of: resource)
            let outcome = try await lifecycle.find(call, claimed: claimed(type: resource.type))
            return outcome.map(InterruptedOutcome.found) ?? .absent
        } catch let error as StatusError where error.code == .unimplemented {
            return .unsupported
        } catch {
            return .unknown(String(explaining: error))
        }
    }

    /// The state that an update or a delete was of.
    private func entry(of operation: Snapshot.PendingOperation) -> PreviousState? {
        let resource = operation.resource
        let entries = keeper.snapshot.entries.filter { entry in
            guard entry.state.type == resource.type else { return false }
            return resource.id.isEmpty ? entry.state.urn == resource.urn : entry.state.id == resource.id
        }
        let entry =
            entries.first {
                $0.state.urn == resource.urn && $0.state.isPendingDeletion == resource.isPendingDeletion
            }
            ?? entries.first { $0.state.urn == resource.urn } ?? entries.first
        return entry.map { PreviousState(token: $0.token, state: $0.state) }
    }

    /// Ids and ARNs of the resources of a type that the stack has.
    private func claimed(type: String) -> [String] {
        keeper.snapshot.entries.map(\.state)
            .filter { $0.type == type && !$0.isPendingReplacement }
            .flatMap { [$0.id, $0.outputs["arn"]?.plain.string].compactMap(\.self) }
    }

    // MARK: Resolving

    /// Makes the state what exists.
    ///
    /// - Returns: Whether the operation is resolved.
    private func resolve(
        _ operation: Snapshot.PendingOperation,
        _ outcome: InterruptedOutcome
    ) async throws -> Bool {
        switch (operation.kind, outcome) {
        case (.creating, .unsupported):
            if options.clearsPendingCreates { return true }
            let remedy = "if the resource exists, import or delete it, then run `refresh --clear-pending-creates`"
            show(operation, .warning, remedy)
            return false
        case (_, .unsupported):
            show(operation, .warning, "`awsx refresh` reads its outcome")
            return true
        case (_, .unknown(let reason)):
            if operation.kind == .creating, options.clearsPendingCreates { return true }
            show(operation, .warning, "its outcome is unknown: \(reason)")
            return false
        case (.creating, .absent):
            show(operation, .info, "it does not exist")
            return true
        case (.creating, .found(let outcome)):
            try await adopt(operation, outcome)
            return true
        case (_, .absent):
            guard let entry = entry(of: operation) else { return true }
            show(operation, .info, "it no longer exists")
            try await keeper.change([.remove(entry.token)])
            try await keeper.change(keeper.snapshot.repairs(removed: [entry.state.urn: entry.state.parent]))
            return true
        case (_, .found(let outcome)):
            guard let entry = entry(of: operation) else { return true }
            show(operation, .info, "it exists, and was read back")
            let read = entry.state.refreshed(by: outcome)
            if read != entry.state { try await keeper.change([.put(entry.token, read)]) }
            return true
        }
    }

    /// Takes the resource that a create made into the state.
    ///
    /// It may be incomplete: what is missing shows as a difference, and its errors make the next update wait for it.
    private func adopt(_ operation: Snapshot.PendingOperation, _ outcome: ProviderOutcome) async throws {
        let key = outcome.outputs["arn"]?.plain.string ?? outcome.id
        guard !claimed(type: operation.resource.type).contains(key) else {
            return show(operation, .info, "it does not exist")
        }
        show(operation, .info, "it exists (\(outcome.id)) and was added to the stack")
        var new = operation.resource.refreshed(by: outcome)
        new.initErrors = ["the run that created it was interrupted"]
        new.created = TimeText.now()
        let entries = keeper.snapshot.entries
        let alive = Set(entries.map(\.state.urn)).union([new.urn])
        new.mapReferences { alive.contains($0) ? $0 : nil }
        let token = keeper.newToken()
        var changes: [Snapshot.Change] = []
        if let old = entries.last(where: { $0.state.urn == new.urn && !$0.state.isPendingDeletion }) {
            // Both times end with the sign of UTC, without which their text has the order of time.
            let isOlder = old.state.created.dropLast() < operation.resource.created.dropLast()
            if old.state.isPendingReplacement || old.state.retainOnDelete == true {
                changes.append(.remove(old.token))
            } else if isOlder {
                changes.append(.put(old.token, old.state.pendingDeletion))
            } else {
                // A later run has created another one since.
                new.isPendingDeletion = true
            }
        }
        try await keeper.change(changes + [.put(token, new)])
    }
}
