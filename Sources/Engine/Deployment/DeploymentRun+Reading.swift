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
            properties: request.properties.withoutOutputs
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
        var new = goal.state(urn: urn)
        new.id = id
        new.isExternal = true
        let old = state.withLock { $0.olds[urn] }.flatMap { token in
            keeper[token].map { Registration.Old(token: token, state: $0) }
        }
        let isReplacing = old.map { !$0.state.isExternal && $0.state.id != id } ?? false
        let wanted = new
        let token = isReplacing ? keeper.newToken() : old?.token ?? keeper.newToken()
        let step = step(isReplacing ? .readReplacement : .read, old: old?.state, new: new, isLogical: !isReplacing)
        let made = try await execute(step) {
            guard id != ProviderReference.unknownID else { return wanted }
            var found = try await found(wanted, goal)
            if let before = old?.state, !isReplacing {
                found.created = before.created
                found.modified = before.modified
                if before.inputs.isEmpty == false, found.inputs.isEmpty { found.inputs = [:] }
            } else {
                found.created = TimeText.now()
                found.modified = found.created
            }
            var changes: [Snapshot.Change] = [.put(token, found)]
            if isReplacing, let old {
                var condemned = old.state
                condemned.isPendingDeletion = true
                changes.append(.put(old.token, condemned))
            }
            if keeper[token] != found || isReplacing { try await keeper.change(changes) }
            return found
        }
        let result = made ?? wanted
        state.withLock { state in
            if let old { state.kept.insert(old.token) }
            state.current[urn] = token
        }
        if isReplacing, let old {
            _ = try await perform(self.step(.replace, old: old.state, new: result)) { result }
        }
        return result
    }

    private func found(_ wanted: ResourceState, _ goal: Goal) async throws -> ResourceState {
        let lifecycle = try await lifecycle(of: wanted)
        let outcome = try await lifecycle.read(
            Subject(wanted),
            id: wanted.id,
            inputs: nil,
            outputs: wanted.inputs
        )
        guard let outcome else { throw RegistrationError.missing(urn: wanted.urn, id: wanted.id) }
        var found = wanted
        found.id = outcome.id
        found.outputs = marked(outcome.outputs, goal)
        found.initErrors = outcome.initErrors
        return found
    }
}
