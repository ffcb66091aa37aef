import RPC

/// Replaces resources, in the order that the provider or the program asks for.
struct ReplacementRunner: Sendable {
    let options: DeploymentOptions
    let log: DeploymentLog
    let keeper: StateKeeper
    let targets: TargetSelection
    let planner: ReplacementPlanner
    let checker: InputChecker
    let steps: ResourceSteps
    let deletions: DeletionRunner

    /// Replaces a resource that differs.
    func replace(
        _ wanted: Registration,
        _ old: PreviousState,
        _ difference: Difference
    ) async throws -> DeployedResource {
        var registration = wanted
        let urn = registration.urn
        if registration.new.isProtected, old.state.isProtected, !options.ignoresProtection {
            try log.reportInPreview(.protected(urn: urn, "replace"), of: urn)
        }
        if !registration.goal.importID.isEmpty {
            let text = """
                a resource that was imported and still has the option `import` cannot be replaced; remove the option \
                from \(urn)
                """
            guard options.isPreview else { throw RegistrationError.other(text) }
            log.emit(.warning, text, urn: urn)
        }
        planner.markReplaced(urn)
        // The first check took names and defaults over from the old resource, which is to go.
        if !targets.mustReplace(urn, old.state) { try await checker.check(&registration, isFresh: true) }
        if registration.goal.deleteBeforeReplace ?? difference.deleteBeforeReplace {
            return try await deleteThenCreate(registration, old, difference)
        }
        if old.state.isPendingReplacement {
            return try await createDeleted(registration, because: difference.replaceKeys)
        }
        return try await createThenDelete(registration, difference)
    }

    /// Creates the new resource; the old one is deleted at the end of the run.
    func createThenDelete(_ registration: Registration, _ difference: Difference) async throws -> DeployedResource {
        guard let old = registration.old else { return try await steps.create(registration) }
        planner.markReplaced(registration.urn)
        return try await create(registration, .createBeforeDelete(old), old, difference)
    }

    /// Creates the new resource in the place of an old one that has been deleted.
    func createDeleted(_ registration: Registration, because keys: [String]) async throws -> DeployedResource {
        guard let old = registration.old else { return try await steps.create(registration) }
        planner.markReplaced(registration.urn)
        let difference = Difference(hasChanges: true, replaceKeys: keys)
        return try await create(registration, .deleteBeforeCreate(old), old, difference)
    }

    /// Deletes the old resource, and before it those that must be replaced with it; then creates the new one.
    private func deleteThenCreate(
        _ registration: Registration,
        _ old: PreviousState,
        _ difference: Difference
    ) async throws -> DeployedResource {
        let dependents = try await planner.dependentsToReplace(of: old)
        for dependent in dependents
        where dependent.state.isProtected && !dependent.state.isPendingDeletion && !options.ignoresProtection {
            throw RegistrationError.protected(
                urn: dependent.state.urn,
                "replace, as part of replacing \(old.state.urn), the"
            )
        }
        let deletion = Promise<Void>()
        var all = planner.claim(dependents, deletedBy: deletion).map { dependent in
            let kind: Deletion.Kind = dependent.state.isPendingDeletion ? .unwanted : .beforeReplacement
            return Deletion(token: dependent.token, state: dependent.state, kind: kind)
        }
        if !old.state.isPendingReplacement {
            all.append(Deletion(token: old.token, state: old.state, kind: .beforeReplacement))
        }
        do {
            try await deletions.delete(all)
            deletion.open()
        } catch {
            deletion.fulfil(.failure(error))
            throw error
        }
        let deleted = PreviousState(token: old.token, state: keeper[old.token] ?? old.state)
        return try await create(registration, .deleteBeforeCreate(deleted), old, difference)
    }

    private func create(
        _ registration: Registration,
        _ mode: CreateMode,
        _ old: PreviousState,
        _ difference: Difference
    ) async throws -> DeployedResource {
        let created = try await steps.create(registration, mode, difference)
        try await steps.replaced(old.state, by: created.state, difference)
        return created
    }
}
