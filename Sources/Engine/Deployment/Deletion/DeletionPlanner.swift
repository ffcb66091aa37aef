import PulumiProtocol

/// Chooses the resources that a deployment deletes.
struct DeletionPlanner: Sendable {
    let options: DeploymentOptions
    let log: DeploymentLog
    let keeper: StateKeeper
    let previous: PreviousStates
    let registered: RegisteredResources
    let targets: TargetSelection

    /// The deletions of previous states that were replaced or that the program no longer registers.
    ///
    /// - Throws: ``ReportedFailure`` if one of them needs another that is not targeted.
    func unwanted() throws -> [Deletion] {
        let kept = registered.kept
        return try targeted(
            previous.index.all.compactMap { token in
                guard let resource = keeper[token] else { return nil }
                if resource.isPendingDeletion { return Deletion(token: token, state: resource, kind: .replaced) }
                return kept.contains(token) ? nil : Deletion(token: token, state: resource, kind: .unwanted)
            }
        )
    }

    /// The deletions of all resources.
    ///
    /// - Throws: ``ReportedFailure`` if one of them needs another that is not targeted.
    func everything() throws -> [Deletion] {
        // After a run of the program, older states can refer to newer ones, such as another default provider.
        let entries = options.runsProgram ? keeper.snapshot.inDependencyOrder : keeper.snapshot.entries
        return try targeted(
            entries.enumerated().map { place, entry in
                Deletion(
                    token: entry.token,
                    state: entry.state,
                    kind: entry.state.isPendingDeletion ? .replaced : .unwanted,
                    place: place
                )
            }
        )
    }

    /// The deletions that the command line allows.
    private func targeted(_ deletions: [Deletion]) throws -> [Deletion] {
        let (targets, excludes, index) = (targets.targets, targets.excludes, previous.index)
        if !excludes.isEmpty { return withoutExcluded(deletions, excludes, index) }
        if targets.isEmpty { return deletions }
        var reached: Set<String> = []
        var frontier = deletions.map(\.state.urn).filter(targets.contains)
        while let urn = frontier.popLast() {
            guard reached.insert(urn).inserted else { continue }
            frontier += dependents(of: urn, index)
        }
        let chosen = deletions.filter { reached.contains($0.state.urn) }
        guard !options.targetsDependents else { return chosen }
        let unnamed = chosen.map(\.state.urn).filter { !targets.contains($0) }
        guard let first = unnamed.first else { return chosen }
        log.report(RegistrationError.untargetedDependents(unnamed.sorted()), of: "", reaching: .resource)
        if !options.isPreview { throw ReportedFailure(urn: first, "not targeted") }
        return chosen
    }

    /// The deletions without the excluded resources and all that these need; with `--exclude-dependents` also
    /// without their dependents.
    private func withoutExcluded(
        _ deletions: [Deletion],
        _ excludes: URNPatterns,
        _ index: PreviousStates.Index
    ) -> [Deletion] {
        var states: [String: [ResourceState]] = [:]
        for deletion in deletions { states[deletion.state.urn, default: []].append(deletion.state) }
        var kept: Set<String> = []
        var frontier = deletions.map(\.state.urn).filter(excludes.contains)
        while let urn = frontier.popLast() {
            guard kept.insert(urn).inserted else { continue }
            for resource in states[urn] ?? [] { resource.forEachReference { frontier.append($0) } }
            if options.excludesDependents { frontier += dependents(of: urn, index) }
        }
        return deletions.filter { !kept.contains($0.state.urn) }
    }

    private func dependents(of urn: String, _ index: PreviousStates.Index) -> [String] {
        index.dependents(of: urn).compactMap { keeper[$0]?.urn }
    }
}
