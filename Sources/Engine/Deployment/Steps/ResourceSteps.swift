import PulumiProtocol

/// The way in which a created resource replaces an old one.
enum CreateMode {
    /// There is no old one.
    case first
    /// The old one is deleted at the end of the run.
    case createBeforeDelete(PreviousState)
    /// The old one has been deleted.
    case deleteBeforeCreate(PreviousState)

    /// The old one.
    var old: PreviousState? {
        switch self {
        case .first: nil
        case .createBeforeDelete(let old), .deleteBeforeCreate(let old): old
        }
    }
}

/// The steps that bring one registered resource to its new state: leave, create or update it.
struct ResourceSteps: Sendable {
    let keeper: StateKeeper
    let steps: StepRunner
    let providers: ProviderResolver
    let previous: PreviousStates
    let registered: RegisteredResources

    /// Leaves a resource unchanged; only options, which the engine alone knows, can differ.
    func same(_ registration: Registration, _ old: PreviousState) async throws -> DeployedResource {
        var new = registration.new
        new.id = old.state.id
        new.outputs = old.state.outputs
        new.markSecretOutputs()
        new.isExternal = old.state.isExternal
        new.refreshesBeforeUpdate = old.state.refreshesBeforeUpdate
        new.viewOf = old.state.viewOf
        if new.isProvider {
            // A change of inputs that the plugin does not call a difference must not reach resources as one.
            var unchanged = new
            unchanged.inputs = old.state.inputs
            try await providers.configure(unchanged)
        }
        let final = new
        _ = try await steps.runNow(steps.step(.same, old: old.state, new: final)) {
            if final != old.state { try await keeper.change(previous.changes(old, final)) }
            return final
        }
        registered.record(final.urn, old.token)
        return DeployedResource(state: final)
    }

    /// Creates a resource.
    func create(
        _ registration: Registration,
        _ mode: CreateMode = .first,
        _ difference: Difference = .none
    ) async throws -> DeployedResource {
        let operation: StepOperation = mode.old == nil ? .create : .createReplacement
        var planned = registration.new
        planned.created = ""
        planned.modified = ""
        let wanted = planned
        let step = steps.step(operation, old: mode.old?.state, new: wanted, difference, isLogical: mode.old == nil)
        let token = keeper.newToken()
        let created = try await steps.run(step) {
            let call = registration.call(inputs: wanted.inputs, timeout: registration.timeouts.create)
            let (operation, outcome) = try await journaled(.creating, wanted) {
                try await registration.lifecycle.create(call)
            }
            var new = wanted
            new.apply(outcome)
            new.created = TimeText.now()
            new.modified = new.created
            try await keeper.endStep(operation, changes(mode, token, new))
            if let failure = outcome.failure { throw PartialFailure(description: failure) }
            return new
        }
        let state = created ?? wanted
        registered.record(state.urn, token)
        return DeployedResource(state: state)
    }

    /// Updates a resource in place.
    func update(
        _ registration: Registration,
        _ old: PreviousState,
        _ difference: Difference
    ) async throws -> DeployedResource {
        var planned = registration.new
        planned.id = old.state.id
        planned.outputs = old.state.outputs
        let wanted = planned
        let updated = try await steps.run(steps.step(.update, old: old.state, new: wanted, difference)) {
            var call = registration.call(
                old: old.state,
                inputs: wanted.inputs,
                timeout: registration.timeouts.update
            )
            call.ignoreChanges = registration.goal.ignoreChanges
            let (operation, outcome) = try await journaled(.updating, wanted) { [call] in
                try await registration.lifecycle.update(call)
            }
            var new = wanted
            new.apply(outcome)
            new.id = old.state.id
            if outcome.failure != nil { new.inputs = old.state.inputs }
            new.modified = TimeText.now()
            try await keeper.endStep(operation, previous.changes(old, new))
            if let failure = outcome.failure { throw PartialFailure(description: failure) }
            return new
        }
        let state = updated ?? wanted
        registered.record(state.urn, old.token)
        return DeployedResource(state: state, stableKeys: difference.stableKeys)
    }

    /// Shows that a resource was replaced, after the steps that replaced it.
    func replaced(_ old: ResourceState, by new: ResourceState, _ difference: Difference = .none) async throws {
        _ = try await steps.runNow(steps.step(.replace, old: old, new: new, difference)) { new }
    }

    /// Runs a provider call whose beginning is recorded; a failure records its end too.
    private func journaled(
        _ kind: Snapshot.PendingOperation.Kind,
        _ resource: ResourceState,
        _ call: () async throws -> ProviderOutcome
    ) async throws -> (operation: JournalEntry.OperationID?, outcome: ProviderOutcome) {
        let operation = try await keeper.beginStep(kind, resource)
        do {
            return (operation, try await call())
        } catch {
            throw try await keeper.failStep(operation, error)
        }
    }

    private func changes(_ mode: CreateMode, _ token: Snapshot.Token, _ new: ResourceState) -> [Snapshot.Change] {
        switch mode {
        case .first:
            return [.put(token, new)]
        case .deleteBeforeCreate(let old):
            return [.remove(old.token), .put(token, new)] + previous.renamed(old, new)
        case .createBeforeDelete(let old):
            return [.put(old.token, old.state.pendingDeletion), .put(token, new)] + previous.renamed(old, new)
        }
    }
}

extension ResourceState {
    /// The state as one that is deleted at the end of the run.
    var pendingDeletion: ResourceState {
        var state = self
        state.isPendingDeletion = true
        return state
    }

    /// Takes over what a provider answered to a create or update.
    fileprivate mutating func apply(_ outcome: ProviderOutcome) {
        id = outcome.id
        outputs = outcome.outputs
        markSecretOutputs()
        if outcome.failure != nil, let inputs = outcome.inputs { self.inputs = inputs }
        initErrors = outcome.initErrors
        refreshesBeforeUpdate = outcome.refreshesBeforeUpdate
    }

    /// The state with what a provider answered to a read.
    func refreshed(by outcome: ProviderOutcome) -> ResourceState {
        var new = self
        new.id = outcome.id.isEmpty ? id : outcome.id
        new.initErrors = outcome.initErrors
        new.refreshesBeforeUpdate = outcome.refreshesBeforeUpdate
        new.inputs = outcome.inputs ?? inputs
        new.outputs = outcome.outputs
        new.markSecretOutputs()
        if new != self { new.modified = TimeText.now() }
        return new
    }
}
