import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("The scaling of a service")
struct ScalingTests {
    private let service: PropertyMap = [
        "name": "web", "serviceNamespace": "ecs", "resourceId": "service/shop/web",
        "scalableDimension": "ecs:service:DesiredCount",
    ]
    private let policy = "aws:appautoscaling/policy:Policy"
    private let action = "aws:appautoscaling/scheduledAction:ScheduledAction"

    /// A policy that keeps the CPU at a percentage.
    private func tracking(_ percent: Double, _ others: PropertyMap = [:]) -> PropertyMap {
        let metric: PropertyValue = ["predefinedMetricType": "ECSServiceAverageCPUUtilization"]
        let configuration = others.merging([
            "predefinedMetricSpecification": metric, "targetValue": .number(percent),
        ])
        return service.merging([
            "policyType": "TargetTrackingScaling", "targetTrackingScalingPolicyConfiguration": .map(configuration),
        ])
    }

    /// A policy with one step that begins at a text.
    private func stepping(from bound: PropertyValue) -> PropertyMap {
        service.merging([
            "stepScalingPolicyConfiguration": [
                "adjustmentType": "ChangeInCapacity",
                "stepAdjustments": [["metricIntervalLowerBound": bound, "scalingAdjustment": 1]],
            ]
        ])
    }

    @Test("waits after a change only as long as the program says")
    func cooldowns() async throws {
        let one = try await ShapedResource(policy, tracking(50, ["scaleOutCooldown": 30]))
        let sent = try #require(one.aws.inputs(of: "application-autoscaling.PutScalingPolicy").first)
        #expect(sent["TargetTrackingScalingPolicyConfiguration"]?["ScaleInCooldown"] == 0)
        #expect(sent["TargetTrackingScalingPolicyConfiguration"]?["ScaleOutCooldown"] == 30)
        #expect(sent["StepScalingPolicyConfiguration"] == nil)
    }

    @Test("sends the bounds of steps as numbers, and leaves out an empty one")
    func bounds() async throws {
        let one = try await ShapedResource(policy, stepping(from: "1.5"))
        let steps = "StepScalingPolicyConfiguration.StepAdjustments"
        let sent = try #require(one.aws.inputs(of: "application-autoscaling.PutScalingPolicy").first)
        #expect(JSON.object(sent).list(at: steps) == [["ScalingAdjustment": 1, "MetricIntervalLowerBound": 1.5]])
        let other = try await ShapedResource(policy, stepping(from: ""))
        let open = try #require(other.aws.inputs(of: "application-autoscaling.PutScalingPolicy").first)
        #expect(JSON.object(open).list(at: steps) == [["ScalingAdjustment": 1]])
    }

    @Test("does not change with the spelling of a bound")
    func spelling() async throws {
        let one = try await ShapedResource(policy, stepping(from: "0.0"))
        #expect(try await one.differences(from: one.inputs, to: one.checked(stepping(from: "0"))).diffs == [])
        #expect(try await one.read().inputs == one.inputs)
        let other = try await one.checked(stepping(from: "1"))
        #expect(try await one.differences(from: one.inputs, to: other).diffs == ["stepScalingPolicyConfiguration"])
    }

    @Test("sends a policy as a whole when its kind changes")
    func kind() async throws {
        var one = try await ShapedResource(policy, stepping(from: "0"))
        try await one.update(to: one.checked(tracking(50)))
        let sent = try #require(one.aws.inputs(of: "application-autoscaling.PutScalingPolicy").last)
        #expect(sent["PolicyType"] == "TargetTrackingScaling")
        #expect(sent["PolicyName"] == "web")
        #expect(sent["StepScalingPolicyConfiguration"] == nil)
        #expect(one.outputs["stepScalingPolicyConfiguration"] == nil)
    }

    @Test("changes when a scheduled limit of nothing becomes a limit of 0")
    func limitOfZero() async throws {
        func limits(_ limits: PropertyMap) -> PropertyMap {
            service.merging(["schedule": "rate(1 hour)", "scalableTargetAction": .map(limits)])
        }
        let one = try await ShapedResource(action, limits(["maxCapacity": 5]))
        let zero = try await one.checked(limits(["maxCapacity": 5, "minCapacity": 0]))
        #expect(try await one.differences(from: one.inputs, to: zero).diffs == ["scalableTargetAction"])
    }

    @Test("keeps the times of an action whose schedule changes, and drops those that left the program")
    func times() async throws {
        let inputs = service.merging([
            "schedule": "rate(1 hour)", "scalableTargetAction": ["maxCapacity": 5],
            "startTime": "2030-01-01T01:00:00+01:00", "endTime": "2031-01-01T00:00:00Z",
        ])
        var one = try await ShapedResource(action, inputs)
        var news = inputs.merging(["startTime": "2030-01-01T00:00:00Z"])
        #expect(try await one.differences(from: one.inputs, to: one.checked(news)).diffs == [])
        news["schedule"] = "rate(2 hours)"
        news["endTime"] = nil
        try await one.update(to: one.checked(news))
        let sent = try #require(one.aws.inputs(of: "application-autoscaling.PutScheduledAction").last)
        #expect(sent["StartTime"] == "2030-01-01T00:00:00Z")
        #expect(sent["EndTime"] == nil)
        #expect(sent["Timezone"] == "UTC")
        #expect(sent["ScalableTargetAction"] == ["MaxCapacity": 5])
    }
}
