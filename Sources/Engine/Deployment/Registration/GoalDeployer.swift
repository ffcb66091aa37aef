internal import Crypto
import PulumiProtocol
internal import RPC

/// Deploys goals: decides whether a resource is created, updated, replaced, imported or left, and does it.
struct GoalDeployer: Sendable {
    let identity: StackIdentity
    let log: DeploymentLog
    let keeper: StateKeeper
    let admission: Admission
    let registered: RegisteredResources
    let targets: TargetSelection
    let defaults: DefaultProviders
    let providers: ProviderResolver
    let planner: ReplacementPlanner
    let checker: InputChecker
    let finder: DifferenceFinder
    let steps: ResourceSteps
    let replacements: ReplacementRunner
    let importer: ResourceImporter
    /// Decides on goals instead, in a destroy or refresh that runs the program; `nil` in other runs.
    let programOnly: ProgramOnlyDeployer?

    /// Deploys a goal; returns when the resource is deployed, or planned in a preview.
    ///
    /// - Throws: ``ReportedFailure``.
    func deploy(goal wanted: Goal) async throws -> DeployedResource {
        var goal = wanted
        var urn = identity.urn(parent: goal.parent, type: goal.type, name: goal.name)
        do {
            try log.checkMayBegin(urn)
            urn = try admission.admit(&goal)
            return try await deploy(admitted: &goal, urn: urn)
        } catch {
            throw log.report(error, of: urn)
        }
    }

    /// The reference of the default provider of a plugin, which is deployed when it is first needed.
    func defaultProvider(_ plugin: PluginRequest) async throws -> String {
        try await defaults.reference(of: plugin) { try await deploy(goal: $0).state.providerReference }
    }

    private func deploy(admitted goal: inout Goal, urn: String) async throws -> DeployedResource {
        let old = try admission.matchPrevious(goal, urn: urn)
        if goal.isCustom, !goal.isProvider, goal.provider.isEmpty {
            goal.provider = try await defaultProvider(PluginRequest(goal.package, version: goal.version))
        }
        let new = goal.state(urn: urn)
        if !targets.includes(new) { return try await skip(new, old) }
        if let deployed = try await programOnly?.deploy(goal, new, old) { return deployed }
        if let needed = targets.skippedDependency(of: new) {
            try log.reportInPreview(.notTargeted(urn: urn, needs: needed), of: urn)
            targets.forgetSkipped(needed)
        }
        var registration = Registration(
            goal: goal,
            urn: urn,
            old: old,
            new: new,
            lifecycle: try await providers.lifecycle(of: new),
            seed: randomBytes(32)
        )
        if let old {
            registration.new.unknownMembers = old.state.unknownMembers
            registration.new.created = old.state.created
            registration.new.modified = old.state.modified
            registration.new.inputs = checker.ignoringChanges(registration, new.inputs, from: old.state.inputs)
        }
        if importer.imports(registration) { return try await deployImported(registration) }
        return try await deploy(registration)
    }

    private func deploy(_ wanted: Registration) async throws -> DeployedResource {
        var registration = wanted
        let deletion = registration.old.flatMap { planner.deletion(of: $0.token) }
        if let deletion { try await deletion.deletion.value }
        try await checker.check(&registration, isFresh: deletion != nil)
        guard let old = registration.old else { return try await steps.create(registration) }
        registered.keep(old.token)
        if let deletion, keeper[old.token] != nil { return try await createDeleted(registration, old, deletion) }
        if old.state.isExternal {
            return try await replacements.createThenDelete(registration, Difference(hasChanges: true))
        }
        let difference = try await finder.difference(registration, old.state)
        if let deletion = planner.claim(old.token) {
            try await deletion.deletion.value
            return try await createDeleted(registration, old, deletion)
        }
        if difference.hasChanges && difference.replaces || old.state.isPendingReplacement {
            return try await replacements.replace(registration, old, difference)
        }
        if difference.hasChanges || !old.state.initErrors.isEmpty {
            return try await steps.update(registration, old, difference)
        }
        return try await steps.same(registration, old)
    }

    /// Creates a resource again whose old one another's replacement has deleted.
    private func createDeleted(
        _ wanted: Registration,
        _ old: PreviousState,
        _ deletion: DeletedForReplacement
    ) async throws -> DeployedResource {
        var registration = wanted
        registration.old = keeper[old.token].map { PreviousState(token: old.token, state: $0) }
        return try await replacements.createDeleted(registration, because: deletion.keys)
    }

    /// Reads an existing resource into the state, then makes it what the program says (rule 37).
    private func deployImported(_ wanted: Registration) async throws -> DeployedResource {
        var registration = wanted
        guard let imported = try await importer.read(&registration) else {
            return DeployedResource(state: registration.new)
        }
        registration.new.inputs = checker.ignoringChanges(
            registration,
            registration.goal.properties,
            from: imported.state.inputs
        )
        try await checker.check(&registration, isFresh: false)
        let difference = try await finder.difference(registration, imported.state)
        if difference.hasChanges, difference.replaces {
            return try await replacements.replace(registration, imported, difference)
        }
        if difference.hasChanges || !imported.state.initErrors.isEmpty {
            return try await steps.update(registration, imported, difference)
        }
        return DeployedResource(state: imported.state)
    }

    // MARK: Targets

    /// Leaves a resource that is not targeted.
    private func skip(_ new: ResourceState, _ old: PreviousState?) async throws -> DeployedResource {
        guard let old else {
            targets.skipCreate(new.urn)
            return DeployedResource(state: new, isSkipped: true)
        }
        try checkProviderStays(old.state)
        registered.keep(old.token)
        registered.record(new.urn, old.token)
        let runner = steps.steps
        _ = try await runner.runNow(runner.step(.same, old: old.state, new: old.state)) { old.state }
        return DeployedResource(state: old.state)
    }

    /// Checks that the program keeps the provider of a resource that is not targeted.
    private func checkProviderStays(_ old: ResourceState) throws {
        guard let reference = ProviderReference(old.provider) else { return }
        let provider = registered[admission.presentURN(of: reference.urn)]
        guard provider?.state.id != reference.id else { return }
        throw RegistrationError.other(
            """
            \(old.urn) is not targeted, but its provider \(reference.urn) would be deleted or replaced; target everything, or \
            let the program keep the provider for now
            """
        )
    }
}
