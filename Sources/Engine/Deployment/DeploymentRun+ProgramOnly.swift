import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Runs the program only to learn how providers are configured now, and which components there are: for a destroy
    /// or a refresh with `--run-program`.
    ///
    /// - Throws: ``ReportedFailure`` if the program does not come to a good end; then nothing may be deleted.
    func runForProviders(_ program: (any Program)?) async throws {
        let root = try await settle(
            Goal(type: StackIdentity.stackType, name: "\(identity.project)-\(identity.stack)", isCustom: false)
        )
        let outputs = try await program?.stackOutputs(against: EngineMonitor(run: self, tellsWholeOutputs: true)) ?? [:]
        guard !state.withLock({ $0.isIncomplete }) else { throw ReportedFailure(urn: "", "the program failed") }
        guard options.goal == .refresh else { return }
        try await registerOutputs(outputs, of: root.state.urn)
    }

    /// Refreshes what the program registers, with providers as it configures them, and then all the rest.
    func refreshWithProgram(_ program: (any Program)?) async throws {
        index()
        try await runForProviders(program)
        try await refresh()
    }

    /// What a registration comes to in such a run: what a provider manages is neither made nor changed.
    ///
    /// - Returns: `nil` for what is registered as ever: providers and components that lack nothing.
    func settleUnchanged(_ goal: Goal, _ new: ResourceState, old: Registration.Old?) async throws -> Settled? {
        guard options.goal != .update, options.runsProgram else { return nil }
        let isManaged = goal.isCustom && !goal.isProvider
        if skippedDependency(of: new) != nil || isManaged && old == nil {
            state.withLock { _ = $0.skippedCreates.insert(new.urn) }
            var skipped = new
            skipped.outputs = old?.state.outputs ?? [:]
            return Settled(state: skipped, isSkipped: true)
        }
        guard isManaged, let old else { return nil }
        return options.goal == .refresh ? try await settleRefreshed(old) : try await settleDoomed(goal, new, old)
    }

    /// Takes over the options that the program gives what is to be deleted, such as that it is protected no more.
    private func settleDoomed(_ goal: Goal, _ new: ResourceState, _ old: Registration.Old) async throws -> Settled {
        var doomed = Registration(
            goal: goal,
            urn: new.urn,
            old: old,
            new: new,
            lifecycle: ComponentLifecycle(),
            seed: []
        )
        doomed.new.inputs = old.state.inputs
        doomed.new.created = old.state.created
        doomed.new.modified = old.state.modified
        return try await same(doomed, old)
    }

    private func settleRefreshed(_ old: Registration.Old) async throws -> Settled {
        state.withLock { _ = $0.refreshed.insert(old.token) }
        switch try await refresh(old.state, old.token) {
        case .put(let token, let found)?:
            try await keeper.change([.put(token, found)])
            note(found, token)
            return Settled(state: found)
        case .remove(let token)?:
            state.withLock { state in
                state.skippedCreates.insert(old.state.urn)
                state.gone.append(.remove(token))
            }
            return Settled(state: old.state, isSkipped: true)
        case nil:
            note(old.state, old.token)
            return Settled(state: old.state)
        }
    }
}
