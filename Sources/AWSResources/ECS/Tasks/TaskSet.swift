import JSON
import ProviderKit
import PulumiProtocol

/// One-off tasks that were started together.
struct TaskSet: Sendable {
    let cluster: String
    /// The region; `nil` for the provider's.
    let region: String?
    /// The container that the tasks are run for.
    let container: String
    let arns: [String]

    init(cluster: String, region: String?, container: String, arns: [String]) {
        self.cluster = cluster
        self.region = region
        self.container = container
        self.arns = arns
    }

    /// The tasks that an answer of `TaskCall.start` names.
    init(_ answer: PropertyMap) {
        cluster = answer["cluster"]?.string ?? "default"
        region = answer["region"]?.string
        container = answer["container"]?.string ?? ""
        arns = (answer["tasks"]?.list ?? []).compactMap(\.string)
    }

    /// The members of the answer of `TaskCall.start` that name the tasks.
    var value: PropertyMap {
        var members: PropertyMap = [
            "cluster": .string(cluster), "container": .string(container), "tasks": .list(arns.map { .string($0) }),
        ]
        members["region"] = region.map { .string($0) }
        return members
    }

    /// Looks at the tasks.
    ///
    /// ECS may not know a task yet that it has just accepted; it forgets one an hour after its end.
    func states(by session: AWSSession) async throws -> [TaskState] {
        let input: JSON.Object = ["cluster": .string(cluster), "tasks": JSON.Object.texts(arns)]
        let found = try await session.caller.send("ecs.DescribeTasks", input, region: region).list(at: "tasks")
        return arns.map { arn in
            guard let task = found.first(where: { $0["taskArn"]?.string == arn }) else {
                return TaskState(arn: arn, status: "PROVISIONING")
            }
            return state(arn, task)
        }
    }

    /// Asks ECS to stop the tasks.
    func stop(because reason: String, by session: AWSSession) async throws {
        for arn in arns {
            let input: JSON.Object = ["cluster": .string(cluster), "task": .string(arn), "reason": .string(reason)]
            _ = try await session.caller.send("ecs.StopTask", input, region: region)
        }
    }

    private func state(_ arn: String, _ task: JSON) -> TaskState {
        var state = TaskState(arn: arn, status: task["lastStatus"]?.string ?? "UNKNOWN")
        state.containers = task.list(at: "containers").map {
            TaskState.Container(
                name: $0["name"]?.string ?? "",
                exitCode: $0["exitCode"]?.int,
                reason: $0.text(at: "reason")
            )
        }
        state.isStopped = state.status == "STOPPED"
        guard state.isStopped else { return state }
        state.exitCode = state.containers.first { $0.name == container }?.exitCode
        state.stopCode = task.text(at: "stopCode")
        state.stoppedReason = task.text(at: "stoppedReason")
        state.fault = fault(of: state)
        if let fault = state.fault, let cause = TaskFailure(stopped: task).flatMap({ FailureCause.of($0) }) {
            state.fault = "\(fault); what to do: \(cause.remedy)"
        }
        return state
    }

    /// The sentence that says why a stopped task failed: its container did not end with 0, or something else ended it.
    private func fault(of state: TaskState) -> String? {
        let isOver = [nil, "EssentialContainerExited"].contains(state.stopCode)
        if isOver, state.exitCode == 0 { return nil }
        let ending =
            state.exitCode.map { "container '\(container)' ended with exit code \($0)" }
            ?? "container '\(container)' did not run to its end"
        let reasons = state.containers.compactMap { one in one.reason.map { "container '\(one.name)': \($0)" } }
        let stop = [state.stopCode, state.stoppedReason].compactMap(\.self).filter { !$0.isEmpty }
        return ([ending] + reasons + [stop.joined(separator: ": ")]).filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
