import JSON

@testable import AWSResources

extension CloudObject {
    /// Application Auto Scaling overwrites a policy or an action as a whole.
    static let scaling: [String: Effect] = [
        "application-autoscaling.PutScalingPolicy": { policy, input in
            policy.clear(
                "PredictiveScalingPolicyConfiguration",
                "StepScalingPolicyConfiguration",
                "TargetTrackingScalingPolicyConfiguration"
            )
            policy.set(input)
        },
        "application-autoscaling.PutScheduledAction": { action, input in
            action.clear("StartTime", "EndTime")
            action.set(input)
        },
    ]
}
