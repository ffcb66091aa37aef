import PulumiProtocol

extension DeploymentRun {
    /// Runs the deployment to its end; failures are reported, and shown in the result.
    func runToEnd(_ program: (any Program)?, previousOutputs: PropertyMap) async -> DeploymentResult {
        var outputs = previousOutputs
        do {
            try await interruptedOperations.resolve()
            try await refresh(program)
            previous.rebuild()
            switch options.goal {
            case .update:
                outputs = try await update(program) ?? previousOutputs
            case .destroy:
                if options.runsProgram { try await runOnly(program) }
                reportUnknownTargets()
                try await deletions.delete(try deletionPlanner.everything())
            case .import(let requests):
                _ = try await deployer.deploy(goal: root.goal)
                try await importCommand.run(requests)
            case .refresh:
                break
            }
        } catch {
            log.report(error, of: "")
        }
        if options.goal != .update {
            outputs = keeper.snapshot.entries.first { $0.state.urn == identity.rootURN }?.state.outputs ?? [:]
        }
        if log.wasInterrupted { log.markFailed() }
        log.reportInterrupted()
        try? log.checkLock()
        return DeploymentResult(
            snapshot: keeper.snapshot,
            counts: steps.counts,
            outputs: outputs,
            previousOutputs: previousOutputs,
            hasFailed: log.hasFailed,
            wasCancelled: log.wasInterrupted,
            duration: .zero
        )
    }

    /// Reads back what the goal, the command line and the providers ask for.
    private func refresh(_ program: (any Program)?) async throws {
        let isRefresh = options.goal == .refresh
        if isRefresh, options.runsProgram {
            previous.rebuild()
            try await runOnly(program)
        }
        if isRefresh || options.refreshesFirst {
            try await refresh(.everything)
        } else if keeper.snapshot.entries.contains(where: \.state.refreshesBeforeUpdate) {
            try await refresh(.mustBeReadFirst)
        }
    }

    private func refresh(_ scope: Refresher.Scope) async throws {
        previous.rebuild()
        try checkKnown(options.targets, "--target")
        try checkKnown(options.excludes, "--exclude")
        try await refresher.refresh(scope)
    }

    /// Runs the program, then deletes the resources that it no longer registers.
    ///
    /// - Returns: The stack's outputs; `nil` if the program failed before they were complete.
    private func update(_ program: (any Program)?) async throws -> PropertyMap? {
        try checkKnown(options.replaces, "--replace")
        let stack = try await deployer.deploy(goal: root.goal).state
        var returned: PropertyMap = [:]
        do {
            returned = try await outputs(of: program)
        } catch {
            log.report(error, of: "")
            log.markFailed()
        }
        // Without this check, a program that ignores a failure would have the rest of its resources deleted.
        guard !log.isIncomplete, !log.wasInterrupted else {
            guard let outputs = root.outputs(ofFailedOver: stack.outputs) else { return nil }
            try await storeStackOutputs(outputs)
            return outputs
        }
        reportUnknownTargets()
        var outputs = root.outputs(returned: returned)
        do {
            try await deletions.delete(try deletionPlanner.unwanted())
        } catch {
            log.report(error, of: "")
        }
        if log.hasFailed { outputs = stack.outputs.merging(outputs) }
        try await storeStackOutputs(outputs)
        return outputs
    }

    /// Runs the program of a destroy or refresh with `--run-program`, which only configures providers and registers
    /// components.
    ///
    /// - Throws: ``ReportedFailure`` if the program fails; then nothing may be deleted.
    private func runOnly(_ program: (any Program)?) async throws {
        _ = try await deployer.deploy(goal: root.goal)
        let outputs = try await outputs(of: program)
        guard !log.isIncomplete else { throw ReportedFailure(urn: "", "the program failed") }
        guard options.goal == .refresh else { return }
        try await storeStackOutputs(root.outputs(returned: outputs))
    }

    /// Runs the program, and waits for all operations that it and its components began.
    ///
    /// A component that fails waits for its other children no longer; they come to their end nevertheless.
    private func outputs(of program: (any Program)?) async throws -> PropertyMap {
        let result: Result<PropertyMap, any Error>
        do {
            let monitor = EngineMonitor(run: self, tellsWholeOutputs: true)
            result = .success(try await program?.stackOutputs(against: monitor) ?? [:])
        } catch {
            result = .failure(error)
        }
        await work.settle()
        return try result.get()
    }

    // MARK: Targets

    /// Reports targets that name no resource, which does not keep the others from being handled.
    private func reportUnknownTargets() {
        let index = previous.index
        let unknown = Set(options.targets.filter { !$0.contains("*") })
            .filter { index[$0] == nil && !admission.contains($0) }
        for urn in unknown.sorted() {
            log.report(TargetError(urn: urn, option: "--target"), of: "", reaching: .resource)
        }
    }

    /// Checks that an option's URNs name resources of the state.
    ///
    /// - Throws: ``TargetError``.
    private func checkKnown(_ urns: [String], _ option: String) throws {
        let index = previous.index
        if let urn = urns.first(where: { !$0.contains("*") && index[$0] == nil }) {
            throw TargetError(urn: urn, option: option)
        }
    }
}
