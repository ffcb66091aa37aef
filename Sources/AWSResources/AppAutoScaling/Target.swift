import JSON
import ResourceKit

extension ResourceDescriptor {
    /// `aws:appautoscaling/target:Target`: limits between which a service is scaled; its id is the resource's.
    static let scalableTarget = ResourceDescriptor(
        type: "aws:appautoscaling/target:Target",
        mapping: MemberMapping(style: .upperCamel, names: ["arn": "ScalableTargetARN", "roleArn": "RoleARN"]),
        tagging: .applicationAutoScaling,
        create: .call("application-autoscaling.RegisterScalableTarget"),
        update: [
            .call(
                "application-autoscaling.RegisterScalableTarget",
                changed: ["maxCapacity", "minCapacity", "roleArn", "suspendedState"],
                of: target
            )
        ],
        delete: .call("application-autoscaling.DeregisterScalableTarget", target, onlyIfFound: true)
    )

    /// The members that say which target is meant: the id alone does not.
    private static let target: JSON.Object = [
        "ServiceNamespace": "{serviceNamespace}", "ResourceId": "{resourceId}",
        "ScalableDimension": "{scalableDimension}",
    ]
}
