import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:appautoscaling/scheduledAction:ScheduledAction`; its id is made of its name and its target's.
    static let scheduledAction = ResourceDescriptor(
        type: "aws:appautoscaling/scheduledAction:ScheduledAction",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["name": "ScheduledActionName", "arn": "ScheduledActionARN"]
        ),
        diff: DiffRules(equality: ["scalableTargetAction": ScheduledAction.haveSameLimits]),
        create: .call("application-autoscaling.PutScheduledAction"),
        update: [
            .call(
                "application-autoscaling.PutScheduledAction",
                changed: ScheduledAction.content,
                always: ScheduledAction.content,
                of: ScheduledAction.identity
            )
        ],
        delete: .call("application-autoscaling.DeleteScheduledAction", ScheduledAction.identity)
    )
}

/// A scheduled action: AWS forgets the times that a later call leaves out.
private enum ScheduledAction {
    static let identity = ScalableTarget.identity.merging(["ScheduledActionName": "{name}"])

    static let content: Set<String> = ["endTime", "scalableTargetAction", "schedule", "startTime", "timezone"]

    /// Compares the limits of two actions: a limit of 0 is not the same as none.
    @Sendable static func haveSameLimits(_ old: PropertyValue, _ new: PropertyValue, _: PropertyMap) -> Bool {
        ["maxCapacity", "minCapacity"].allSatisfy { name in
            old.map?[name]?.presentValue == new.map?[name]?.presentValue
        }
    }
}
