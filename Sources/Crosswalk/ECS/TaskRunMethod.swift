import ProviderKit
import PulumiProtocol
import RPC

extension LaunchKind {
    /// The method `run` of this kind's task definition: a one-off task, from its start to its end.
    var taskRunMethod: ComponentMethod {
        ComponentMethod(token: "\(taskDefinitionType)/run") { call in
            let definition = try await call.outputs(
                ofChild: "aws:ecs/taskDefinition:TaskDefinition",
                call.component.name
            )
            guard let arn = definition["arn"]?.plain.string else {
                throw StatusError(.failedPrecondition, "\(call.component) has no task definition yet")
            }
            var arguments = call.arguments
            arguments["taskDefinition"] = .string(arn)
            arguments["region"] = definition["region"]?.plain
            return try await TaskRunMethod(call: call).run(arguments)
        }
    }
}

/// A one-off task that a program runs.
private struct TaskRunMethod {
    let call: MethodCall

    /// Runs the task, tells the engine its states and log as they come, and returns its end.
    ///
    /// - Throws: `TaskFailure` if it failed.
    func run(_ arguments: PropertyMap) async throws -> PropertyMap {
        let run = TaskRun(
            by: { [functions = call.functions] in try await functions.invoke($0, $1).value ?? [:] },
            isInterrupted: { [cancelRequest = call.cancelRequest] in cancelRequest.isMade }
        )
        let outcome = try await run.run(arguments, show)
        if let failure = outcome.failure { throw StatusError(.unknown, "\(call.component): \(failure)") }
        var result = outcome.tasks.first?.value.map ?? [:]
        for name in ["status", "isStopped"] { result[name] = nil }
        result["log"] = .list(outcome.lastLines.map { .string($0) })
        return result
    }

    private func show(_ event: TaskRun.Event) async {
        switch event {
        case .started(let launch):
            await log("started task \(launch.tasks.joined(separator: ", "))")
        case .status(let task):
            await log("task \(task.id): \(task.status)", isStatus: true)
        case .log(let event):
            await log(event.message)
        case .stopping: break
        }
    }

    private func log(_ message: String, isStatus: Bool = false) async {
        await call.context.log(.info, message, urn: "\(call.component)", isStatus: isStatus)
    }
}
