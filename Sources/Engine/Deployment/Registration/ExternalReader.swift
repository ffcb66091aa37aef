import ProviderKit
import PulumiProtocol

/// Reads resources that the stack does not manage.
struct ExternalReader: Sendable {
    let identity: StackIdentity
    let log: DeploymentLog
    let keeper: StateKeeper
    let admission: Admission
    let registered: RegisteredResources
    let previous: PreviousStates
    let providers: ProviderResolver
    let planner: ReplacementPlanner
    let steps: ResourceSteps
    let deployer: GoalDeployer

    /// Answers a request to read a resource.
    ///
    /// - Throws: ``ReportedFailure``.
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
            try log.checkMayBegin(urn)
            urn = try admission.admit(&goal)
            if goal.provider.isEmpty {
                let plugin = deployer.defaults.plugin(
                    goal.package,
                    version: request.version,
                    reference: request.packageRef
                )
                goal.provider = try await deployer.defaultProvider(plugin)
            }
            let state = try await read(goal, id: request.id, urn: urn)
            return ReadResourceResponse(urn: urn, properties: state.outputs, id: state.id)
        } catch {
            throw log.report(error, of: urn)
        }
    }

    private func read(_ goal: Goal, id: String, urn: String) async throws -> ResourceState {
        guard !id.isEmpty else { throw RegistrationError.other("the id of \(urn) is missing") }
        var planned = goal.state(urn: urn)
        planned.id = id
        planned.isExternal = true
        // Options are for resources that the stack manages; one that is only read inherits none from its parent.
        (planned.isProtected, planned.retainOnDelete, planned.deletedWith) = (false, nil, "")
        let wanted = planned
        let old = try admission.matchPrevious(goal, urn: urn)
        if let old, !old.state.isExternal, old.state.id != id { return try await replace(old, by: wanted) }
        let token = old?.token ?? keeper.newToken()
        let result = try await steps.steps.run(steps.steps.step(.read, old: old?.state, new: wanted)) {
            var read = wanted
            try await keeper.readStep(.reading, wanted) {
                let (found, failure) = try await find(wanted, old?.state)
                read = found
                let changes = old.map { previous.changes($0, found) } ?? [.put(token, found)]
                return (keeper[token] == found ? [] : changes, failure)
            }
            return read
        }
        if let old { registered.keep(old.token) }
        registered.record(urn, token)
        return result ?? wanted
    }

    /// Reads a resource in the place of one that the stack managed, which is deleted at the end of the run.
    private func replace(_ old: PreviousState, by wanted: ResourceState) async throws -> ResourceState {
        registered.keep(old.token)
        planner.markReplaced(wanted.urn)
        let token = keeper.newToken()
        let step = steps.steps.step(.readReplacement, old: old.state, new: wanted, isLogical: false)
        let read = try await steps.steps.run(step) {
            var read = wanted
            try await keeper.readStep(.reading, wanted) {
                let (found, failure) = try await find(wanted, nil)
                read = found
                return ([.put(old.token, old.state.pendingDeletion), .put(token, found)], failure)
            }
            return read
        }
        let result = read ?? wanted
        registered.record(result.urn, token)
        try await steps.replaced(old.state, by: result)
        return result
    }

    /// The resource that exists, and the provider's reason if it is not as it should be.
    private func find(_ wanted: ResourceState, _ old: ResourceState?) async throws -> (ResourceState, String?) {
        guard wanted.id != ProviderReference.unknownID else { return (wanted, nil) }
        var call = ProviderCall(wanted)
        call.oldOutputs = wanted.inputs
        guard let outcome = try await providers.lifecycle(of: wanted).read(call) else {
            throw RegistrationError.missing(urn: wanted.urn, id: wanted.id)
        }
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
