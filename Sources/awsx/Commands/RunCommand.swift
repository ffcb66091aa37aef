import Engine
import JSON
import ProviderKit
import PulumiProtocol

extension Command {
    /// The command `awsx run`.
    static let run = Command(
        name: "run",
        summary: "Run a one-off task, print its log, and wait until it has stopped",
        operands: "TASK-DEFINITION [-- COMMAND…]",
        operandCount: 1...Int.max,
        flags: [
            .value("cluster", "NAME", "The cluster (default: the stack's own, else `default`)"),
            .value(
                "container",
                "NAME",
                "The container that COMMAND and --env are for (default: the first essential one)"
            ),
            .list("env", short: "e", "NAME=VALUE", "Set an environment variable; may be repeated"),
            .value("cpu", "UNITS", "The CPU units of the task, such as 512"),
            .value("memory", "MIB", "The memory of the task in MiB, such as 1024"),
            .list("subnets", "ID,…", "The subnets (default: those of a service of the stack, else of the default VPC)"),
            .list("security-groups", "ID,…", "The security groups"),
            .boolean("assign-public-ip", "Assign a public IP address"),
            .choice("launch-type", "TYPE", of: ["FARGATE", "EC2", "EXTERNAL"], "The launch type"),
            .value("capacity-provider", "NAME", "The capacity provider, such as FARGATE_SPOT"),
            .value("count", "N", "Run N tasks (default: 1)"),
            .boolean("enable-execute-command", "Allow `awsx exec` in the task"),
            .boolean("detach", short: "d", "Do not wait for the task"),
            .boolean("json", short: "j", "Print log events and results as JSON, one a line"),
        ]
    ) { arguments in
        try await ProviderSession(arguments).perform { session in
            let place = try TaskPlace(arguments, session.snapshot.resources)
            let call = try await session.providers.caller(of: place.provider)
            return try await TaskCommand(arguments: arguments).perform(place, by: call)
        }
    }
}

/// A run of `awsx run`.
private struct TaskCommand {
    let arguments: ParsedArguments

    /// Runs the tasks and returns the exit status: that of the container.
    func perform(_ place: TaskPlace, by call: @escaping PropertyCaller) async throws -> ExitStatus {
        var progress = TaskProgress(isJSON: arguments.has("json"))
        if arguments.has("detach") {
            let launch = try await TaskRun(by: call).start(place.arguments)
            progress.show(launch)
            progress.showResult(launch.tasks.map { TaskState(arn: $0, status: "PROVISIONING") })
            return .success
        }
        let interruption = Interruption()
        let signals = InterruptSignal(interruption) { "The task may still be running; see the ECS console.\n" }
        defer { signals.end() }
        let run = TaskRun(by: call, isInterrupted: { interruption.isTriggered })
        let outcome = try await run.run(place.arguments) { progress.show($0) }
        progress.showResult(outcome.tasks)
        guard let failure = outcome.failure else { return .success }
        writeError("error: \(failure)\n")
        return ExitStatus(code: failure.exitCode.map { Int32(truncatingIfNeeded: $0) } ?? 1)
    }
}
