import JSON

/// One failure of a service: a task that stopped, or an event by which ECS says that it cannot start tasks.
struct TaskFailure: Sendable {
    /// The end of one container of the task.
    struct Container: Sendable {
        let name: String
        /// `nil` if the container never ran.
        let exitCode: Int?
        let reason: String
        /// The id that Docker gave the container; empty if it never ran.
        let runtimeID: String
    }

    /// The last part of the task's ARN; empty for an event.
    let task: String
    /// AWS's code, such as `EssentialContainerExited`; empty for an event.
    let stopCode: String
    /// AWS's reason, or the event's text.
    let reason: String
    let containers: [Container]
    let taskDefinition: String
    /// Indicates whether the failure says nothing against the service, such as that Spot took a machine back.
    var isTransient: Bool { FailureCause.of(self)?.isTransient ?? false }

    /// The failure of a task that stopped; `nil` if it stopped as it should.
    init?(stopped task: JSON) {
        stopCode = task["stopCode"]?.string ?? ""
        reason = task["stoppedReason"]?.string ?? ""
        // A roll-out stops the tasks that it replaces.
        let isWanted = stopCode == "UserInitiated" || reason.hasPrefix("Scaling activity initiated by")
        guard !isWanted else { return nil }
        self.task = task["taskArn"]?.string?.split(separator: "/").last.map(String.init) ?? "?"
        taskDefinition = task["taskDefinitionArn"]?.string ?? ""
        containers = task.list(at: "containers").map { container in
            Container(
                name: container["name"]?.string ?? "?",
                exitCode: container["exitCode"]?.int,
                reason: container["reason"]?.string ?? "",
                runtimeID: container["runtimeId"]?.string ?? ""
            )
        }
    }

    /// The failure that an event tells of; `nil` if it tells of none, or of a task that stops and tells more.
    init?(_ event: ServiceState.Event) {
        guard Self.signsInEvents.contains(where: event.message.contains) else { return nil }
        (task, stopCode, taskDefinition) = ("", "", "")
        reason = event.message
        containers = []
    }

    private static let signsInEvents = [
        "was unable to place", "was unable to stop or start", "failed to launch", "failed to register",
        "was unable to assume",
    ]

    /// The signs in an event that a task has stopped or is about to.
    static let signsOfStops = [
        "unable to consistently start", "unhealthy", "failed", "circuit breaker",
    ]

    /// The containers whose end may be the reason: those that failed, or otherwise those that ended.
    var endedContainers: [Container] {
        let ended = containers.filter { $0.exitCode != nil }
        let failed = ended.filter { $0.exitCode != 0 }
        return failed.isEmpty ? ended : failed
    }

    /// The words of AWS in full: the reason, and how each container ended.
    var words: String {
        let isBlameless = endedContainers.allSatisfy { $0.exitCode == 0 }
        let ends = containers.flatMap { container in
            var words = container.reason.isEmpty ? [] : ["container \(container.name): \(container.reason)"]
            if let code = container.exitCode, code != 0 || isBlameless {
                words.append("container \(container.name) ended with exit code \(code)")
            }
            return words
        }
        return ([reason] + ends).filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// The text that equal failures share: a known cause, or code, reason and exit codes without ids and times.
    var kind: String {
        let codes = endedContainers.map { "\($0.name) \($0.exitCode ?? 0)" }
        let reason =
            FailureCause.of(self)?.name
            ?? words.split(separator: " ").filter { !Self.isPassing($0) }
            .joined(separator: " ")
        return ([stopCode, reason] + codes).joined(separator: "|")
    }

    /// Returns whether a word is an id, an address or a time, which differ between equal failures.
    private static func isPassing(_ word: Substring) -> Bool {
        word.utf8.count >= 8 && word.contains { $0.isNumber }
    }
}
