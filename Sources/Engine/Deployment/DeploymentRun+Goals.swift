import PulumiProtocol
import Synchronization

extension DeploymentRun {
    /// Does what the deployment is for.
    func runToEnd(_ program: (any Program)?, previousOutputs: PropertyMap) async -> DeploymentResult {
        var outputs = previousOutputs
        do {
            try await recover()
            if options.goal == .refresh, options.runsProgram {
                try await refreshWithProgram(program)
            } else if options.goal == .refresh || options.refreshesFirst {
                try await refresh()
            } else if keeper.snapshot.entries.contains(where: \.state.refreshesBeforeUpdate) {
                try await refresh(.mustBeReadFirst)
            }
            index()
            switch options.goal {
            case .update:
                outputs = try await update(program) ?? previousOutputs
            case .destroy:
                if options.runsProgram { try await runForProviders(program) }
                try await destroy()
            case .import(let requests):
                try await importResources(requests)
            case .refresh:
                break
            }
        } catch {
            _ = fail("", error)
        }
        if options.goal != .update {
            outputs = keeper.snapshot.entries.first { $0.state.urn == identity.rootURN }?.state.outputs ?? [:]
        }
        if wasInterrupted, !hasFailed { noteFailure() }
        return result(outputs: outputs, previousOutputs: previousOutputs)
    }

    private func result(outputs: PropertyMap, previousOutputs: PropertyMap) -> DeploymentResult {
        let state = state.withLock { $0 }
        return DeploymentResult(
            snapshot: keeper.snapshot,
            counts: state.counts,
            outputs: outputs,
            previousOutputs: previousOutputs,
            hasFailed: state.hasFailed,
            wasCancelled: wasInterrupted,
            duration: .zero
        )
    }

    /// Runs the program, then deletes what it no longer wants.
    ///
    /// - Returns: The stack's outputs; `nil` if the program did not come to a good end.
    private func update(_ program: (any Program)?) async throws -> PropertyMap? {
        try checkKnown(options.replaces, "--replace")
        let root = try await settle(
            Goal(type: StackIdentity.stackType, name: "\(identity.project)-\(identity.stack)", isCustom: false)
        )
        var outputs: PropertyMap = [:]
        do {
            outputs = try await program?.stackOutputs(against: EngineMonitor(run: self, tellsWholeOutputs: true)) ?? [:]
        } catch {
            _ = fail("", error)
            noteFailure()
        }
        // Without this a program that swallows a failure would have the rest of its resources deleted.
        guard !state.withLock({ $0.isIncomplete }), !wasInterrupted else {
            return try await keepOutputs(of: root.state)
        }
        checkTargetsSeen()
        do {
            try await deleteUnwanted()
        } catch {
            _ = fail("", error)
        }
        if hasFailed { outputs = root.state.outputs.merging(outputs) }
        try await registerOutputs(outputs, of: root.state.urn)
        return outputs
    }

    /// Stores what the program said of the stack's outputs before it failed. One that is missing may just not have been
    /// reached: it stays as it was.
    private func keepOutputs(of root: ResourceState) async throws -> PropertyMap? {
        guard let told = state.withLock({ $0.outputs }) else { return nil }
        let outputs = root.outputs.merging(told)
        try await registerOutputs(outputs, of: root.urn)
        return outputs
    }

    /// Says which targets name nothing. What can be done for the others is done nevertheless.
    func checkTargetsSeen() {
        let unknown = state.withLock { state in
            Set(options.targets.filter { !$0.contains("*") })
                .subtracting(state.seen).subtracting(state.olds.keys).sorted()
        }
        for urn in unknown { tell(TargetError(urn: urn, option: "--target").description, urn: "") }
    }

    /// Refuses URNs that name nothing in the state.
    func checkKnown(_ urns: [String], _ option: String) throws {
        let unknown = state.withLock { state in
            urns.filter { !$0.contains("*") && state.olds[$0] == nil }
        }
        if let urn = unknown.first { throw TargetError(urn: urn, option: option) }
    }
}

/// An option names a resource that does not exist.
struct TargetError: Error, Hashable, CustomStringConvertible {
    var urn: String
    var option: String

    var description: String {
        "\(option) names \(urn), but no resource of the stack has that URN; `stack export` lists them all"
    }
}
