import JSON

@testable import AWSResources

/// A launch template, and an Auto Scaling group whose instances are all well.
extension CloudObject {
    static let groups: [String: Effect] = [
        "ec2.CreateLaunchTemplate": { $0.set($1) },
        "ec2.CreateLaunchTemplateVersion": { template, input in
            template["LaunchTemplateData"] = input["LaunchTemplateData"]
            template["VersionDescription"] = input["VersionDescription"] ?? ""
        },
        "ec2.ModifyLaunchTemplate": { template, input in
            template["DefaultVersionNumber"] = input["DefaultVersion"]?.string.flatMap { Int($0) }.map { .number($0) }
        },
        "autoscaling.CreateAutoScalingGroup": { group, input in
            group.set(["EnabledMetrics": [], "SuspendedProcesses": [], "Tags": [], "TrafficSources": []])
            group.set(input)
            let ids = (0..<9).map { JSON.string("i-\($0)") }
            group["Instances"] = .array(
                ids.map { ["InstanceId": $0, "LifecycleState": "InService", "HealthStatus": "Healthy"] }
            )
        },
        "autoscaling.UpdateAutoScalingGroup": { group, input in
            group.set(input)
            if input["MaxSize"] == 0 { group["Instances"] = [] }
        },
        "autoscaling.CreateOrUpdateTags": { $0.setPairs("Tags", $1["Tags"]) },
        "autoscaling.DeleteTags": { group, input in
            let gone = (input["Tags"]?.array ?? []).compactMap { $0["Key"] }
            group.remove(from: "Tags") { $0["Key"].map(gone.contains) ?? false }
        },
        "autoscaling.AttachLoadBalancers": { $0.extend("LoadBalancerNames", with: $1["LoadBalancerNames"]) },
        "autoscaling.DetachLoadBalancers": { $0.reduce("LoadBalancerNames", by: $1["LoadBalancerNames"]) },
        "autoscaling.AttachLoadBalancerTargetGroups": { $0.extend("TargetGroupARNs", with: $1["TargetGroupARNs"]) },
        "autoscaling.DetachLoadBalancerTargetGroups": { $0.reduce("TargetGroupARNs", by: $1["TargetGroupARNs"]) },
        "autoscaling.AttachTrafficSources": { $0.extend("TrafficSources", with: $1["TrafficSources"]) },
        "autoscaling.DetachTrafficSources": { $0.reduce("TrafficSources", by: $1["TrafficSources"]) },
        "autoscaling.SuspendProcesses": { group, input in
            let names = (input["ScalingProcesses"]?.array ?? []).map { ["ProcessName": $0] as JSON }
            group.extend("SuspendedProcesses", with: .array(names))
        },
        "autoscaling.ResumeProcesses": { group, input in
            let gone = input["ScalingProcesses"]?.array ?? []
            group.remove(from: "SuspendedProcesses") { $0["ProcessName"].map(gone.contains) ?? false }
        },
        "autoscaling.EnableMetricsCollection": { group, input in
            let names = input["Metrics"]?.array ?? []
            group.remove(from: "EnabledMetrics") { $0["Metric"].map(names.contains) ?? false }
            let added = names.map { ["Metric": $0, "Granularity": input["Granularity"] ?? .null] as JSON }
            group.extend("EnabledMetrics", with: .array(added))
        },
        "autoscaling.DisableMetricsCollection": { group, input in
            let gone = input["Metrics"]?.array ?? []
            group.remove(from: "EnabledMetrics") { $0["Metric"].map(gone.contains) ?? false }
        },
        "autoscaling.PutWarmPool": { group, input in
            let pool = input.filter { $0.key != "AutoScalingGroupName" }
            group["WarmPoolConfiguration"] = .object(JSON.Object(pool.map { ($0.key, $0.value) }))
        },
        "autoscaling.DeleteWarmPool": { group, _ in group.clear("WarmPoolConfiguration") },
        "autoscaling.StartInstanceRefresh": { _, _ in },
    ]
}
