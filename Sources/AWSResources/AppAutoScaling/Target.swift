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
                of: ScalableTarget.identity
            )
        ],
        delete: .call("application-autoscaling.DeregisterScalableTarget", ScalableTarget.identity, onlyIfFound: true)
    )
}

/// A target as calls about it, its policies and its scheduled actions name it.
enum ScalableTarget {
    /// The members that say which target is meant: the id alone does not.
    static let identity: JSON.Object = [
        "ServiceNamespace": "{serviceNamespace}", "ResourceId": "{resourceId}",
        "ScalableDimension": "{scalableDimension}",
    ]
}
