import AWSClient
import JSON
import ProviderKit
import PulumiProtocol
import ResourceKit

/// The start of one-off tasks: the task definition, the network, and the call.
struct TaskStart: Sendable {
    let request: TaskRequest
    let session: AWSSession

    /// Starts the tasks.
    ///
    /// - Returns: The answer of `TaskCall.start`.
    /// - Throws: ``TaskRefusal`` if ECS does not place them or they lack a network, ``AWSError``.
    func start() async throws -> PropertyMap {
        let definition = try await definition()
        let container = try mainContainer(definition)
        var input = request.members(definition, container: container)
        if definition["networkMode"]?.string == "awsvpc" {
            input["networkConfiguration"] = try await network(definition)
        }
        let answer = try await run(input)
        let tasks = answer.list(at: "tasks").compactMap { $0["taskArn"]?.string }
        guard tasks.count == request.count else {
            try await stop(tasks)
            throw PlacementFailure(failures: answer.list(at: "failures"), cluster: request.cluster).refusal
        }
        let launched = TaskSet(
            cluster: request.cluster,
            region: request.region,
            container: container,
            arns: tasks
        )
        return launched.value.merging([
            "taskDefinition": .string(Self.name(of: definition)),
            "logs": .list(logs(of: tasks, definition).map(\.value)),
        ])
    }

    private func run(_ input: JSON.Object) async throws -> JSON {
        do {
            return try await send("ecs.RunTask", input)
        } catch let error where AWSFailure(error)?.message.contains("No Container Instances") == true {
            throw TaskRefusal(
                "cluster \(request.cluster) could not place the task: \(error). Register container instances, or "
                    + "choose launch type FARGATE"
            )
        }
    }

    /// Finds the task definition.
    private func definition() async throws -> JSON {
        let input: JSON.Object = ["taskDefinition": .string(request.taskDefinition)]
        return try await send("ecs.DescribeTaskDefinition", input)["taskDefinition"] ?? .null
    }

    /// Returns the container that the tasks are run for: the one that is named, or the first essential one.
    private func mainContainer(_ definition: JSON) throws(TaskRefusal) -> String {
        let containers = definition.list(at: "containerDefinitions")
        let names = containers.compactMap { $0["name"]?.string }
        guard let named = request.text("container") else {
            let essential = containers.first { $0["essential"]?.bool ?? true }
            return essential?["name"]?.string ?? names.first ?? ""
        }
        guard names.contains(named) else {
            let known = names.joined(separator: ", ")
            throw TaskRefusal("\(Self.name(of: definition)) has no container '\(named)'; it has: \(known)")
        }
        return named
    }

    /// Returns the tasks' network: the one that is given, or the default VPC's.
    private func network(_ definition: JSON) async throws -> JSON {
        if let subnets = request.subnets { return request.network(subnets, isPublic: false) }
        let isDefault: JSON.Object = ["Filters": [["Name": "is-default", "Values": ["true"]]]]
        guard let vpc = try await send("ec2.DescribeVpcs", isDefault).text(at: "Vpcs[0].VpcId") else {
            throw TaskRefusal(
                "\(Self.name(of: definition)) runs in a network of its own (awsvpc), and the region has no default "
                    + "VPC: name subnets"
            )
        }
        let own: JSON.Object = ["Filters": [["Name": "vpc-id", "Values": [.string(vpc)]]]]
        let all = try await session.caller.sendPages("ec2.DescribeSubnets", own, region: request.region)
        let subnets = all.list(at: "Subnets")
        let open = subnets.filter { $0["MapPublicIpOnLaunch"]?.bool ?? false }
        // ECS gives no public addresses to tasks on container instances.
        let isPublic = request.isOnFargate(definition) && !open.isEmpty
        let ids = (open.isEmpty ? subnets : open).compactMap { $0["SubnetId"]?.string }
        guard !ids.isEmpty else { throw TaskRefusal("the default VPC \(vpc) has no subnets: name subnets") }
        // ECS takes sixteen at most.
        return request.network(Array(ids.prefix(16)), isPublic: isPublic)
    }

    /// Returns the streams to which the containers of tasks write.
    private func logs(of tasks: [String], _ definition: JSON) -> [LogSource] {
        let sources = LogSource.sources(of: definition["containerDefinitions"])
        return tasks.flatMap { arn in sources.compactMap { $0.ofTask(arn) } }
    }

    /// Stops the tasks that were placed although others were not.
    private func stop(_ tasks: [String]) async throws {
        guard !tasks.isEmpty else { return }
        let placed = TaskSet(cluster: request.cluster, region: request.region, container: "", arns: tasks)
        try await placed.stop(because: "not all tasks could be placed", by: session)
    }

    private func send(_ operation: String, _ input: JSON.Object) async throws -> JSON {
        try await session.caller.send(operation, input, region: request.region)
    }

    /// Returns the family and revision of a task definition.
    private static func name(of definition: JSON) -> String {
        let arn = definition["taskDefinitionArn"]?.string ?? ""
        return arn.split(separator: "/").last.map(String.init) ?? arn
    }
}

/// The reasons for which ECS did not place tasks, which it answers with status 200.
struct PlacementFailure: Sendable {
    let failures: [JSON]
    let cluster: String

    /// The remedies, by the beginning of ECS's reason; from "API failure reasons" of the ECS developer guide.
    private static let remedies: [(reason: String, remedy: String)] = [
        ("RESOURCE:CPU", "ask for less CPU, or add container instances to the cluster"),
        ("RESOURCE:MEMORY", "ask for less memory, or add container instances to the cluster"),
        ("RESOURCE:PORTS", "use other host ports, or add container instances to the cluster"),
        ("RESOURCE:ENI", "the instances have no network interface left: add instances, or turn on awsvpcTrunking"),
        ("RESOURCE:GPU", "add container instances with free GPUs"),
        ("RESOURCE", "add container instances to the cluster"),
        ("AGENT", "the ECS agent is not connected: check the agent and the network of the container instances"),
        ("ATTRIBUTE", "no container instance has what the task definition requires"),
        ("LOCATION", "there are no container instances in the subnets' zones: name others"),
        ("Capacity is unavailable", "name subnets in other zones, or try again later"),
        ("CAPACITY", "name subnets in other zones, or try again later"),
        ("MISSING", "the cluster has no such container instance: check the cluster"),
        ("INACTIVE", "the container instance has left the cluster: check the cluster"),
    ]

    /// The error that says so, each reason once, with its remedy.
    var refusal: TaskRefusal {
        var reasons: [String] = []
        for failure in failures {
            let reason = failure["reason"]?.string ?? "no reason given"
            let detail = failure["detail"]?.string.map { ": \($0)" } ?? ""
            let remedy = Self.remedies.first { reason.hasPrefix($0.reason) }.map { " (\($0.remedy))" } ?? ""
            let text = reason + detail + remedy
            if !reasons.contains(text) { reasons.append(text) }
        }
        if reasons.isEmpty {
            reasons = ["ECS gave no reason (register container instances, or choose launch type FARGATE)"]
        }
        return TaskRefusal("cluster \(cluster) could not place the task: \(reasons.joined(separator: "; "))")
    }
}
