import PulumiProtocol
import RPC
import Synchronization

/// A step failed after it had left something behind, which has been saved.
struct PartialFailure: Error, CustomStringConvertible {
    var description: String
}

/// The provider died, or the connection to it, in the middle of an operation.
struct OperationCutOff: Error, CustomStringConvertible {
    let operation: Snapshot.PendingOperation
    let reason: String

    var description: String {
        """
        cut off while \(operation.kind.rawValue) \(operation.resource.urn): \(reason)
        What came of it is not known. The operation is noted as pending, and the next run finds out.
        """
    }
}

extension DeploymentRun {
    /// How a new state comes in.
    enum Arrival {
        /// There was none.
        case first
        /// The old one stays until the end of the run.
        case besideOld(Registration.Old)
        /// The old one has been deleted.
        case afterOld(Registration.Old)

        var old: Registration.Old? {
            switch self {
            case .first: nil
            case .besideOld(let old), .afterOld(let old): old
            }
        }
    }

    /// Takes a resource as it is. Only what the engine itself knows of it can differ.
    func same(_ registration: Registration, _ old: Registration.Old) async throws -> Settled {
        var new = registration.new
        new.id = old.state.id
        new.outputs = old.state.outputs
        new.markSecretOutputs()
        new.isExternal = old.state.isExternal
        new.refreshesBeforeUpdate = old.state.refreshesBeforeUpdate
        new.viewOf = old.state.viewOf
        if new.isProvider, !BuiltinLifecycle.manages(new.type) {
            // What its plugin calls no difference must not reach resources as one.
            var unchanged = new
            unchanged.inputs = old.state.inputs
            try await registry.configure(unchanged)
        }
        let step = step(.same, old: old.state, new: new)
        let final = new
        _ = try await perform(step) {
            if final != old.state { try await keeper.change(changes(old, final)) }
            return final
        }
        note(final, old.token)
        return Settled(state: final)
    }

    /// Creates a resource that is not there.
    func create(_ registration: Registration) async throws -> Settled {
        try await create(registration, .first, .none)
    }

    /// Creates a resource, in the place of an old one or not.
    func create(_ registration: Registration, _ arrival: Arrival, _ difference: Difference) async throws -> Settled {
        let operation: StepOperation = arrival.old == nil ? .create : .createReplacement
        var planned = registration.new
        planned.created = ""
        planned.modified = ""
        let step = step(operation, old: arrival.old?.state, new: planned, difference, isLogical: arrival.old == nil)
        let token = keeper.newToken()
        let wanted = planned
        let made = try await execute(step) {
            let operation = try await begin(.creating, wanted)
            let outcome: ProviderOutcome
            do {
                outcome = try await registration.lifecycle.create(
                    registration.subject,
                    inputs: wanted.inputs,
                    timeout: registration.timeouts.create
                )
            } catch {
                throw try await failed(operation, error)
            }
            var new = wanted
            apply(outcome, to: &new)
            new.created = TimeText.now()
            new.modified = new.created
            try await end(operation, arrivalChanges(arrival, token, new))
            if let failure = outcome.failure { throw PartialFailure(description: failure) }
            return new
        }
        let state = made ?? planned
        note(state, token)
        return Settled(state: state)
    }

    /// Updates a resource in place.
    func update(
        _ registration: Registration,
        _ old: Registration.Old,
        _ difference: Difference
    ) async throws -> Settled {
        var planned = registration.new
        planned.id = old.state.id
        planned.outputs = old.state.outputs
        let step = step(.update, old: old.state, new: planned, difference)
        let wanted = planned
        let made = try await execute(step) {
            let operation = try await begin(.updating, wanted)
            let outcome: ProviderOutcome
            do {
                outcome = try await registration.lifecycle.update(
                    registration.subject,
                    old: old.state,
                    news: wanted.inputs,
                    ignoring: registration.goal.ignoreChanges,
                    timeout: registration.timeouts.update
                )
            } catch {
                throw try await failed(operation, error)
            }
            var new = wanted
            apply(outcome, to: &new)
            new.id = old.state.id
            if outcome.failure != nil { new.inputs = old.state.inputs }
            new.modified = TimeText.now()
            try await end(operation, changes(old, new))
            if let failure = outcome.failure { throw PartialFailure(description: failure) }
            return new
        }
        let state = made ?? planned
        note(state, old.token)
        return Settled(state: state, stableKeys: difference.stableKeys)
    }

    /// What a provider answered, in a state.
    func apply(_ outcome: ProviderOutcome, to new: inout ResourceState) {
        new.id = outcome.id
        new.outputs = outcome.outputs
        new.markSecretOutputs()
        if outcome.failure != nil, let inputs = outcome.inputs { new.inputs = inputs }
        new.initErrors = outcome.initErrors
        new.refreshesBeforeUpdate = outcome.refreshesBeforeUpdate
    }

    /// Remembers where the present state of a resource is.
    func note(_ resource: ResourceState, _ token: Snapshot.Token) {
        state.withLock { $0.current[resource.urn] = token }
    }

    /// Notes that a provider is about to do something; components and providers are no one's work.
    private func begin(
        _ kind: Snapshot.PendingOperation.Kind,
        _ resource: ResourceState
    ) async throws -> JournalEntry.OperationID? {
        guard resource.isCustom, !resource.isProvider else { return nil }
        var resource = resource
        // By this a later run tells whether what it finds came before or after what the stack has then.
        if kind == .creating { resource.created = TimeText.now() }
        return try await keeper.begin(kind, resource)
    }

    /// Notes that an operation failed; one whose provider died stays pending, because nobody knows what came of it.
    ///
    /// - Returns: The error that a person is told.
    func failed(_ operation: JournalEntry.OperationID?, _ error: any Error) async throws -> any Error {
        guard let operation, let status = error as? StatusError, status.code == .unavailable else {
            try await end(operation, [])
            return error
        }
        guard let pending = keeper.leave(operation) else { return error }
        return OperationCutOff(operation: pending, reason: status.message)
    }

    /// Does what reads a resource into the state, noted while it is under way.
    func reading(
        _ kind: Snapshot.PendingOperation.Kind,
        _ resource: ResourceState,
        _ body: () async throws -> (changes: [Snapshot.Change], failure: String?)
    ) async throws {
        let operation = try await keeper.begin(kind, resource)
        do {
            let (changes, failure) = try await body()
            try await keeper.end(operation, changes)
            if let failure { throw PartialFailure(description: failure) }
        } catch let error as PartialFailure {
            throw error
        } catch {
            try await keeper.end(operation, [])
            throw error
        }
    }

    /// Notes what came of it.
    func end(_ operation: JournalEntry.OperationID?, _ changes: [Snapshot.Change]) async throws {
        if let operation {
            try await keeper.end(operation, changes)
        } else {
            try await keeper.change(changes)
        }
    }

    private func arrivalChanges(_ arrival: Arrival, _ token: Snapshot.Token, _ new: ResourceState) -> [Snapshot.Change]
    {
        switch arrival {
        case .first:
            return [.put(token, new)]
        case .afterOld(let old):
            return [.remove(old.token), .put(token, new)] + renamed(old, new)
        case .besideOld(let old):
            var condemned = old.state
            condemned.isPendingDeletion = true
            return [.put(old.token, condemned), .put(token, new)] + renamed(old, new)
        }
    }

    /// The changes that put a new state in place of an old one, under whatever name that had.
    func changes(_ old: Registration.Old, _ new: ResourceState) -> [Snapshot.Change] {
        [.put(old.token, new)] + renamed(old, new)
    }

    /// The changes of those that refer to a resource by its earlier name.
    private func renamed(_ old: Registration.Old, _ new: ResourceState) -> [Snapshot.Change] {
        let (from, to) = (old.state.urn, new.urn)
        guard from != to else { return [] }
        let tokens = state.withLock { $0.dependents[from] ?? [] }
        return tokens.compactMap { token in
            guard token != old.token, var other = keeper[token] else { return nil }
            other.mapReferences { $0 == from ? to : $0 }
            return .put(token, other)
        }
    }
}
