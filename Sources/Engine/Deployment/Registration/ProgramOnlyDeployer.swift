import PulumiProtocol

/// Handles registrations in a destroy or refresh with `--run-program`, where the program runs only to configure
/// providers and register components: resources of providers are neither created nor changed.
struct ProgramOnlyDeployer: Sendable {
    let goal: DeploymentOptions.Goal
    let keeper: StateKeeper
    let registered: RegisteredResources
    let targets: TargetSelection
    let refresher: Refresher
    let steps: ResourceSteps

    /// Handles a registration; `nil` for providers and components that lack nothing, which are deployed as always.
    func deploy(_ goal: Goal, _ new: ResourceState, _ old: PreviousState?) async throws -> DeployedResource? {
        let isManaged = goal.isCustom && !goal.isProvider
        if targets.skippedDependency(of: new) != nil || isManaged && old == nil {
            targets.skipCreate(new.urn)
            var skipped = new
            skipped.outputs = old?.state.outputs ?? [:]
            return DeployedResource(state: skipped, isSkipped: true)
        }
        guard isManaged, let old else { return nil }
        return self.goal == .refresh ? try await refresh(old) : try await takeOptions(goal, new, old)
    }

    /// Takes over the options that the program gives a resource before it is deleted, such as less protection.
    private func takeOptions(_ goal: Goal, _ new: ResourceState, _ old: PreviousState) async throws -> DeployedResource
    {
        var registration = Registration(goal: goal, urn: new.urn, old: old, new: new, lifecycle: ComponentLifecycle())
        registration.new.inputs = old.state.inputs
        registration.new.created = old.state.created
        registration.new.modified = old.state.modified
        return try await steps.same(registration, old)
    }

    private func refresh(_ old: PreviousState) async throws -> DeployedResource {
        switch try await refresher.refreshEarly(old) {
        case .put(let token, let found)?:
            try await keeper.change([.put(token, found)])
            registered.record(found.urn, token)
            return DeployedResource(state: found)
        case .remove?:
            targets.skipCreate(old.state.urn)
            return DeployedResource(state: old.state, isSkipped: true)
        case nil:
            registered.record(old.state.urn, old.token)
            return DeployedResource(state: old.state)
        }
    }
}
