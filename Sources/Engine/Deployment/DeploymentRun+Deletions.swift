import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Deletes what the program did not register, and what was replaced.
    func deleteUnwanted() async throws {
        let (base, kept) = state.withLock { ($0.base, $0.kept) }
        var deletions: [Deletion] = []
        for token in base {
            guard let resource = keeper[token] else { continue }
            if resource.isPendingDeletion {
                deletions.append(Deletion(token: token, state: resource, kind: .replaced))
            } else if !kept.contains(token) {
                deletions.append(Deletion(token: token, state: resource, kind: .unwanted))
            }
        }
        try await deleteAll(try targeted(deletions))
    }

    /// Deletes everything.
    func destroy() async throws {
        checkTargetsSeen()
        // Where the program ran, what is older can refer to what is newer, such as another default provider.
        let entries = options.runsProgram ? keeper.snapshot.inDependencyOrder : keeper.snapshot.entries
        let deletions = entries.enumerated().map { place, entry in
            Deletion(
                token: entry.token,
                state: entry.state,
                kind: entry.state.isPendingDeletion ? .replaced : .unwanted,
                place: place
            )
        }
        try await deleteAll(try targeted(deletions))
    }

    /// Deletes resources, those that depend on others before them, at the same time where possible.
    ///
    /// What a resource that cannot be deleted depends on stays.
    ///
    /// - Throws: ``ReportedFailure`` if anything is left.
    func deleteAll(_ deletions: [Deletion]) async throws {
        state.withLock { state in
            for deletion in deletions { state.deleted.insert(deletion.state.urn) }
        }
        let schedule = DeletionSchedule(deletions)
        announceWaiting(deletions, schedule)
        var failed: Set<Int> = []
        var failure: (any Error)?
        for batch in schedule.batches {
            let kept = schedule.needed(by: failed)
            let mayGo = batch.filter { !kept.contains($0) }
            // What is protected fails at once, which must not keep the others of the batch from beginning.
            for part in [mayGo.filter { !isRefused(deletions[$0]) }, mayGo.filter { isRefused(deletions[$0]) }] {
                for (index, error) in await attempt(part, of: deletions) {
                    failed.insert(index)
                    failure = failure ?? error
                }
            }
        }
        if let failure { throw failure }
    }

    /// Deletes resources at the same time; answers those that could not be, and why.
    private func attempt(_ indices: [Int], of deletions: [Deletion]) async -> [(Int, any Error)] {
        await withTaskGroup(of: (Int, (any Error)?).self) { group in
            for index in indices {
                group.addTask { await self.attempt(deletions[index], index) }
            }
            var failures: [(Int, any Error)] = []
            for await (index, error) in group {
                if let error { failures.append((index, error)) }
            }
            return failures
        }
    }

    private func announceWaiting(_ deletions: [Deletion], _ schedule: DeletionSchedule) {
        for (index, blockers) in schedule.waiting() {
            let resource = deletions[index].state
            guard resource.isCustom, !resource.isProvider else { continue }
            let urns = blockers.map { deletions[$0].state.urn }
            emit(.resourceWaiting(urn: resource.urn, type: resource.type, parent: resource.parent, for: urns))
        }
    }

    private func attempt(_ deletion: Deletion, _ index: Int) async -> (Int, (any Error)?) {
        do {
            try await delete(deletion)
            return (index, nil)
        } catch {
            return (index, error)
        }
    }

    private func isRefused(_ deletion: Deletion) -> Bool {
        deletion.isOfProtected && !options.ignoresProtection
    }

    /// Tells that a resource is protected, which does not keep others from going.
    private func refuse(_ deletion: Deletion, _ step: EngineEvent.Step) throws {
        let error = RegistrationError.protected(urn: step.urn, "delete")
        emit(.resourceStarted(step))
        tell(error.description, urn: step.urn)
        emit(.resourceFailed(step))
        throw ReportedFailure(urn: step.urn, error.description)
    }

    private func delete(_ deletion: Deletion) async throws {
        let old = deletion.state
        let step = step(deletion.operation, old: old, new: nil, isLogical: deletion.isLogical)
        if isRefused(deletion) { try refuse(deletion, step) }
        _ = try await execute(step) {
            guard callsProvider(deletion) else {
                try await keeper.change([after(deletion)])
                return nil
            }
            let lifecycle = try await lifecycle(of: old)
            let operation = try await keeper.begin(.deleting, old)
            do {
                try await lifecycle.delete(Subject(old), old: old)
            } catch {
                throw try await failed(operation, error)
            }
            try await keeper.end(operation, [after(deletion)])
            return nil
        }
    }

    private func after(_ deletion: Deletion) -> Snapshot.Change {
        guard deletion.kind == .beforeReplacement, !deletion.state.isPendingDeletion else {
            return .remove(deletion.token)
        }
        var waiting = deletion.state
        waiting.isPendingReplacement = true
        return .put(deletion.token, waiting)
    }

    /// Whether a provider must be asked, or the state just forgets the resource.
    private func callsProvider(_ deletion: Deletion) -> Bool {
        let old = deletion.state
        guard old.isCustom, !old.isProvider, !old.isExternal, old.retainOnDelete != true, !options.isPreview,
            deletion.operation != .removePendingReplace
        else { return false }
        return old.deletedWith.isEmpty || !state.withLock { $0.deleted.contains(old.deletedWith) }
    }

    /// The deletions that the command line allows.
    ///
    /// - Throws: ``ReportedFailure`` if one of them needs another that is not targeted.
    private func targeted(_ deletions: [Deletion]) throws -> [Deletion] {
        let (targets, excludes, dependents) = state.withLock { ($0.targets, $0.excludes, $0.dependents) }
        if !excludes.isEmpty { return withoutExcluded(deletions, excludes, dependents) }
        if targets.isEmpty { return deletions }
        var reached: Set<String> = []
        var frontier = deletions.map(\.state.urn).filter(targets.contains)
        while let urn = frontier.popLast() {
            guard reached.insert(urn).inserted else { continue }
            frontier += (dependents[urn] ?? []).compactMap { keeper[$0]?.urn }
        }
        let chosen = deletions.filter { reached.contains($0.state.urn) }
        guard !options.targetsDependents else { return chosen }
        let unnamed = chosen.map(\.state.urn).filter { !targets.contains($0) }
        for urn in unnamed {
            tell(
                """
                Resource '\(urn)' will be destroyed but was not specified in --target list; name it too, or give \
                --target-dependents
                """,
                urn: urn
            )
        }
        if let urn = unnamed.first, !options.isPreview { throw ReportedFailure(urn: urn, "not targeted") }
        return chosen
    }

    /// Without the excluded, and without what these need; with `--exclude-dependents` also without their dependents.
    private func withoutExcluded(
        _ deletions: [Deletion],
        _ excludes: URNPatterns,
        _ dependents: [String: [Snapshot.Token]]
    ) -> [Deletion] {
        var states: [String: [ResourceState]] = [:]
        for deletion in deletions { states[deletion.state.urn, default: []].append(deletion.state) }
        var kept: Set<String> = []
        var frontier = deletions.map(\.state.urn).filter(excludes.contains)
        while let urn = frontier.popLast() {
            guard kept.insert(urn).inserted else { continue }
            for resource in states[urn] ?? [] { resource.forEachReference { frontier.append($0) } }
            if options.excludesDependents { frontier += (dependents[urn] ?? []).compactMap { keeper[$0]?.urn } }
        }
        return deletions.filter { !kept.contains($0.state.urn) }
    }
}
