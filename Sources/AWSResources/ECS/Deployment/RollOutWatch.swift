import JSON
import PulumiProtocol

/// Looks at a service on its way to the steady state, asks AWS for the reasons of failures, and tells of both.
struct RollOutWatch: Sendable {
    let service: ResourceOperation
    private let inspection: ServiceInspection
    private var history = RollOutHistory()
    private var targets: [TargetHealth] = []
    /// Indicates whether AWS has refused to tell the health of targets.
    private var isBlind = false
    /// The container definitions by task definition.
    private var definitions: [String: [JSON]] = [:]
    private var estimate: RollOutEstimate?

    /// The log lines that an error has, and those that the status has.
    private static let (logLimit, shownLogLimit) = (10, 3)
    /// The newest events in the status.
    private static let eventLimit = 2

    init(_ service: ResourceOperation) {
        self.service = service
        inspection = ServiceInspection(
            session: service.session,
            region: service.region,
            cluster: service.text("cluster")
        )
    }

    /// Looks once.
    ///
    /// - Parameter found: The service as ECS describes it.
    /// - Returns: Whether all tasks run, or what there is instead.
    /// - Throws: ``FailedState`` if ECS has given the roll-out up, or the same failure came too often.
    mutating func look(_ found: JSON) async throws -> WaitStatus<Void> {
        let state = ServiceState(found)
        let isFirst = history.state == nil
        history.note(state, isNew: service.kind == .create)
        try await refuseFailure(state)
        if state.isSteady { return .ready(()) }
        if isFirst { await announce(found, state) }
        await lookAtFailures(state, asks: history.owesLook)
        if let group = history.exhausted {
            let cause = FailureCause.of(group.latest, log: group.log?.lines ?? [])?.name ?? group.latest.words
            throw failure("the same failure came \(group.count) times: \(cause)", isGoingOn: true)
        }
        await lookAtTargets(state)
        return .pending(status(state))
    }

    /// The account of the roll-out so far, for a wait that is over without success; empty before the first look.
    func report() -> String {
        RollOutReport(history: history, targets: targets).lines(isGoingOn: true).joined(separator: "\n")
    }

    // MARK: Status

    private mutating func announce(_ found: JSON, _ state: ServiceState) async {
        guard let facts = try? await RollOutEstimate.facts(state, inspection) else { return }
        definitions[state.primary?.taskDefinition ?? state.taskDefinition] = facts.containers
        estimate = RollOutEstimate(found, facts, replacesTasks: state.deployments.count > 1)
        if let text = estimate?.text { await service.note(text) }
    }

    /// The progress on the first line, and below it the failures, the targets and the newest events.
    private func status(_ state: ServiceState) -> String {
        var lines = [state.progress + (estimate?.brief.map { "; takes at least \($0)" } ?? "")]
        for group in history.worstGroups.prefix(2) {
            lines.append(group.latest.summary + (group.count > 1 ? ", \(group.count) times" : ""))
            lines += (group.log?.lines ?? []).suffix(Self.shownLogLimit).map { "| " + $0.trimmedAtEnd }
        }
        lines += targets.map(\.summary)
        let told = Set(history.groups.map(\.latest.reason))
        lines += history.events.prefix(Self.eventLimit).map(\.message).filter { !told.contains($0) }
        return lines.joined(separator: "\n")
    }

    // MARK: Reasons

    /// Asks for the tasks that have stopped, and for the logs of one of each kind; what AWS refuses is not told.
    private mutating func lookAtFailures(_ state: ServiceState, asks: Bool) async {
        if asks, let tasks = try? await inspection.stoppedTasks(of: state.name, except: history.knownTasks) {
            history.add(stopped: tasks)
        }
        // A log arrives a little later than the end of its container.
        for index in history.groups.indices where history.groups[index].lacksLog {
            history.groups[index].take(await log(of: history.groups[index].latest))
        }
    }

    private mutating func log(of failure: TaskFailure) async -> ContainerLog? {
        for container in failure.endedContainers {
            let containers = await containers(of: failure.taskDefinition)
            let log = try? await inspection.lastLines(
                of: container,
                in: failure.task,
                definedBy: containers,
                limit: Self.logLimit
            )
            if let log, !log.lines.isEmpty { return log }
        }
        return nil
    }

    private mutating func containers(of taskDefinition: String) async -> [JSON] {
        if let known = definitions[taskDefinition] { return known }
        let containers = taskDefinition.isEmpty ? nil : try? await inspection.containers(of: taskDefinition)
        definitions[taskDefinition] = containers
        return containers ?? []
    }

    /// Asks for the health of targets while the new tasks are being registered.
    private mutating func lookAtTargets(_ state: ServiceState) async {
        guard !isBlind, state.primary?.running ?? state.running > 0 else { return }
        var found: [TargetHealth] = []
        for group in state.targetGroups {
            if let health = try? await inspection.targets(of: group) { found.append(health) }
        }
        isBlind = found.count < state.targetGroups.count
        targets = found
    }

    // MARK: Failures

    /// Ends the wait if ECS has given the deployment up: by its circuit breaker, an alarm or a roll-back.
    private mutating func refuseFailure(_ state: ServiceState) async throws {
        let primary = state.primary
        let failed = state.deployments.first {
            $0.rolloutState == "FAILED" && ($0.status == "PRIMARY" || history.deployments.contains($0.id))
        }
        guard failed != nil || (isOld(primary?.taskDefinition) && isOld(state.taskDefinition)) else { return }
        await lookAtFailures(state, asks: true)
        var headline = "the deployment failed"
        if failed?.status != "PRIMARY" {
            headline += primary?.rolloutState == "IN_PROGRESS" ? " and is being rolled back" : " and was rolled back"
        }
        let reasons = [failed?.rolloutReason ?? primary?.rolloutReason ?? "", await deploymentReason() ?? ""]
        throw failure(([headline] + reasons.filter { !$0.isEmpty }).joined(separator: "; "), isGoingOn: false)
    }

    private func failure(_ headline: String, isGoingOn: Bool) -> FailedState {
        let lines = RollOutReport(history: history, targets: targets).lines(isGoingOn: isGoingOn)
        return FailedState(subject: service.subject, state: ([headline] + lines).joined(separator: "\n"))
    }

    /// Returns whether a service or deployment is at the task definition from before this update.
    ///
    /// AWS rolled back if both are.
    private func isOld(_ used: String?) -> Bool {
        guard service.kind == .update, service.hasChanged("taskDefinition"),
            let wanted = service.inputs["taskDefinition"]?.string, wanted.hasPrefix("arn:"),
            let used, used.hasPrefix("arn:")
        else {
            return false
        }
        return used != wanted && used == service.oldInputs["taskDefinition"]?.string
    }

    /// AWS's own account of the newest deployment; `nil` where it gives none or the call is not supported.
    private func deploymentReason() async -> String? {
        let input = Service.identity(service)
        guard
            let list = try? await service.session.caller.send(
                "ecs.ListServiceDeployments",
                input,
                region: service.region
            ),
            let arn = list.text(at: "serviceDeployments[0].serviceDeploymentArn"),
            let answer = try? await service.session.caller.send(
                "ecs.DescribeServiceDeployments",
                ["serviceDeploymentArns": [.string(arn)]],
                region: service.region
            )
        else {
            return nil
        }
        return answer.text(at: "serviceDeployments[0].statusReason")
    }
}
