public import PulumiProtocol

/// A one-off task as it is at one moment.
public struct TaskState: Hashable, Sendable {
    /// A container of a task.
    public struct Container: Hashable, Sendable {
        /// The name in the task definition.
        public var name: String
        /// The exit code; `nil` if it has not ended, or never began.
        public var exitCode: Int?
        /// The reason that ECS gives for its state; `nil` if it gives none.
        public var reason: String?

        /// A container from its parts.
        public init(name: String, exitCode: Int? = nil, reason: String? = nil) {
            (self.name, self.exitCode, self.reason) = (name, exitCode, reason)
        }
    }

    /// The ARN.
    public var arn: String
    /// The state in the task's life, such as `PROVISIONING` or `RUNNING`.
    public var status: String
    /// Indicates whether the task has come to its end.
    public var isStopped = false
    /// The exit code of the container that the task was run for; `nil` if it has not ended, or never began.
    public var exitCode: Int?
    /// The code of the reason for which the task stopped, such as `EssentialContainerExited`.
    public var stopCode: String?
    /// The reason for which the task stopped.
    public var stoppedReason: String?
    /// The containers.
    public var containers: [Container] = []
    /// The sentence that says why the task failed; `nil` if it did not.
    public var fault: String?

    /// A task that is in a state.
    public init(arn: String, status: String) {
        (self.arn, self.status) = (arn, status)
    }

    /// The last part of the ARN, by which people name the task.
    public var id: String { String(arn.split(separator: "/").last ?? "") }
}

extension TaskState {
    /// The state that a value stands for.
    public init(_ value: PropertyValue) {
        let members = value.map ?? [:]
        self.init(arn: members["taskArn"]?.string ?? "", status: members["status"]?.string ?? "")
        isStopped = members["isStopped"]?.bool ?? false
        exitCode = members["exitCode"]?.number.map { Int($0) }
        stopCode = members["stopCode"]?.string
        stoppedReason = members["stoppedReason"]?.string
        containers = (members["containers"]?.list ?? []).map(Container.init)
        fault = members["fault"]?.string
    }

    /// The value that stands for the state; members that are not known are left out.
    public var value: PropertyValue {
        var members: PropertyMap = [
            "taskArn": .string(arn), "status": .string(status), "isStopped": .bool(isStopped),
            "containers": .list(containers.map(\.value)),
        ]
        members["exitCode"] = exitCode.map { .number(Double($0)) }
        members["stopCode"] = stopCode.map { .string($0) }
        members["stoppedReason"] = stoppedReason.map { .string($0) }
        members["fault"] = fault.map { .string($0) }
        return .map(members)
    }
}

extension TaskState.Container {
    fileprivate init(_ value: PropertyValue) {
        let members = value.map ?? [:]
        name = members["name"]?.string ?? ""
        exitCode = members["exitCode"]?.number.map { Int($0) }
        reason = members["reason"]?.string
    }

    /// The value that stands for the container.
    fileprivate var value: PropertyValue {
        var members: PropertyMap = ["name": .string(name)]
        members["exitCode"] = exitCode.map { .number(Double($0)) }
        members["reason"] = reason.map { .string($0) }
        return .map(members)
    }
}
