import JSON

/// The calls that tell what a service's tasks, logs and targets are doing; none of them changes anything.
struct ServiceInspection: Sendable {
    let session: AWSSession
    let region: String?
    /// The cluster's name or ARN; `nil` for the default cluster.
    let cluster: String?

    /// The most tasks that `DescribeTasks` takes.
    static let taskLimit = 100

    func send(_ operation: String, _ input: JSON.Object) async throws -> JSON {
        try await session.caller.send(operation, input, region: region)
    }

    private var clusterMember: JSON.Object { cluster.map { ["cluster": .string($0)] } ?? [:] }

    /// Returns the service's stopped tasks, which ECS lists for about an hour.
    ///
    /// - Parameters:
    ///   - service: The service's name.
    ///   - known: The ARNs of the tasks that need not be described again.
    /// - Returns: The tasks as ECS describes them, at most a hundred.
    /// - Throws: ``AWSError``.
    func stoppedTasks(of service: String, except known: Set<String> = []) async throws -> [JSON] {
        let input = clusterMember.merging(["serviceName": .string(service), "desiredStatus": "STOPPED"])
        let arns = try await send("ecs.ListTasks", input).list(at: "taskArns").compactMap(\.string)
        let new = arns.filter { !known.contains($0) }
        guard !new.isEmpty else { return [] }
        return try await tasks(Array(new.prefix(Self.taskLimit)))
    }

    /// Returns the tasks of these ARNs, at most a hundred.
    func tasks(_ arns: [String]) async throws -> [JSON] {
        let input = clusterMember.merging(["tasks": JSON.Object.texts(arns)])
        return try await send("ecs.DescribeTasks", input).list(at: "tasks")
    }

    /// Returns the container definitions of a task definition.
    func containers(of taskDefinition: String) async throws -> [JSON] {
        let answer = try await send("ecs.DescribeTaskDefinition", ["taskDefinition": .string(taskDefinition)])
        return answer.list(at: "taskDefinition.containerDefinitions")
    }

    /// Returns the health of a target group's targets.
    func targets(of group: String) async throws -> TargetHealth {
        TargetHealth(group: group, try await send("elbv2.DescribeTargetHealth", ["TargetGroupArn": .string(group)]))
    }

    /// Returns the last lines that a container wrote to CloudWatch Logs.
    ///
    /// - Parameters:
    ///   - container: The container, as it ended.
    ///   - task: The id of the task.
    ///   - definitions: The container definitions of the task.
    ///   - limit: The number of lines.
    /// - Returns: The log; `nil` if the container has none in CloudWatch.
    /// - Throws: ``AWSError``.
    func lastLines(
        of container: TaskFailure.Container,
        in task: String,
        definedBy definitions: [JSON],
        limit: Int
    ) async throws -> ContainerLog? {
        let definition = definitions.filter { $0["name"]?.string == container.name }
        guard var source = LogSource.sources(of: .array(definition)).first else { return nil }
        source.region = source.region ?? region
        // Without a prefix, the driver names the stream by Docker's id.
        let stream = source.prefix.map { $0 + task } ?? container.runtimeID
        guard !stream.isEmpty else { return nil }
        let lines = try await source.lastEvents(of: stream, limit: limit, by: session.caller)
        return ContainerLog(container: container.name, group: source.group, stream: stream, lines: lines)
    }
}

/// The last lines that a container wrote to its log.
struct ContainerLog: Sendable {
    let container: String
    let group: String
    let stream: String
    /// The oldest first.
    let lines: [String]
}

/// The health of a target group's targets.
struct TargetHealth: Sendable {
    struct Target: Sendable {
        /// An address or an instance's id.
        let id: String
        let port: Int
        /// Such as `healthy`, `initial` or `unhealthy`.
        let state: String
        /// AWS's description of the reason; empty for a healthy target.
        let reason: String
    }

    /// The target group's ARN.
    let group: String
    let targets: [Target]

    init(group: String, _ answer: JSON) {
        self.group = group
        targets = answer.list(at: "TargetHealthDescriptions").map { found in
            Target(
                id: found.text(at: "Target.Id") ?? "",
                port: found.at("Target.Port")?.int ?? 0,
                state: found.text(at: "TargetHealth.State") ?? "",
                reason: found.text(at: "TargetHealth.Description") ?? found.text(at: "TargetHealth.Reason") ?? ""
            )
        }
    }

    /// The target group's name.
    var name: String {
        let parts = group.split(separator: "/")
        return parts.count > 1 ? String(parts[1]) : group
    }

    /// The number of targets in each state, with its reasons: `targets of web: 1 healthy, 1 initial (…)`.
    var summary: String {
        guard !targets.isEmpty else { return "targets of \(name): none registered" }
        let states = Dictionary(grouping: targets, by: \.state).sorted { $0.key < $1.key }.map { state, targets in
            let reasons = Set(targets.map(\.reason)).subtracting([""]).sorted().joined(separator: "; ")
            return "\(targets.count) \(state)" + (reasons.isEmpty ? "" : " (\(reasons))")
        }
        return "targets of \(name): " + states.joined(separator: ", ")
    }
}
