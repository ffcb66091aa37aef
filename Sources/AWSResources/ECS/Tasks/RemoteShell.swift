import JSON
import PulumiProtocol

/// A session of ECS Exec in a container of a running task, which the Session Manager plugin shows.
struct RemoteShell: Sendable {
    private let cluster: String
    private let service: String?
    private let task: String?
    private let container: String?
    private let command: String
    private let region: String?
    private let session: AWSSession

    /// The agent in a container that ECS Exec talks to.
    private static let agent = "ExecuteCommandAgent"

    /// Reads the arguments of `TaskCall.openShell`.
    init(_ arguments: PropertyMap, session: AWSSession) {
        cluster = arguments["cluster"]?.string ?? "default"
        service = arguments["service"]?.string
        task = arguments["task"]?.string
        container = arguments["container"]?.string
        command = arguments["command"]?.string ?? "/bin/sh"
        region = arguments["region"]?.string
        self.session = session
    }

    /// Opens a session.
    ///
    /// - Returns: The answer of `TaskCall.openShell`.
    /// - Throws: ``TaskRefusal`` if no container takes sessions, with the remedy; ``AWSError``.
    func open() async throws -> PropertyMap {
        guard let region = region ?? session.region else { throw MissingRegion() }
        let place = try await place()
        let input: JSON.Object = [
            "cluster": .string(cluster), "task": .string(place.task), "container": .string(place.container),
            "command": .string(command), "interactive": true,
        ]
        let answer = try await send("ecs.ExecuteCommand", input)
        let target: JSON = ["Target": .string(place.target(in: answer["clusterArn"]?.string ?? cluster))]
        let words = [
            answer["session"]?.text() ?? "{}", region, "StartSession", "", target.text(),
            try session.caller.address(of: "ecs.ExecuteCommand", region: region),
        ]
        return [
            "task": .string(place.task), "container": .string(place.container),
            "arguments": .list(words.map { .string($0) }),
        ]
    }

    /// A container that takes sessions.
    private struct Place {
        /// The ARN of the task.
        let task: String
        let container: String
        let runtimeID: String

        /// The name by which the Session Manager plugin asks for the container again.
        func target(in cluster: String) -> String {
            let parts = [cluster, task].map { $0.split(separator: "/").last.map(String.init) ?? $0 } + [runtimeID]
            return "ecs:" + parts.joined(separator: "_")
        }
    }

    /// Finds a container that takes sessions, among the tasks in question.
    private func place() async throws -> Place {
        var refusal: TaskRefusal?
        for task in try await tasks() {
            do {
                return try place(in: task)
            } catch {
                refusal = refusal ?? error
            }
        }
        throw refusal ?? TaskRefusal("\(subject) has no running task; see `awsx logs` for the reason")
    }

    private var subject: String {
        service.map { "service \($0.split(separator: "/").last ?? "")" } ?? "task \(task ?? "")"
    }

    private func tasks() async throws -> [JSON] {
        let arns: [JSON]
        if let task {
            arns = [.string(task)]
        } else {
            try await checkService()
            let input: JSON.Object = [
                "cluster": .string(cluster), "serviceName": .string(service ?? ""), "desiredStatus": "RUNNING",
            ]
            arns = try await send("ecs.ListTasks", input).list(at: "taskArns")
        }
        guard !arns.isEmpty else { return [] }
        return try await send("ecs.DescribeTasks", ["cluster": .string(cluster), "tasks": .array(arns)])
            .list(at: "tasks")
    }

    private func checkService() async throws {
        let input: JSON.Object = ["cluster": .string(cluster), "services": [.string(service ?? "")]]
        let found = try await send("ecs.DescribeServices", input).at("services[0]")
        guard let found else { throw TaskRefusal("cluster \(cluster) has no \(subject)") }
        guard found["enableExecuteCommand"]?.bool == true else {
            throw TaskRefusal(
                "\(subject) does not allow ECS Exec: set its property enableExecuteCommand to true, and run `awsx up`"
            )
        }
    }

    private func place(in task: JSON) throws(TaskRefusal) -> Place {
        let arn = task["taskArn"]?.string ?? ""
        let name = "task \(arn.split(separator: "/").last ?? "")"
        let status = task["lastStatus"]?.string ?? "UNKNOWN"
        guard status == "RUNNING" else { throw TaskRefusal("\(name) is not running: it is \(status)") }
        guard task["enableExecuteCommand"]?.bool == true else {
            throw TaskRefusal(
                "\(name) was started without ECS Exec: start another, for a service by "
                    + "`aws ecs update-service --force-new-deployment`"
            )
        }
        let chosen = try chosen(among: task.list(at: "containers"), of: name)
        let container = chosen["name"]?.string ?? ""
        let agent = chosen.list(at: "managedAgents").first { $0["name"]?.string == Self.agent }
        guard agent?["lastStatus"]?.string == "RUNNING" else { throw Self.refusal(agent, container, name) }
        return Place(task: arn, container: container, runtimeID: chosen["runtimeId"]?.string ?? "")
    }

    private func chosen(among containers: [JSON], of task: String) throws(TaskRefusal) -> JSON {
        let names = containers.compactMap { $0["name"]?.string }
        if let container {
            guard let found = containers.first(where: { $0["name"]?.string == container }) else {
                throw TaskRefusal("\(task) has no container '\(container)'; it has: \(names.joined(separator: ", "))")
            }
            return found
        }
        guard let only = containers.first, containers.count == 1 else {
            throw TaskRefusal("\(task) has several containers, name one of them: \(names.joined(separator: ", "))")
        }
        return only
    }

    /// Returns the error of an agent that takes no sessions.
    private static func refusal(_ agent: JSON?, _ container: String, _ task: String) -> TaskRefusal {
        let status = agent?["lastStatus"]?.string ?? "missing"
        let start = "the agent of ECS Exec in container '\(container)' of \(task) is \(status)"
        guard status == "STOPPED" else { return TaskRefusal("\(start): it may still start, try again in a moment") }
        let reason = agent?["reason"]?.string.map { " (\($0))" } ?? ""
        return TaskRefusal(
            "\(start)\(reason): the task role must allow ssmmessages:CreateControlChannel, CreateDataChannel, "
                + "OpenControlChannel and OpenDataChannel, and the task must reach the endpoint of ssmmessages"
        )
    }

    private func send(_ operation: String, _ input: JSON.Object) async throws -> JSON {
        try await session.caller.send(operation, input, region: region)
    }
}
