import JSON
import PulumiProtocol
import ResourceKit

/// One-off tasks that are asked for: a task definition, and what shall differ from it.
struct TaskRequest: Sendable {
    /// A family, `family:revision` or ARN.
    let taskDefinition: String
    /// The arguments, as `TaskCall.start` names them.
    private let arguments: PropertyMap

    /// Reads the arguments.
    ///
    /// - Throws: ``TaskRefusal`` if they contradict each other.
    init(_ arguments: PropertyMap) throws(TaskRefusal) {
        self.arguments = arguments
        guard let name = arguments["taskDefinition"]?.string, !name.isEmpty else {
            throw TaskRefusal("no task definition is named")
        }
        taskDefinition = name
        if arguments["launchType"]?.string != nil, arguments["capacityProvider"]?.string != nil {
            throw TaskRefusal("a launch type and a capacity provider exclude each other: give one of them")
        }
        guard (1...10).contains(count) else {
            throw TaskRefusal("count is \(count): ECS starts 1 to 10 tasks at a time")
        }
    }

    /// The cluster; ECS's own by default.
    var cluster: String { text("cluster") ?? "default" }
    /// The region; `nil` for the provider's.
    var region: String? { text("region") }
    /// The number of tasks.
    var count: Int { Int(arguments["count"]?.number ?? 1) }
    /// The network that is given; `nil` if it shall be looked for.
    var subnets: [String]? { texts("subnets") }

    /// Returns the text of an argument; `nil` if it is missing or empty.
    func text(_ name: String) -> String? {
        guard let text = arguments[name]?.string, !text.isEmpty else { return nil }
        return text
    }

    /// Returns the members of `RunTask`, apart from the network.
    ///
    /// - Parameters:
    ///   - definition: The task definition as ECS describes it.
    ///   - container: The container that the overrides are for.
    /// - Returns: The members by name.
    func members(_ definition: JSON, container: String) -> JSON.Object {
        var input: JSON.Object = [
            "taskDefinition": .string(taskDefinition), "cluster": .string(cluster), "count": .number(count),
            "startedBy": "awsx run",
        ]
        if let provider = text("capacityProvider") {
            input["capacityProviderStrategy"] = [["capacityProvider": .string(provider)]]
        } else if let type = launchType(definition) {
            input["launchType"] = .string(type)
        }
        if arguments["enableExecuteCommand"]?.bool == true { input["enableExecuteCommand"] = true }
        let overrides = overrides(container)
        if !overrides.isEmpty { input["overrides"] = .object(overrides) }
        return input
    }

    /// The launch type; `nil` leaves it to the default strategy of the cluster, or else to container instances.
    func launchType(_ definition: JSON) -> String? {
        if let given = text("launchType") { return given }
        let isForFargate = definition.list(at: "requiresCompatibilities").contains("FARGATE")
        return isForFargate && text("capacityProvider") == nil ? "FARGATE" : nil
    }

    /// Returns whether the tasks run on Fargate, as far as the arguments and the task definition tell.
    func isOnFargate(_ definition: JSON) -> Bool {
        launchType(definition) == "FARGATE" || text("capacityProvider")?.hasPrefix("FARGATE") == true
    }

    /// Returns the member `awsvpcConfiguration` for some subnets.
    ///
    /// - Parameters:
    ///   - subnets: The ids of the subnets.
    ///   - isPublic: Whether the tasks get public addresses unless the arguments say otherwise.
    /// - Returns: The member in its object, `networkConfiguration`.
    func network(_ subnets: [String], isPublic: Bool) -> JSON {
        let takesAddress = arguments["assignPublicIp"]?.bool ?? isPublic
        return [
            "awsvpcConfiguration": [
                "subnets": JSON.Object.texts(subnets),
                "securityGroups": JSON.Object.texts(texts("securityGroups") ?? []),
                "assignPublicIp": takesAddress ? "ENABLED" : "DISABLED",
            ]
        ]
    }

    private func overrides(_ container: String) -> JSON.Object {
        var overrides: JSON.Object = [:]
        for size in ["cpu", "memory"] { overrides[size] = text(size).map { .string($0) } }
        var own: JSON.Object = [:]
        if let command = texts("command") { own["command"] = JSON.Object.texts(command) }
        if let variables = arguments["environment"]?.map?.withoutDefaults, !variables.isEmpty {
            own["environment"] = .array(
                variables.map { ["name": .string($0.key), "value": .string($0.value.string ?? "")] }
            )
        }
        if !own.isEmpty {
            own["name"] = .string(container)
            overrides["containerOverrides"] = [.object(own)]
        }
        return overrides
    }

    private func texts(_ name: String) -> [String]? {
        guard let list = arguments[name]?.list?.compactMap(\.string), !list.isEmpty else { return nil }
        return list
    }
}

/// A request for tasks that cannot be met.
struct TaskRefusal: Error, CustomStringConvertible {
    /// The fault and the remedy.
    let description: String

    init(_ description: String) { self.description = description }
}
