import PulumiProtocol
import RPC

extension DeploymentRun {
    /// What became of an operation of which no run saw the end.
    private enum Fate: Sendable {
        /// The provider cannot tell, as providers of Pulumi's own protocol.
        case unaskable
        /// It cannot be told just now, for this reason.
        case unknown(String)
        /// It left nothing.
        case nothing
        /// It left this.
        case found(ProviderOutcome)
    }

    /// Settles what earlier runs began and did not end, by asking providers what is there.
    ///
    /// What a create made whose id nobody noted, a provider of ours finds by its inputs. Another one cannot: the
    /// operation stays until `refresh --clear-pending-creates`, as in Pulumi's own engine.
    func recover() async throws {
        let all = keeper.snapshot.pendingOperations
        // A read changes nothing outside; what it was to bring is read again.
        let reads = all.filter { $0.kind == .reading || $0.kind == .importing }
        let pending = all.filter { $0.kind != .reading && $0.kind != .importing }
        guard !options.isPreview else { return pending.forEach(announce) }
        keeper.forget(reads)
        let fates = await withTaskGroup(of: (Int, Fate).self) { group in
            for (index, operation) in pending.enumerated() {
                group.addTask { (index, await self.fate(of: operation)) }
            }
            var fates = [Fate](repeating: .nothing, count: pending.count)
            for await (index, fate) in group { fates[index] = fate }
            return fates
        }
        var settled: [Snapshot.PendingOperation] = []
        for (operation, fate) in zip(pending, fates) {
            if try await settle(operation, fate) { settled.append(operation) }
        }
        keeper.forget(settled)
    }

    private func announce(_ operation: Snapshot.PendingOperation) {
        tell(operation, .warning, "`up` finds out what came of it")
    }

    private func tell(_ operation: Snapshot.PendingOperation, _ severity: EngineEvent.Severity, _ what: String) {
        let urn = operation.resource.urn
        let text = "an earlier run was cut off while \(operation.kind.rawValue) \(urn): \(what)"
        emit(.diagnostic(.init(severity, text, urn: urn)))
    }

    // MARK: Asking

    private func fate(of operation: Snapshot.PendingOperation) async -> Fate {
        let resource = operation.resource
        // A create that failed to tell its id is found by what was asked for; the others by the id in the state.
        let old = operation.kind == .creating ? nil : entry(of: operation)?.state
        if operation.kind != .creating, old == nil { return .nothing }
        do {
            let outcome = try await lifecycle(of: resource).find(
                Subject(resource),
                id: old?.id ?? "",
                // An update may have got as far as to what it was to add, and short of what it was to remove.
                inputs: resource.inputs.merging(old?.inputs ?? [:]),
                outputs: old?.outputs ?? [:],
                claimed: claimed(type: resource.type)
            )
            return outcome.map(Fate.found) ?? .nothing
        } catch let error as StatusError where error.code == .unimplemented {
            return .unaskable
        } catch {
            return .unknown((error as? StatusError)?.message ?? String(describing: error))
        }
    }

    /// The state that an update or a delete was of.
    private func entry(of operation: Snapshot.PendingOperation) -> (token: Snapshot.Token, state: ResourceState)? {
        let resource = operation.resource
        let entries = keeper.snapshot.entries.filter { $0.state.id == resource.id && $0.state.type == resource.type }
        return entries.first {
            $0.state.urn == resource.urn && $0.state.isPendingDeletion == resource.isPendingDeletion
        }
            ?? entries.first { $0.state.urn == resource.urn } ?? entries.first
    }

    /// Ids and ARNs of the resources of a type that exist as far as the stack knows.
    private func claimed(type: String) -> [String] {
        keeper.snapshot.entries.map(\.state)
            .filter { $0.type == type && !$0.isPendingReplacement }
            .flatMap { [$0.id, $0.outputs["arn"]?.plain.string].compactMap(\.self) }
    }

    // MARK: Settling

    /// Makes the state what is there.
    ///
    /// - Returns: Whether nothing remains to be found out.
    private func settle(_ operation: Snapshot.PendingOperation, _ fate: Fate) async throws -> Bool {
        switch (operation.kind, fate) {
        case (.creating, .unaskable):
            if options.clearsPendingCreates { return true }
            let remedy = "if the resource exists, import or delete it, then run `refresh --clear-pending-creates`"
            tell(operation, .warning, remedy)
            return false
        case (_, .unaskable):
            tell(operation, .warning, "`refresh` reads what came of it")
            return true
        case (_, .unknown(let reason)):
            if operation.kind == .creating, options.clearsPendingCreates { return true }
            tell(operation, .warning, "what came of it cannot be told: \(reason)")
            return false
        case (.creating, .nothing):
            tell(operation, .info, "it does not exist")
            return true
        case (.creating, .found(let outcome)):
            return try await adopt(operation, outcome)
        case (_, .nothing):
            guard let entry = entry(of: operation) else { return true }
            tell(operation, .info, "it does not exist any more")
            try await keeper.change([.remove(entry.token)])
            try await keeper.change(repairs([entry.state.urn: entry.state.parent]))
            return true
        case (_, .found(let outcome)):
            guard let entry = entry(of: operation) else { return true }
            tell(operation, .info, "it exists, and was read back")
            let read = refreshed(entry.state, outcome)
            if read != entry.state { try await keeper.change([.put(entry.token, read)]) }
            return true
        }
    }

    /// Takes what a create made into the state.
    ///
    /// It may be half made: what is missing shows as a difference, and its errors make the next update wait for it.
    private func adopt(_ operation: Snapshot.PendingOperation, _ outcome: ProviderOutcome) async throws -> Bool {
        let key = outcome.outputs["arn"]?.plain.string ?? outcome.id
        guard !claimed(type: operation.resource.type).contains(key) else {
            tell(operation, .info, "it does not exist")
            return true
        }
        tell(operation, .info, "it exists (\(outcome.id)), and is the stack's from now on")
        // Both end with the sign of UTC, without which their order is that of time.
        let began = operation.resource.created
        var new = refreshed(operation.resource, outcome)
        new.initErrors = ["the run that created it was cut off"]
        new.created = TimeText.now()
        let entries = keeper.snapshot.entries
        let alive = Set(entries.map(\.state.urn)).union([new.urn])
        new.mapReferences { alive.contains($0) ? $0 : nil }
        let token = keeper.newToken()
        var changes: [Snapshot.Change] = []
        if let old = entries.last(where: { $0.state.urn == new.urn && !$0.state.isPendingDeletion }) {
            if old.state.isPendingReplacement || old.state.retainOnDelete == true {
                changes.append(.remove(old.token))
            } else if old.state.created.dropLast() < began.dropLast() {
                var condemned = old.state
                condemned.isPendingDeletion = true
                changes.append(.put(old.token, condemned))
            } else {
                // A later run has made another one since.
                new.isPendingDeletion = true
            }
        }
        try await keeper.change(changes + [.put(token, new)])
        return true
    }
}
