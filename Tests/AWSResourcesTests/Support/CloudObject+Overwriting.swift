import JSON

@testable import AWSResources

extension CloudObject {
    /// Calls that overwrite an object as a whole.
    static let overwriting: [String: Effect] = [
        "application-autoscaling.PutScalingPolicy", "application-autoscaling.PutScheduledAction",
        "cloudwatch.PutMetricAlarm", "events.PutRule", "scheduler.UpdateSchedule",
    ].reduce(into: [:]) { $0[$1] = { object, input in object.replace(with: input) } }
}
