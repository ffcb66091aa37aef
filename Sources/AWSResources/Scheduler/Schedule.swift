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
            pairs: ["\(Schedule.task).tags"],
            switches: ["\(Schedule.network).assignPublicIp": MemberMapping.Switch(on: "ENABLED", off: "DISABLED")]
        ),
        create: .call("scheduler.CreateSchedule"),
        update: [
            .call(
                "scheduler.UpdateSchedule",
                changed: Schedule.content,
                always: Schedule.content,
                of: Schedule.identity,
                adjusting: Schedule.keepAction
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

    static let task = "target.ecsParameters"
    static let network = "\(task).networkConfiguration"

    /// The members that are named otherwise: those of Amazon ECS's own objects are as ECS writes them.
    static let memberNames = [
        "key": "key",
        "value": "value",
        "\(task).capacityProviderStrategies": "CapacityProviderStrategy",
        "\(task).capacityProviderStrategies.base": "base",
        "\(task).capacityProviderStrategies.capacityProvider": "capacityProvider",
        "\(task).capacityProviderStrategies.weight": "weight",
        "\(task).enableEcsManagedTags": "EnableECSManagedTags",
        "\(network).assignPublicIp": "awsvpcConfiguration.AssignPublicIp",
        "\(network).securityGroups": "awsvpcConfiguration.SecurityGroups",
        "\(network).subnets": "awsvpcConfiguration.Subnets",
        "\(task).placementConstraints.expression": "expression",
        "\(task).placementConstraints.type": "type",
        "\(task).placementStrategies": "PlacementStrategy",
        "\(task).placementStrategies.field": "field",
        "\(task).placementStrategies.type": "type",
        "target.eventbridgeParameters": "EventBridgeParameters",
        "target.sagemakerPipelineParameters": "SageMakerPipelineParameters",
        "target.sagemakerPipelineParameters.pipelineParameters": "PipelineParameterList",
    ]

    /// Sends what AWS does after the last run as it is known, where the program does not say: left out, it is reset.
    @Sendable static func keepAction(_ input: inout JSON.Object, _ schedule: ResourceOperation) {
        guard input["ActionAfterCompletion"] == nil else { return }
        input["ActionAfterCompletion"] = schedule.text("actionAfterCompletion").map(JSON.string)
    }
}
