import JSON

/// The parts that make up the statuses of a cluster's services.
struct StatusReport: Sendable {
    /// Running and pending tasks by their group, such as `service:web`.
    let tasks: [String: [JSON]]
    /// Container definitions by task definition, where no task tells the images.
    let images: [String: [JSON]]
    /// By the service's name.
    let failures: [String: [TaskFailure]]
    /// By the target group's ARN.
    let targets: [String: TargetHealth]

    /// The most events in a status.
    private static let eventLimit = 5

    /// Returns the status of a service in the form of `ServiceStatus`.
    func status(_ service: ServiceState) -> JSON {
        let tasks = tasks["service:\(service.name)"] ?? []
        let health = service.targetGroups.compactMap { targets[$0] }
        return [
            "name": .string(service.name), "cluster": .string(service.cluster), "status": .string(service.status),
            "desired": .number(service.desired), "pending": .number(service.pending),
            "running": .number(service.running),
            "taskDefinition": .string(ServiceState.revision(service.taskDefinition)),
            "rollOut": .object(Self.rollOut(service)),
            "images": .array(images(service, tasks)),
            "tasks": .array(tasks.map(Self.task)),
            "failures": .array(failures(service, health)),
            "targets": .array(health.flatMap(Self.targets)),
            "events": .array(
                service.events.prefix(Self.eventLimit).map {
                    ["time": .number(($0.time * 1000).rounded()), "message": .string($0.message)]
                }
            ),
        ]
    }

    private static func rollOut(_ service: ServiceState) -> JSON.Object {
        guard let primary = service.primary else { return [:] }
        return [
            "state": .string(primary.rolloutState), "reason": .string(primary.rolloutReason),
            "failedTasks": .number(primary.failedTasks),
        ]
    }

    private func images(_ service: ServiceState, _ tasks: [JSON]) -> [JSON] {
        let task = tasks.first { $0["taskDefinitionArn"]?.string == service.taskDefinition }
        return (task?.list(at: "containers") ?? images[service.taskDefinition] ?? []).map { container in
            var image: JSON.Object = ["container": container["name"] ?? "", "image": container["image"] ?? ""]
            image["digest"] = container["imageDigest"]
            return .object(image)
        }
    }

    private static func task(_ task: JSON) -> JSON {
        [
            "id": .string(task["taskArn"]?.string?.split(separator: "/").last.map(String.init) ?? ""),
            "status": task["lastStatus"] ?? "", "health": task["healthStatus"] ?? "",
            "taskDefinition": .string(ServiceState.revision(task["taskDefinitionArn"]?.string ?? "")),
        ]
    }

    /// Returns the failures of a service by kind, the most frequent first.
    private func failures(_ service: ServiceState, _ targets: [TargetHealth]) -> [JSON] {
        let kinds = Dictionary(grouping: failures[service.name] ?? [], by: \.kind).sorted {
            ($1.value.count, $0.key) < ($0.value.count, $1.key)
        }
        return kinds.compactMap { _, failures in
            guard let failure = failures.first else { return nil }
            let cause = FailureCause.of(failure, context: targets.map(\.summary))
            return [
                "times": .number(failures.count), "task": .string(failure.task), "reason": .string(failure.words),
                "cause": .string(cause?.name ?? ""), "remedy": .string(cause?.remedy ?? ""),
            ]
        }
    }

    private static func targets(_ health: TargetHealth) -> [JSON] {
        health.targets.map { target in
            [
                "targetGroup": .string(health.name), "id": .string(target.id), "port": .number(target.port),
                "state": .string(target.state), "reason": .string(target.reason),
            ]
        }
    }
}
