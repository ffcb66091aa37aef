import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Replaces a resource, in the order that the provider or the program wants.
    func replace(
        _ wanted: Registration,
        _ old: Registration.Old,
        _ difference: Difference
    ) async throws -> Settled {
        var registration = wanted
        if registration.new.isProtected, old.state.isProtected, !options.ignoresProtection {
            try refuse(.protected(urn: registration.urn, "replace"), registration.urn)
        }
        if !registration.goal.importID.isEmpty {
            let text = """
                a resource that was imported and still has the option `import` cannot be replaced; remove the option \
                from \(registration.urn)
                """
            guard options.isPreview else { throw RegistrationError.other(text) }
            emit(.diagnostic(.init(.warning, text, urn: registration.urn)))
        }
        state.withLock { _ = $0.replaced.insert(registration.urn) }
        // The first check took names and defaults over from the old resource, which is to go.
        if !isToBeReplaced(registration.urn, old.state) { try await check(&registration, isFresh: true) }
        guard registration.goal.deleteBeforeReplace ?? difference.deleteBeforeReplace else {
            if old.state.isPendingReplacement {
                return try await recreate(registration, because: difference.replaceKeys)
            }
            return try await replaceKeepingOld(registration, difference)
        }
        return try await replaceDeletingOld(registration, old, difference)
    }

    /// Creates the new one; the old one is deleted at the end of the run.
    func replaceKeepingOld(_ registration: Registration, _ difference: Difference) async throws -> Settled {
        guard let old = registration.old else { return try await create(registration) }
        state.withLock { _ = $0.replaced.insert(registration.urn) }
        let settled = try await create(registration, .besideOld(old), difference)
        try await tellReplaced(old.state, settled.state, difference)
        return settled
    }

    /// Creates the new one in the place of an old one that has been deleted.
    func recreate(_ registration: Registration, because keys: [String]) async throws -> Settled {
        guard let old = registration.old else { return try await create(registration) }
        state.withLock { _ = $0.replaced.insert(registration.urn) }
        let difference = Difference(hasChanges: true, replaceKeys: keys)
        let settled = try await create(registration, .afterOld(old), difference)
        try await tellReplaced(old.state, settled.state, difference)
        return settled
    }

    /// Deletes the old one, and before it all that depend on it and could not live through that; then creates the new.
    private func replaceDeletingOld(
        _ wanted: Registration,
        _ old: Registration.Old,
        _ difference: Difference
    ) async throws -> Settled {
        var registration = wanted
        let dependents = try await dependentsToReplace(of: old)
        for dependent in dependents
        where dependent.state.isProtected && !dependent.state.isPendingDeletion && !options.ignoresProtection {
            throw RegistrationError.protected(
                urn: dependent.state.urn,
                "replace, as part of replacing \(old.state.urn), the"
            )
        }
        let deletion = Promise<Void>()
        let condemned = condemn(dependents, deletion)
        var deletions = condemned.map { dependent in
            let kind: Deletion.Kind = dependent.state.isPendingDeletion ? .unwanted : .beforeReplacement
            return Deletion(token: dependent.token, state: dependent.state, kind: kind)
        }
        if !old.state.isPendingReplacement {
            deletions.append(Deletion(token: old.token, state: old.state, kind: .beforeReplacement))
        }
        do {
            try await deleteAll(deletions)
            deletion.open()
        } catch {
            deletion.fulfil(.failure(error))
            throw error
        }
        registration.old = Registration.Old(token: old.token, state: keeper[old.token] ?? old.state)
        let settled = try await create(registration, .afterOld(registration.old ?? old), difference)
        try await tellReplaced(old.state, settled.state, difference)
        return settled
    }

    private func tellReplaced(_ old: ResourceState, _ new: ResourceState, _ difference: Difference) async throws {
        _ = try await perform(step(.replace, old: old, new: new, difference)) { new }
    }

    /// A resource that another takes with it.
    struct Dependent: Sendable {
        var token: Snapshot.Token
        var state: ResourceState
        var keys: [String]
    }

    /// Marks resources as deleted before the program has spoken of them; leaves out those it has.
    private func condemn(_ dependents: [Dependent], _ deletion: Promise<Void>) -> [Dependent] {
        state.withLock { state in
            dependents.filter { dependent in
                if dependent.state.isPendingDeletion { return state.discarded.insert(dependent.token).inserted }
                let urn = state.presentNames[dependent.state.urn] ?? dependent.state.urn
                guard !state.decided.contains(urn), state.condemned[urn] == nil else { return false }
                state.condemned[urn] = .init(token: dependent.token, keys: dependent.keys, deletion: deletion)
                return true
            }
        }
    }

    /// What must be replaced because a resource is: those whose provider says so when the properties that come from
    /// it are unknown, and in turn those that depend on them (rule 12); and its companions by option, whose dependents
    /// live on.
    private func dependentsToReplace(of root: Registration.Old) async throws -> [Dependent] {
        var replaced: Set<String> = [root.state.urn]
        var found: [Dependent] = []
        for token in transitiveDependents(of: root) {
            guard let resource = keeper[token], resource.isCustom, !resource.isExternal else { continue }
            guard let keys = try await replaceKeys(of: resource, replaced) else { continue }
            replaced.insert(resource.urn)
            found.append(Dependent(token: token, state: resource, keys: keys))
        }
        return found + companions(of: root.state.urn).filter { !replaced.contains($0.state.urn) }
    }

    /// What the options `replaceWith` and `deletedWith` tie to a resource.
    private func companions(of urn: String) -> [Dependent] {
        state.withLock { $0.dependents[urn] ?? [] }.compactMap { token in
            guard let resource = keeper[token], !resource.isPendingDeletion else { return nil }
            let isTied = resource.deletedWith == urn || resource.replaceWith.contains(urn)
            return isTied ? Dependent(token: token, state: resource, keys: []) : nil
        }
    }

    /// Tokens of all that depend on a resource, in the order of their dependencies.
    private func transitiveDependents(of root: Registration.Old) -> [Snapshot.Token] {
        state.withLock { state in
            var found: Set<Snapshot.Token> = []
            var frontier = [root.state.urn]
            while let urn = frontier.popLast() {
                for token in state.dependents[urn] ?? [] where token > root.token && found.insert(token).inserted {
                    if let resource = keeper[token] { frontier.append(resource.urn) }
                }
            }
            return found.sorted()
        }
    }

    /// The properties for which a resource must be replaced if others are; `nil` if it need not be.
    private func replaceKeys(of resource: ResourceState, _ replaced: Set<String>) async throws -> [String]? {
        if replaced.contains(resource.providerURN) { return ["provider"] }
        if replaced.contains(resource.deletedWith) { return ["deletedWith"] }
        var inputs = resource.inputs
        var isAffected = false
        for (key, urns) in resource.propertyDependencies where urns.contains(where: replaced.contains) {
            guard inputs[key] != nil else { continue }
            inputs[key] = .unknown
            isAffected = true
        }
        guard isAffected else { return nil }
        let difference = try await lifecycle(of: resource).diff(
            Subject(resource),
            old: resource,
            news: inputs,
            ignoring: []
        ).replacing(on: resource.replaceOnChanges, hasInitErrors: false)
        return difference.hasChanges && difference.replaces ? difference.replaceKeys : nil
    }
}
