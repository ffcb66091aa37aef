import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:scheduler/schedule:Schedule`; its id is made of its group's name and its own.
    static let schedule = ResourceDescriptor(
        type: "aws:scheduler/schedule:Schedule",
        mapping: MemberMapping(
            style: .upperCamel,
            names: Schedule.memberNames,
            pairs: [Schedule.task.tags],
            switches: Schedule.task.switches
        ),
        create: .call("scheduler.CreateSchedule"),
        update: [
            .call(
                "scheduler.UpdateSchedule",
                changed: Schedule.content,
                always: Schedule.content,
                of: Schedule.identity
            )
        ],
        delete: .call("scheduler.DeleteSchedule", Schedule.identity)
    )
}

/// A schedule, which an update overwrites as a whole.
private enum Schedule {
    static let identity: JSON.Object = ["Name": "{name}", "GroupName": "{groupName}"]

    static let content: Set<String> = [
        "actionAfterCompletion", "description", "endDate", "flexibleTimeWindow", "kmsKeyArn", "scheduleExpression",
        "scheduleExpressionTimezone", "startDate", "state", "target",
    ]

    static let task = TaskTarget("target.ecsParameters", strategies: "placementStrategies")

    static let memberNames = task.memberNames.merging([
        "key": "key",
        "value": "value",
        "target.eventbridgeParameters": "EventBridgeParameters",
        "target.sagemakerPipelineParameters": "SageMakerPipelineParameters",
        "target.sagemakerPipelineParameters.pipelineParameters": "PipelineParameterList",
    ]) { $1 }
}
