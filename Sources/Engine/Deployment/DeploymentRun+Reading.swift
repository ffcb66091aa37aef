import ProviderKit
import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Reads a resource that the stack does not manage.
    func read(_ request: ReadResourceRequest) async throws -> ReadResourceResponse {
        var goal = Goal(
            type: request.type,
            name: request.name,
            isCustom: true,
            parent: request.parent,
            properties: request.properties
        )
        goal.provider = request.provider
        goal.dependencies = Set(request.dependencies).sorted()
        goal.additionalSecretOutputs = request.additionalSecretOutputs
        var urn = identity.urn(parent: goal.parent, type: goal.type, name: goal.name)
        do {
            try checkGoing(urn)
            urn = try admit(&goal)
            if goal.provider.isEmpty {
                let plugin = plugin(goal.package, version: request.version, reference: request.packageRef)
                goal.provider = try await defaultProvider(plugin)
            }
            let state = try await read(goal, id: request.id, urn: urn)
            return ReadResourceResponse(urn: urn, properties: state.outputs, id: state.id)
        } catch {
            throw fail(urn, error)
        }
    }

    private func read(_ goal: Goal, id: String, urn: String) async throws -> ResourceState {
        guard !id.isEmpty else { throw RegistrationError.other("no id was given to read \(urn) by") }
        var wanted = goal.state(urn: urn)
        wanted.id = id
        wanted.isExternal = true
        // Options are for what the stack manages; what is only read takes none over from its parent.
        (wanted.isProtected, wanted.retainOnDelete, wanted.deletedWith) = (false, nil, "")
        let old = try findOld(goal, urn: urn)
        if let old, !old.state.isExternal, old.state.id != id { return try await relinquish(old, to: wanted) }
        let token = old?.token ?? keeper.newToken()
        let planned = wanted
        let made = try await execute(step(.read, old: old?.state, new: planned)) {
            var read = planned
            try await reading(.reading, planned) {
                let (found, failure) = try await found(planned, old?.state)
                read = found
                let changes = old.map { self.changes($0, found) } ?? [.put(token, found)]
                return (keeper[token] == found ? [] : changes, failure)
            }
            return read
        }
        state.withLock { state in
            if let old { state.kept.insert(old.token) }
            state.current[urn] = token
        }
        return made ?? planned
    }

    /// Reads a resource in the place of one that the stack managed, which is deleted at the end of the run.
    private func relinquish(_ old: Registration.Old, to wanted: ResourceState) async throws -> ResourceState {
        state.withLock { state in
            state.kept.insert(old.token)
            state.replaced.insert(wanted.urn)
        }
        let token = keeper.newToken()
        let made = try await execute(step(.readReplacement, old: old.state, new: wanted, isLogical: false)) {
            var read = wanted
            try await reading(.reading, wanted) {
                let (found, failure) = try await found(wanted, nil)
                read = found
                var condemned = old.state
                condemned.isPendingDeletion = true
                return ([.put(old.token, condemned), .put(token, found)], failure)
            }
            return read
        }
        let result = made ?? wanted
        note(result, token)
        return try await perform(step(.replace, old: old.state, new: result)) { result } ?? result
    }

    /// What there is, and why it is not as it should be, if it is not.
    private func found(_ wanted: ResourceState, _ old: ResourceState?) async throws -> (ResourceState, String?) {
        guard wanted.id != ProviderReference.unknownID else { return (wanted, nil) }
        let outcome = try await lifecycle(of: wanted).read(
            Subject(wanted),
            id: wanted.id,
            inputs: wanted.inputs,
            outputs: wanted.inputs,
            timeout: 0
        )
        guard let outcome else { throw RegistrationError.missing(urn: wanted.urn, id: wanted.id) }
        var found = wanted
        found.id = outcome.id
        found.outputs = outcome.outputs
        found.initErrors = outcome.initErrors
        found.markSecretOutputs()
        let isUnchanged = old?.inputs == found.inputs && old?.outputs == found.outputs
        found.created = old?.created ?? TimeText.now()
        found.modified = isUnchanged ? old?.modified ?? "" : TimeText.now()
        return (found, outcome.failure)
    }
}
