import JSON

/// Finds out how many services run, with as few calls as AWS's batch operations allow.
struct ServiceSurvey: Sendable {
    /// The statuses in the order of the services, and what could not be found out.
    struct Result: Sendable {
        var statuses: [JSON]
        var warnings: [String]
    }

    let session: AWSSession

    /// Returns the status of each service.
    ///
    /// - Throws: ``AWSError`` if the services cannot be described; what else is refused is a warning.
    func statuses(of services: [ServiceReference]) async throws -> Result {
        let clusters = Array(Dictionary(grouping: services, by: \.cluster))
        let surveys = try await clusters.mapConcurrently { cluster, services in
            try await ClusterSurvey(session: session, cluster: cluster).survey(services.map(\.arn))
        }
        let found = surveys.reduce(into: [:]) { $0.merge($1.statuses) { old, _ in old } }
        let warnings = Set(surveys.flatMap(\.warnings)).sorted()
        return Result(statuses: services.map { found[$0.arn] ?? Self.missing($0) }, warnings: warnings)
    }

    private static func missing(_ service: ServiceReference) -> JSON {
        let name = service.arn.split(separator: "/").last.map(String.init) ?? service.arn
        return ["name": .string(name), "cluster": .string(service.cluster.name), "status": "MISSING"]
    }
}

/// Finds out how services of one cluster run.
private struct ClusterSurvey: Sendable {
    let inspection: ServiceInspection
    let cluster: ServiceReference.Cluster

    /// The most services that `DescribeServices` takes.
    private static let serviceLimit = 10

    init(session: AWSSession, cluster: ServiceReference.Cluster) {
        self.cluster = cluster
        inspection = ServiceInspection(session: session, region: cluster.region, cluster: cluster.name)
    }

    /// Returns the status of each service that there is, by ARN.
    func survey(_ arns: [String]) async throws -> (statuses: [String: JSON], warnings: [String]) {
        let found = try await described(arns)
        let services = found.values.map { $0 }
        async let tasks = attempt("tasks") { try await self.tasks(of: services) }
        async let stopped = failures(services)
        async let targets = targets(services)
        let running = Dictionary(grouping: try await tasks.value ?? [], by: { $0["group"]?.string ?? "" })
        let images = try await images(services, running)
        let report = StatusReport(
            tasks: running,
            images: images.value,
            failures: try await stopped.value,
            targets: try await targets.value
        )
        let warnings = try await [tasks.warnings, stopped.warnings, targets.warnings, images.warnings].flatMap { $0 }
        return (found.mapValues(report.status), warnings)
    }

    private func described(_ arns: [String]) async throws -> [String: ServiceState] {
        let batches = stride(from: 0, to: arns.count, by: Self.serviceLimit).map { start in
            Array(arns[start..<min(start + Self.serviceLimit, arns.count)])
        }
        let answers = try await batches.mapConcurrently { batch -> JSON in
            let input: JSON.Object = ["cluster": .string(cluster.name), "services": JSON.Object.texts(batch)]
            do { return try await inspection.send("ecs.DescribeServices", input) } catch {
                // Nor is there a service in it.
                guard AWSFailure(error)?.code == "ClusterNotFoundException" else { throw error }
                return [:]
            }
        }
        let pairs = answers.flatMap { $0.list(at: "services") }.map {
            ($0["serviceArn"]?.string ?? "", ServiceState($0))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    // MARK: Tasks

    /// Returns the tasks of the services: from lists of each, or from one of the whole cluster if that is shorter.
    private func tasks(of services: [ServiceState]) async throws -> [JSON] {
        let busy = services.filter { $0.running + $0.pending > 0 }
        guard !busy.isEmpty else { return [] }
        var arns: [String]
        if busy.count > 1, try await clusterSize() <= busy.count * ServiceInspection.taskLimit {
            arns = try await list([:])
        } else {
            arns = try await busy.mapConcurrently { try await list(["serviceName": .string($0.name)]) }.flatMap { $0 }
        }
        let batches = stride(from: 0, to: arns.count, by: ServiceInspection.taskLimit).map { start in
            Array(arns[start..<min(start + ServiceInspection.taskLimit, arns.count)])
        }
        return try await batches.mapConcurrently(inspection.tasks).flatMap { $0 }
    }

    private func clusterSize() async throws -> Int {
        let answer = try await inspection.send("ecs.DescribeClusters", ["clusters": [.string(cluster.name)]])
        let counts = ["runningTasksCount", "pendingTasksCount"].map { answer.at("clusters[0].\($0)")?.int ?? 0 }
        return counts.reduce(0, +)
    }

    private func list(_ filter: JSON.Object) async throws -> [String] {
        let input: JSON.Object = ["cluster": .string(cluster.name), "desiredStatus": "RUNNING"]
        return try await inspection.session.caller
            .sendPages("ecs.ListTasks", input.merging(filter), region: inspection.region)
            .list(at: "taskArns").compactMap(\.string)
    }

    /// Returns the failures of the services that fall short, by the service's name.
    private func failures(_ services: [ServiceState]) async throws -> Finding<[String: [TaskFailure]]> {
        let short = services.filter { $0.primary?.failedTasks ?? 0 > 0 || $0.running < $0.desired }
        let found = try await short.mapConcurrently { service in
            try await attempt("stopped tasks") { try await inspection.stoppedTasks(of: service.name) }
        }
        let pairs = zip(short, found).map { ($0.name, ($1.value ?? []).compactMap(TaskFailure.init(stopped:))) }
        return Finding(Dictionary(pairs) { $0 + $1 }, found.flatMap(\.warnings))
    }

    // MARK: Targets and images

    private func targets(_ services: [ServiceState]) async throws -> Finding<[String: TargetHealth]> {
        let groups = Set(services.flatMap(\.targetGroups)).sorted()
        let found = try await groups.mapConcurrently { group in
            try await attempt("target health") { try await inspection.targets(of: group) }
        }
        let pairs = zip(groups, found).compactMap { group, finding in finding.value.map { (group, $0) } }
        return Finding(Dictionary(uniqueKeysWithValues: pairs), found.flatMap(\.warnings))
    }

    /// Returns the containers by task definition, of those that no task runs: a task tells its images itself.
    private func images(
        _ services: [ServiceState],
        _ tasks: [String: [JSON]]
    ) async throws -> Finding<[String: [JSON]]> {
        let idle = services.filter { service in
            !(tasks["service:\(service.name)"] ?? []).contains {
                $0["taskDefinitionArn"]?.string == service.taskDefinition
            }
        }
        let definitions = Set(idle.map(\.taskDefinition)).subtracting([""]).sorted()
        let found = try await definitions.mapConcurrently { definition in
            try await attempt("task definition") { try await inspection.containers(of: definition) }
        }
        let pairs = zip(definitions, found).map { ($0, $1.value ?? []) }
        return Finding(Dictionary(uniqueKeysWithValues: pairs), found.flatMap(\.warnings))
    }

    /// Returns what a call finds, or a warning if AWS refuses it.
    private func attempt<Value: Sendable>(
        _ what: String,
        _ find: () async throws -> Value
    ) async throws -> Finding<Value?> {
        do { return Finding(try await find(), []) } catch let error where !(error is CancellationError) {
            return Finding(nil, ["no \(what) of cluster \(cluster.name): \(error)"])
        }
    }
}

/// A value, and what could not be found out.
private struct Finding<Value: Sendable>: Sendable {
    let value: Value
    let warnings: [String]

    init(_ value: Value, _ warnings: [String]) {
        self.value = value
        self.warnings = warnings
    }
}
