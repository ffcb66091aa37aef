import JSON
import ResourceKit

extension ResourceDescriptor {
    /// `aws:appautoscaling/policy:Policy`: a rule by which a service is scaled; its id is the name.
    static let scalingPolicy = ResourceDescriptor(
        type: "aws:appautoscaling/policy:Policy",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["name": "PolicyName", "arn": "PolicyARN", "alarmArns": "Alarms"],
            numbers: ScalingPolicy.numbers,
            elements: ["alarmArns": "AlarmARN"]
        ),
        create: .call("application-autoscaling.PutScalingPolicy", adjusting: ScalingPolicy.addCooldowns),
        update: [
            .call(
                "application-autoscaling.PutScalingPolicy",
                changed: ScalingPolicy.content,
                always: ScalingPolicy.content,
                of: ScalingPolicy.identity,
                adjusting: ScalingPolicy.addCooldowns
            )
        ],
        delete: .call("application-autoscaling.DeleteScalingPolicy", ScalingPolicy.identity, onlyIfFound: true)
    )
}

/// A scaling policy, which a call overwrites as a whole.
private enum ScalingPolicy {
    static let identity = ScalableTarget.identity.merging(["PolicyName": "{name}"])

    static let content: Set<String> = [
        "policyType", "predictiveScalingPolicyConfiguration", "stepScalingPolicyConfiguration",
        "targetTrackingScalingPolicyConfiguration",
    ]

    static let numbers: Set<String> = [
        "predictiveScalingPolicyConfiguration.metricSpecifications.targetValue",
        "stepScalingPolicyConfiguration.stepAdjustments.metricIntervalLowerBound",
        "stepScalingPolicyConfiguration.stepAdjustments.metricIntervalUpperBound",
    ]

    /// The members that are times to wait after a change of the capacity, by configuration.
    private static let cooldowns = [
        "StepScalingPolicyConfiguration": ["Cooldown"],
        "TargetTrackingScalingPolicyConfiguration": ["ScaleInCooldown", "ScaleOutCooldown"],
    ]

    /// Sends 0 for a cooldown that the program leaves out, as AWS's provider for Terraform does; AWS would take 300.
    @Sendable static func addCooldowns(_ input: inout JSON.Object, _: ResourceOperation) {
        for (configuration, names) in cooldowns {
            guard var object = input[configuration]?.object else { continue }
            for name in names where object[name] == nil { object[name] = 0 }
            input[configuration] = .object(object)
        }
    }
}
