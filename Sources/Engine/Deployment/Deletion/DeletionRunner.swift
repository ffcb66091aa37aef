import PulumiProtocol
import Synchronization

/// Deletes resources, those that depend on others before them, at the same time where possible.
final class DeletionRunner: Sendable {
    private let options: DeploymentOptions
    private let log: DeploymentLog
    private let keeper: StateKeeper
    private let steps: StepRunner
    private let providers: ProviderResolver
    /// URNs that this run deletes.
    private let deleted = Mutex<Set<String>>([])

    /// A runner that has deleted nothing.
    init(
        _ options: DeploymentOptions,
        _ log: DeploymentLog,
        _ keeper: StateKeeper,
        _ steps: StepRunner,
        _ providers: ProviderResolver
    ) {
        self.options = options
        self.log = log
        self.keeper = keeper
        self.steps = steps
        self.providers = providers
    }

    /// Deletes resources, except those that a resource needs which cannot be deleted.
    ///
    /// - Throws: ``ReportedFailure`` if any resource is left.
    func delete(_ deletions: [Deletion]) async throws {
        deleted.withLock { deleted in
            for deletion in deletions { deleted.insert(deletion.state.urn) }
        }
        let schedule = DeletionSchedule(deletions)
        emitWaiting(deletions, schedule)
        var failed: Set<Int> = []
        var failure: (any Error)?
        for batch in schedule.batches {
            let kept = schedule.needed(by: failed)
            let deletable = batch.filter { !kept.contains($0) }
            // A protected resource fails at once, which must not keep the others of the batch from beginning.
            for part in [deletable.filter { !isRefused(deletions[$0]) }, deletable.filter { isRefused(deletions[$0]) }]
            {
                for (index, error) in await attempt(part, of: deletions) {
                    failed.insert(index)
                    failure = failure ?? error
                }
            }
        }
        if let failure { throw failure }
    }

    /// Deletes resources at the same time; returns those that could not be deleted, and why.
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

    private func attempt(_ deletion: Deletion, _ index: Int) async -> (Int, (any Error)?) {
        do {
            try await delete(deletion)
            return (index, nil)
        } catch {
            return (index, error)
        }
    }

    private func emitWaiting(_ deletions: [Deletion], _ schedule: DeletionSchedule) {
        for (index, blockers) in schedule.waiting() {
            let resource = deletions[index].state
            guard resource.isCustom, !resource.isProvider else { continue }
            let urns = blockers.map { deletions[$0].state.urn }
            log.emit(.resourceWaiting(urn: resource.urn, type: resource.type, parent: resource.parent, for: urns))
        }
    }

    private func isRefused(_ deletion: Deletion) -> Bool {
        deletion.isOfProtected && !options.ignoresProtection
    }

    private func delete(_ deletion: Deletion) async throws {
        let old = deletion.state
        let step = steps.step(deletion.operation, old: old, new: nil, isLogical: deletion.isLogical)
        if isRefused(deletion) { throw refuse(step) }
        _ = try await steps.run(step) {
            guard callsProvider(deletion) else {
                try await keeper.change([deletion.change])
                return nil
            }
            let lifecycle = try await providers.lifecycle(of: old)
            var call = ProviderCall(old)
            call.timeout = old.customTimeouts?.delete ?? 0
            let operation = try await keeper.begin(.deleting, old)
            do {
                try await lifecycle.delete(call)
            } catch {
                throw try await keeper.failStep(operation, error)
            }
            try await keeper.end(operation, [deletion.change])
            return nil
        }
    }

    /// Reports that a resource is protected, which does not keep others from being deleted.
    private func refuse(_ step: EngineEvent.Step) -> ReportedFailure {
        log.emit(.resourceStarted(step))
        defer { log.emit(.resourceFailed(step)) }
        return log.report(
            RegistrationError.protected(urn: step.urn, "delete"),
            of: step.urn,
            reaching: .resource
        )
    }

    /// Returns whether the provider deletes the resource, rather than only the state forgetting it.
    private func callsProvider(_ deletion: Deletion) -> Bool {
        let old = deletion.state
        guard old.isCustom, !old.isProvider, !old.isExternal, old.retainOnDelete != true, !options.isPreview,
            deletion.operation != .removePendingReplace
        else { return false }
        return old.deletedWith.isEmpty || !deleted.withLock { $0.contains(old.deletedWith) }
    }
}
