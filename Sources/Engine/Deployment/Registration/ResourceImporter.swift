import PulumiProtocol

/// Reads existing resources into the state, for the option `import` and the command `import`.
struct ResourceImporter: Sendable {
    let keeper: StateKeeper
    let registered: RegisteredResources
    let planner: ReplacementPlanner
    let steps: ResourceSteps

    /// Returns whether a registration imports a resource that the stack does not manage yet.
    func imports(_ registration: Registration) -> Bool {
        let goal = registration.goal
        guard goal.isCustom, !goal.isProvider, !goal.importID.isEmpty else { return false }
        guard let old = registration.old?.state, !old.isExternal else { return true }
        return old.importedID != goal.importID
    }

    /// Reads the resource of a registration's option `import` into the state.
    ///
    /// - Returns: The state, which the registration then has as its old one; `nil` if the step did not read any.
    func read(_ registration: inout Registration) async throws -> PreviousState? {
        let (planned, former, lifecycle) = (registration.new, registration.old, registration.lifecycle)
        let id = registration.goal.importID
        let token = keeper.newToken()
        let operation: StepOperation = former == nil ? .import : .importReplacement
        let step = steps.steps.step(operation, old: former?.state, new: planned, isLogical: former == nil)
        let result = try await steps.steps.run(step) {
            var imported = planned
            try await keeper.readStep(.importing, planned) {
                imported = try await read(planned, id: id, lifecycle)
                let old = former.map { [Snapshot.Change.put($0.token, $0.state.pendingDeletion)] } ?? []
                return ([.put(token, imported)] + old, nil)
            }
            return imported
        }
        guard let imported = result else { return nil }
        registered.keep(token)
        registered.record(registration.urn, token)
        if let former {
            registered.keep(former.token)
            planner.markReplaced(registration.urn)
            try await steps.replaced(former.state, by: imported)
        }
        let entry = PreviousState(token: token, state: imported)
        registration.old = entry
        registration.isRegistered = false
        registration.new.created = imported.created
        registration.new.modified = imported.modified
        return entry
    }

    /// Reads a resource by its id.
    ///
    /// - Throws: ``RegistrationError`` if it does not exist or the provider returns no inputs.
    func read(
        _ planned: ResourceState,
        id: String,
        _ lifecycle: any ResourceLifecycle
    ) async throws -> ResourceState {
        var call = ProviderCall(urn: planned.urn, type: planned.type)
        call.id = id
        call.timeout = planned.customTimeouts?.read ?? 0
        guard let outcome = try await lifecycle.read(call) else {
            throw RegistrationError.missing(urn: planned.urn, id: id)
        }
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

extension ResourceState {
    /// The id by which the resource was imported, or else its own.
    var importedID: String { options.importID.isEmpty ? id : options.importID }
}
