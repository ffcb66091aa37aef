import Engine
import ProviderKit
import PulumiProtocol

/// The place of one-off tasks: what the command line says, completed from the resources of the stack.
struct TaskPlace {
    /// The reference of the provider that runs the tasks.
    let provider: String
    /// The arguments of ``TaskCall/start``.
    let arguments: PropertyMap

    /// Completes a command line.
    ///
    /// The cluster is that of a service with the same task definition, else the only one of the stack or of its
    /// services; the network is that of the same service, or of another one on the same cluster.
    ///
    /// - Throws: ``UsageError`` for values that cannot be used, ``StateError`` if the stack has no AWS.
    init(_ words: ParsedArguments, _ resources: [ResourceState]) throws {
        let stack = ContainerResources(resources)
        let name = words.operands[0]
        let definition = try stack.one(.taskDefinition, named: name)
        if definition == nil, case let hint = ResourceSelection(resources).hint(for: name), !hint.isEmpty {
            writeError("The stack has no task definition '\(name)'\(hint) Looking for it in ECS.\n")
        }
        let arn = definition?.text("arn") ?? name
        let users = stack.all(.service).filter { $0.text("taskDefinition") == arn }
        let cluster = try Self.cluster(words, stack, users)
        let neighbours = stack.all(.service).filter { ($0.text("cluster") ?? "default") == (cluster ?? "default") }
        let network = (users + neighbours).lazy.compactMap { $0.outputs["networkConfiguration"]?.plain.map }.first
        var arguments = try Self.overrides(words)
        arguments["taskDefinition"] = .string(arn)
        arguments["cluster"] = cluster.map { .string($0) }
        arguments["region"] = definition?.text("region").map { .string($0) }
        Self.addNetwork(words, network ?? [:], to: &arguments)
        self.arguments = arguments
        provider = try stack.provider(of: [definition, users.first] + stack.all(.cluster) + stack.all(.service))
    }

    private static func cluster(
        _ words: ParsedArguments,
        _ stack: ContainerResources,
        _ users: [ResourceState]
    ) throws(UsageError) -> String? {
        if let name = words.value("cluster") { return try stack.one(.cluster, named: name)?.text("arn") ?? name }
        if let used = users.first { return used.text("cluster") }
        if let only = try stack.only(.cluster, orName: "name a cluster with --cluster") { return only.text("arn") }
        let clusters = Set(stack.all(.service).compactMap { $0.text("cluster") })
        return clusters.count == 1 ? clusters.first : nil
    }

    /// Returns what the flags say about the tasks themselves.
    private static func overrides(_ words: ParsedArguments) throws(UsageError) -> PropertyMap {
        var arguments: PropertyMap = [:]
        let texts = [
            "container": "container", "cpu": "cpu", "memory": "memory", "launch-type": "launchType",
            "capacity-provider": "capacityProvider",
        ]
        for (flag, name) in texts { arguments[name] = words.value(flag).map { .string($0) } }
        let command = words.operands.dropFirst()
        if !command.isEmpty { arguments["command"] = .list(command.map { .string($0) }) }
        if !words.list("env").isEmpty { arguments["environment"] = .map(try environment(words.list("env"))) }
        if words.has("enable-execute-command") { arguments["enableExecuteCommand"] = true }
        if let count = try words.number("count") { arguments["count"] = .number(Double(count)) }
        return arguments
    }

    private static func environment(_ pairs: [String]) throws(UsageError) -> PropertyMap {
        var variables: PropertyMap = [:]
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw UsageError("--env must be NAME=VALUE, not \"\(pair)\"")
            }
            variables[parts[0]] = .string(parts[1])
        }
        return variables
    }

    /// Adds the network of the flags, each part of which stands for that of a service.
    private static func addNetwork(_ words: ParsedArguments, _ service: PropertyMap, to arguments: inout PropertyMap) {
        func list(_ flag: String) -> PropertyValue? {
            let items = words.list(flag).flatMap { $0.split(separator: ",") }
            return items.isEmpty ? nil : .list(items.map { .string(String($0)) })
        }
        let subnets = list("subnets")
        // The groups of a service belong to the VPC of its subnets.
        arguments["securityGroups"] = list("security-groups") ?? (subnets == nil ? service["securityGroups"] : nil)
        arguments["subnets"] = subnets ?? service["subnets"]
        let isPublic = words.value("assign-public-ip").map { PropertyValue.bool($0 == "true") }
        arguments["assignPublicIp"] = isPublic ?? (subnets == nil ? service["assignPublicIp"] : nil)
    }
}
