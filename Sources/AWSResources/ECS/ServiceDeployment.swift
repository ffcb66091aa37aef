import JSON
import PulumiProtocol

/// Waits for a service's tasks to run, and says why while they do not.
struct ServiceDeployment: Sendable {
    /// The time for which AWS may show a service that was deleted in the place of a new one.
    private static let lag = Duration.seconds(30)

    let service: ResourceOperation

    init(_ service: ResourceOperation) {
        self.service = service
    }

    /// Waits until the service is active or, if the program wants that, until all its tasks run.
    ///
    /// - Throws: ``FailedState`` as soon as AWS gives the deployment up, ``WaitTimeout`` with the last state.
    func wait() async throws {
        let isSteady = service.flag("waitForSteadyState")
        let start = service.session.clock.now()
        let subject = isSteady ? "\(service.subject) to become steady" : "\(service.subject) to become active"
        try await service.wait(for: subject, upTo: service.limit(.seconds(1200)), pace: Pace(longest: .seconds(6))) {
            try await look(isSteady: isSteady, after: service.session.clock.now() - start)
        }
    }

    private func look(isSteady: Bool, after elapsed: Duration) async throws -> WaitStatus<Void> {
        // One that is `INACTIVE` counts as absent: `lookUp` would not show it.
        guard let lookup = service.facts.lookup, let found = try await service.objects(lookup).first?.object else {
            return .pending("not visible yet")
        }
        let status = found["status"]?.string ?? "no status"
        // A new service of a name that was used before may show the old one for a moment.
        if status == "INACTIVE", service.kind == .update || elapsed > Self.lag {
            throw Vanished(subject: service.subject)
        }
        guard status == "ACTIVE" else { return .pending(status) }
        return isSteady ? try await steadiness(found) : .ready(())
    }

    private func steadiness(_ found: JSON) async throws -> WaitStatus<Void> {
        let deployments = found.list(at: "deployments")
        let primary = deployments.first { $0["status"]?.string == "PRIMARY" } ?? .null
        try await refuseFailure(found, primary)
        let desired = found["desiredCount"]?.int ?? 0
        let running = found["runningCount"]?.int ?? 0
        let isRolledOut = ["COMPLETED", nil].contains(primary["rolloutState"]?.string)
        // More tasks than desired are old ones on their way out.
        if deployments.count <= 1, running >= desired, isRolledOut { return .ready(()) }
        let progress = "\(running) of \(desired) tasks running"
        let reasons = try await troubles(found, primary)
        return .pending(([progress] + reasons).joined(separator: "; "))
    }

    // MARK: Failures

    /// Ends the wait if AWS has given the deployment up: by its circuit breaker, an alarm or a roll-back.
    private func refuseFailure(_ found: JSON, _ primary: JSON) async throws {
        let isFailed = primary["rolloutState"]?.string == "FAILED"
        guard isFailed || (isOld(primary) && isOld(found)) else { return }
        let state = isFailed ? "the deployment failed" : "the deployment failed and was rolled back"
        var reasons: [String] = []
        if let reason = primary["rolloutStateReason"]?.string, !reason.isEmpty { reasons.append(reason) }
        if let reason = await deploymentReason() { reasons.append(reason) }
        reasons += (try? await stoppedTasks(found)) ?? []
        if reasons.isEmpty { reasons = recentEvents(found) }
        throw FailedState(subject: service.subject, state: ([state] + reasons).joined(separator: "; "))
    }

    /// Returns whether a service or deployment is at the task definition from before this update.
    ///
    /// AWS rolled back if both are.
    private func isOld(_ found: JSON) -> Bool {
        guard service.kind == .update, service.hasChanged("taskDefinition"),
            let wanted = service.inputs["taskDefinition"]?.string, wanted.hasPrefix("arn:"),
            let used = found["taskDefinition"]?.string, used.hasPrefix("arn:")
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

    // MARK: Reasons

    /// Returns the reasons that AWS gives for tasks that do not run.
    private func troubles(_ found: JSON, _ primary: JSON) async throws -> [String] {
        let events = recentEvents(found)
        guard primary["failedTasks"]?.int ?? 0 > 0 || !events.isEmpty else { return [] }
        return events + ((try? await stoppedTasks(found)) ?? [])
    }

    /// Returns the newest event, if it tells of trouble.
    ///
    /// AWS lists events newest first.
    private func recentEvents(_ found: JSON) -> [String] {
        let newest = found.text(at: "events[0].message") ?? ""
        return Self.signsOfTrouble.contains(where: newest.contains) ? [newest] : []
    }

    private static let signsOfTrouble = [
        "unable to place", "unable to consistently start", "unhealthy", "failed", "was unable", "is unable",
        "circuit breaker", "deregistered 1 targets",
    ]

    /// Returns the stopped tasks with their reasons, each reason once.
    private func stoppedTasks(_ found: JSON) async throws -> [String] {
        var input: JSON.Object = [
            "serviceName": .string(found["serviceName"]?.string ?? service.id), "desiredStatus": "STOPPED",
        ]
        if let cluster = service.text("cluster") { input["cluster"] = .string(cluster) }
        let arns = try await service.call("ecs.ListTasks", input).list(at: "taskArns").prefix(10)
        guard !arns.isEmpty else { return [] }
        var query: JSON.Object = ["tasks": .array(Array(arns))]
        if let cluster = service.text("cluster") { query["cluster"] = .string(cluster) }
        let tasks = try await service.call("ecs.DescribeTasks", query).list(at: "tasks")
        var seen: Set<String> = []
        return tasks.compactMap { task in
            let reason = Self.reason(task)
            guard !reason.isEmpty, seen.insert(reason).inserted else { return nil }
            let id = task["taskArn"]?.string?.split(separator: "/").last ?? "?"
            return "task \(id) stopped: \(reason)"
        }
    }

    private static func reason(_ task: JSON) -> String {
        var reasons = [task["stoppedReason"]?.string ?? ""]
        for container in task.list(at: "containers") {
            let name = container["name"]?.string ?? "?"
            if let reason = container["reason"]?.string { reasons.append("container \(name): \(reason)") }
            if let code = container["exitCode"]?.int, code != 0 {
                reasons.append("container \(name) ended with exit code \(code)")
            }
        }
        return reasons.filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
