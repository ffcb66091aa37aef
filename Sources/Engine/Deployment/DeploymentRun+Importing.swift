import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Whether a registration takes over something that exists and that the stack does not manage yet.
    func isImport(_ registration: Registration) async throws -> Bool {
        let goal = registration.goal
        guard goal.isCustom, !goal.isProvider, !goal.importID.isEmpty else { return false }
        guard let old = registration.old?.state, !old.isExternal else { return true }
        return (old.importID.isEmpty ? old.id : old.importID) != goal.importID
    }

    /// Reads what exists into the state, then makes it what the program says (rule 37).
    func importGoal(_ wanted: Registration) async throws -> Settled {
        var registration = wanted
        let goal = registration.goal
        let former = registration.old
        let token = keeper.newToken()
        let operation: StepOperation = former == nil ? .import : .importReplacement
        let planned = registration.new
        let step = step(operation, old: former?.state, new: planned, isLogical: former == nil)
        let made = try await execute(step) {
            var imported = planned
            try await reading(.importing, planned) {
                imported = try await readImport(planned, id: goal.importID, lifecycle: registration.lifecycle)
                var changes: [Snapshot.Change] = [.put(token, imported)]
                if let former {
                    var condemned = former.state
                    condemned.isPendingDeletion = true
                    changes.append(.put(former.token, condemned))
                }
                return (changes, nil)
            }
            return imported
        }
        guard let imported = made else { return Settled(state: planned) }
        state.withLock { state in
            if let former { state.kept.insert(former.token) }
            state.kept.insert(token)
            state.current[registration.urn] = token
        }
        if let former {
            state.withLock { _ = $0.replaced.insert(registration.urn) }
            _ = try await perform(self.step(.replace, old: former.state, new: imported)) { imported }
        }
        registration.old = Registration.Old(token: token, state: imported)
        registration.isRegistered = false
        registration.new.inputs = ignoringChanges(
            goal,
            goal.properties,
            from: imported.inputs,
            urn: registration.urn
        )
        registration.new.created = imported.created
        registration.new.modified = imported.modified
        return try await finishImport(registration, imported, token)
    }

    private func finishImport(
        _ wanted: Registration,
        _ imported: ResourceState,
        _ token: Snapshot.Token
    ) async throws -> Settled {
        var registration = wanted
        try await check(&registration, isFresh: false)
        let difference = try await difference(registration, imported)
        let old = Registration.Old(token: token, state: imported)
        if difference.hasChanges, difference.replaces { return try await replace(registration, old, difference) }
        if difference.hasChanges || !imported.initErrors.isEmpty {
            return try await update(registration, old, difference)
        }
        return Settled(state: imported)
    }

    func readImport(
        _ planned: ResourceState,
        id: String,
        lifecycle: any Lifecycle
    ) async throws -> ResourceState {
        let timeout = planned.customTimeouts?.read ?? 0
        let outcome = try await lifecycle.read(Subject(planned), id: id, inputs: nil, outputs: [:], timeout: timeout)
        guard let outcome else { throw RegistrationError.missing(urn: planned.urn, id: id) }
        guard let inputs = outcome.inputs else {
            throw RegistrationError.other(
                "the provider of \(planned.urn) does not say the inputs of what it reads, so that nothing can be imported"
            )
        }
        var read = planned
        read.id = outcome.id
        read.importID = id
        read.inputs = inputs
        read.outputs = outcome.outputs
        read.initErrors = outcome.initErrors
        read.refreshesBeforeUpdate = outcome.refreshesBeforeUpdate
        read.markSecretOutputs()
        read.created = TimeText.now()
        read.modified = read.created
        return read
    }
}
