internal import Crypto
import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Answers a registration.
    func register(_ request: RegisterResourceRequest) async throws -> RegisterResourceResponse {
        if request.remote { return try await construct(request) }
        var goal: Goal
        do {
            try checkGoing()
            goal = try Goal(request)
        } catch {
            throw fail("", error)
        }
        let reference = request.packageRef
        if !reference.isEmpty {
            goal.version = plugin(goal.package, version: goal.version, reference: reference).version
        }
        let settled = try await settle(goal)
        return RegisterResourceResponse(
            urn: settled.state.urn,
            id: settled.state.id,
            object: settled.state.outputs,
            stables: settled.stableKeys,
            unknown: settled.isSkipped
        )
    }

    /// Brings a resource to its goal; returns when it is there, or planned in a preview.
    ///
    /// - Throws: ``ReportedFailure``.
    func settle(_ wanted: Goal) async throws -> Settled {
        var goal = wanted
        var urn = identity.urn(parent: goal.parent, type: goal.type, name: goal.name)
        do {
            try checkGoing(urn)
            urn = try admit(&goal)
            return try await settle(&goal, urn: urn)
        } catch {
            throw fail(urn, error)
        }
    }

    private func settle(_ goal: inout Goal, urn: String) async throws -> Settled {
        let old = try findOld(goal, urn: urn)
        if goal.isCustom, !goal.isProvider, goal.provider.isEmpty {
            goal.provider = try await defaultProvider(PluginRequest(goal.package, version: goal.version))
        }
        let new = goal.state(urn: urn)
        if !isTargeted(new) { return try await leaveAlone(new, old: old) }
        if let settled = try await settleUnchanged(goal, new, old: old) { return settled }
        if let needed = skippedDependency(of: new) {
            try refuse(.notTargeted(urn: urn, needs: needed), urn)
            _ = state.withLock { $0.skippedCreates.remove(needed) }
        }
        var registration = Registration(
            goal: goal,
            urn: urn,
            old: old,
            new: new,
            lifecycle: try await lifecycle(of: new),
            seed: randomBytes(32)
        )
        if let old {
            registration.new.unknownMembers = old.state.unknownMembers
            registration.new.created = old.state.created
            registration.new.modified = old.state.modified
            registration.new.inputs = ignoringChanges(goal, new.inputs, from: old.state.inputs, urn: urn)
        }
        if try await isImport(registration) { return try await importGoal(registration) }
        return try await settle(registration)
    }

    /// Decides what to do with a resource, and does it.
    func settle(_ wanted: Registration) async throws -> Settled {
        var registration = wanted
        let condemned = state.withLock { $0.condemned[registration.urn] }
        if let condemned { try await condemned.deletion.value }
        try await check(&registration, isFresh: condemned != nil)
        guard let old = registration.old else { return try await create(registration) }
        state.withLock { _ = $0.kept.insert(old.token) }
        if let condemned, let deleted = keeper[condemned.token] {
            registration.old = Registration.Old(token: condemned.token, state: deleted)
            return try await recreate(registration, because: condemned.keys)
        }
        if old.state.isExternal { return try await replaceKeepingOld(registration, Difference(hasChanges: true)) }
        let difference = try await difference(registration, old.state)
        if let condemned = claim(registration.urn) {
            try await condemned.deletion.value
            registration.old = keeper[condemned.token].map { Registration.Old(token: condemned.token, state: $0) }
            return try await recreate(registration, because: condemned.keys)
        }
        if difference.hasChanges && difference.replaces || old.state.isPendingReplacement {
            return try await replace(registration, old, difference)
        }
        if difference.hasChanges || !old.state.initErrors.isEmpty {
            return try await update(registration, old, difference)
        }
        return try await same(registration, old)
    }

    /// Decides that a resource is dealt with as its difference says, unless one that it depends on has had it deleted
    /// in the meantime.
    private func claim(_ urn: String) -> RunState.Condemned? {
        state.withLock { state in
            if let condemned = state.condemned[urn] { return condemned }
            state.decided.insert(urn)
            return nil
        }
    }

    /// Has the provider check the inputs.
    ///
    /// - Parameter isFresh: Whether the old inputs do not count.
    func check(_ registration: inout Registration, isFresh: Bool) async throws {
        let old = registration.old?.state
        let forgetsOld = isFresh || old == nil || old?.isExternal == true || isToBeReplaced(registration.urn, old)
        let answer = try await registration.lifecycle.check(
            registration.subject,
            olds: forgetsOld ? nil : old?.inputs,
            news: forgetsOld ? registration.goal.properties : registration.new.inputs,
            seed: registration.seed
        )
        guard answer.failures.isEmpty else {
            let name = "\(registration.goal.type) resource '\(registration.goal.name)'"
            throw RegistrationError.invalid(
                urn: registration.urn,
                answer.failures.map { failure in
                    failure.property.isEmpty
                        ? "\(name) has a problem: \(failure.reason)"
                        : "\(name): property \(failure.property) has a problem: \(failure.reason)"
                }
            )
        }
        registration.new.inputs = answer.inputs
    }

    /// The difference that counts: the provider's, after what options and other resources demand.
    func difference(_ registration: Registration, _ old: ResourceState) async throws -> Difference {
        let (goal, new) = (registration.goal, registration.new)
        if try isTriggered(registration, old) { return .replacement(because: "replacementTrigger") }
        if isToBeReplaced(registration.urn, old) { return .replacement(because: "id") }
        let companions = state.withLock { state in
            (state.replaced.contains(new.deletedWith), new.replaceWith.contains { state.replaced.contains($0) })
        }
        if companions.1 { return .replacement(because: "replaceWith") }
        if companions.0 { return .replacement(because: "deletedWith") }
        if try await isReplacedByProvider(old, new) { return .replacement(because: "provider") }
        let difference = try await registration.lifecycle.diff(
            registration.subject,
            old: old,
            news: new.inputs,
            ignoring: goal.ignoreChanges
        )
        if !difference.isForeseeable {
            let text =
                "the configuration of this resource's provider is not known yet, so that its changes are not either"
            emit(.diagnostic(.init(.warning, text, urn: registration.urn)))
        }
        return difference.replacing(on: goal.replaceOnChanges, hasInitErrors: !old.initErrors.isEmpty)
    }

    /// Whether the trigger of a replacement has changed. One that comes or goes does not count; one that is not known
    /// yet counts as changed, but only in a plan.
    private func isTriggered(_ registration: Registration, _ old: ResourceState) throws -> Bool {
        guard registration.isRegistered, let new = registration.new.replacementTrigger else { return false }
        if new.containsUnknowns {
            guard options.isPreview else {
                throw RegistrationError.other("the replacementTrigger of \(registration.urn) is not known")
            }
            return true
        }
        guard let former = old.replacementTrigger?.plain, !former.isNull else { return false }
        let wanted = new.plain
        return !wanted.isNull && wanted != former
    }

    /// Refuses to leave a resource to a provider that the program no longer has, or has replaced.
    private func checkProviderStays(_ old: ResourceState) throws {
        guard let reference = ProviderReference(old.provider) else { return }
        let present = state.withLock { $0.current[$0.presentNames[reference.urn] ?? reference.urn] }
        if let provider = present.flatMap({ keeper[$0] }), provider.id == reference.id { return }
        throw RegistrationError.other(
            """
            \(old.urn) is not targeted, but its provider \(reference.urn) would go or be replaced; target everything, or \
            let the program keep the provider for now
            """
        )
    }

    /// Keeps what is not targeted as it is.
    private func leaveAlone(_ new: ResourceState, old: Registration.Old?) async throws -> Settled {
        guard let old else {
            state.withLock { _ = $0.skippedCreates.insert(new.urn) }
            return Settled(state: new, isSkipped: true)
        }
        try checkProviderStays(old.state)
        state.withLock { state in
            state.kept.insert(old.token)
            state.current[new.urn] = old.token
        }
        let step = step(.same, old: old.state, new: old.state)
        _ = try await perform(step) { old.state }
        return Settled(state: old.state)
    }
}
