import Synchronization

/// Numbers and counts the steps of a deployment, and runs only so many of them at once.
final class StepRunner: Sendable {
    private struct State {
        var last = 0
        var counts: [StepOperation: Int] = [:]
    }

    private let log: DeploymentLog
    private let limiter: StepLimiter
    private let state = Mutex(State())

    /// A runner of at most `limit` steps at once.
    init(_ log: DeploymentLog, limit: Int) {
        self.log = log
        limiter = StepLimiter(limit: limit)
    }

    /// The finished steps that the program asked for, by operation.
    var counts: [StepOperation: Int] { state.withLock { $0.counts } }

    /// Returns a step with the next number.
    func step(
        _ operation: StepOperation,
        old: ResourceState?,
        new: ResourceState?,
        _ difference: Difference = .none,
        isLogical: Bool = true
    ) -> EngineEvent.Step {
        let subject = new ?? old
        return EngineEvent.Step(
            number: state.withLock { state in
                state.last += 1
                return state.last
            },
            operation: operation,
            urn: subject?.urn ?? "",
            type: subject?.type ?? "",
            provider: subject?.provider ?? "",
            old: old,
            new: new,
            replaceKeys: difference.replaceKeys,
            differingKeys: difference.changedKeys,
            detailedDifference: difference.detailed,
            isLogical: isLogical,
            isRefresh: operation == .refresh
        )
    }

    /// Runs a step as soon as the limit allows, with events at its start and its end.
    ///
    /// - Parameters:
    ///   - step: The step, as the events show it.
    ///   - ending: Changes the step that the last event shows, where only the end tells what it was.
    ///   - body: Carries the step out, and returns the new state.
    /// - Returns: The state after the step; `nil` if there is none.
    /// - Throws: ``ReportedFailure``.
    func run(
        _ step: EngineEvent.Step,
        ending: ((inout EngineEvent.Step) -> Void)? = nil,
        _ body: () async throws -> ResourceState?
    ) async throws -> ResourceState? {
        try await limiter.run {
            try log.checkMayBegin(step.urn)
            return try await runNow(step, ending: ending, body)
        }
    }

    /// Runs a step that calls no provider, whatever the limit, with events at its start and its end.
    func runNow(
        _ step: EngineEvent.Step,
        ending: ((inout EngineEvent.Step) -> Void)? = nil,
        _ body: () async throws -> ResourceState?
    ) async throws -> ResourceState? {
        log.emit(.resourceStarted(step))
        var ended = step
        do {
            ended.new = try await body()
            ending?(&ended)
        } catch {
            let failure = log.report(error, of: step.urn, reaching: .branch)
            log.emit(.resourceFailed(ended))
            throw failure
        }
        if step.isLogical, !step.isInternal {
            state.withLock { $0.counts[ended.operation, default: 0] += 1 }
        }
        log.emit(.resourceFinished(ended))
        return ended.new
    }
}
