import Engine
import ProviderKit
import PulumiProtocol
import Synchronization

extension Command {
    /// The command `awsx exec`.
    static let exec = Command(
        name: "exec",
        summary: "Open a shell, or run a command, in a container of a running task",
        operands: "[SERVICE|TASK] [-- COMMAND…]",
        operandCount: 0...Int.max,
        flags: [
            .value("cluster", "NAME", "The cluster (default: that of the service, else the stack's own)"),
            .value("container", "NAME", "The container (default: the only one)"),
        ]
    ) { arguments in
        let plugin = try SessionPlugin(environment: Console.current.environment())
        let words = Mutex<[String]>([])
        let status = try await ProviderSession(arguments).perform { session in
            let place = try ShellPlace(arguments, session.snapshot.resources)
            let call = try await session.providers.caller(of: place.provider)
            let answer = try await call(TaskCall.openShell.rawValue, place.arguments)
            words.withLock { $0 = (answer["arguments"]?.list ?? []).compactMap(\.string) }
            return .success
        }
        // The plugins of the stack have ended by now.
        try Console.current.replaceProcess(plugin.path, words.withLock { $0 })
        return status
    }
}

/// The place of a shell: what the command line says, completed from the resources of the stack.
struct ShellPlace {
    /// The reference of the provider that opens the shell.
    let provider: String
    /// The arguments of ``TaskCall/openShell``.
    let arguments: PropertyMap

    /// Completes a command line.
    ///
    /// - Throws: ``UsageError`` if it is not clear what is meant, ``StateError`` if the stack has no AWS.
    init(_ words: ParsedArguments, _ resources: [ResourceState]) throws {
        let stack = ContainerResources(resources)
        let isNamed = words.operandsBeforeDashes != 0 && !words.operands.isEmpty
        let name = isNamed ? words.operands.first : nil
        let command = words.operands.dropFirst(isNamed ? 1 : 0)
        var arguments: PropertyMap = [:]
        var service: ResourceState?
        if let name {
            service = try stack.one(.service, named: name)
            if service == nil { arguments[Self.isTask(name) ? "task" : "service"] = .string(name) }
        } else {
            service = try stack.only(.service, orName: "name a service")
            if service == nil { throw UsageError("the stack has no service: name a service or a task") }
        }
        if let service { arguments["service"] = .string(service.id) }
        arguments["cluster"] = try Self.cluster(words, stack, service).map { .string($0) }
        arguments["region"] = service?.text("region").map { .string($0) }
        arguments["container"] = words.value("container").map { .string($0) }
        if !command.isEmpty {
            arguments["command"] = .string(command.map { ShellWord($0).quoted }.joined(separator: " "))
        }
        self.arguments = arguments
        provider = try stack.provider(of: [service] + stack.all(.cluster) + stack.all(.service))
    }

    private static func cluster(
        _ words: ParsedArguments,
        _ stack: ContainerResources,
        _ service: ResourceState?
    ) throws(UsageError) -> String? {
        if let name = words.value("cluster") { return try stack.one(.cluster, named: name)?.text("arn") ?? name }
        if let service { return service.text("cluster") }
        return try stack.only(.cluster, orName: "name a cluster with --cluster")?.text("arn")
    }

    /// Returns whether a name is that of a task: an ARN, or the id that ECS gives.
    private static func isTask(_ name: String) -> Bool {
        name.contains(":task/") || (name.count == 32 && name.allSatisfy(\.isHexDigit))
    }
}
