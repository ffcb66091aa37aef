import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:autoscaling/group:Group`: as many instances as the load asks for; its id is the name.
    static let autoScalingGroup = ResourceDescriptor(
        type: "aws:autoscaling/group:Group",
        mapping: AutoScalingGroup.mapping,
        local: AutoScalingGroup.local,
        create: CreateStep { group in
            var members = group.members(except: AutoScalingGroup.separate)
            let tags = AutoScalingGroup.tags(group)
            if !tags.isEmpty { members["Tags"] = .array(tags) }
            return try await group.create("autoscaling.CreateAutoScalingGroup", members)
        },
        afterCreate: { group in
            let capacity = GroupCapacity(group)
            try await AutoScalingGroup.setWarmPool(group)
            try await capacity.wait()
            try await AutoScalingGroup.setProcesses(group)
            try await AutoScalingGroup.setMetrics(group)
        },
        read: .lookup { outputs, found, group in AutoScalingGroup.complete(&outputs, found.object, group) },
        update: [UpdateStep(GroupChanges.properties, run: GroupChanges.run)],
        delete: DeleteStep(GroupDeletion.run)
    )
}

/// The members of an Auto Scaling group, and the settings that have calls of their own.
enum AutoScalingGroup {
    private static let requirements = "mixedInstancesPolicy.launchTemplate.overrides.instanceRequirements"

    static let mapping = MemberMapping(
        style: .upperCamel,
        names: [
            "arn": "AutoScalingGroupARN", "enabledMetrics": "EnabledMetrics",
            "initialLifecycleHooks": "LifecycleHookSpecificationList",
            "initialLifecycleHooks.name": "LifecycleHookName",
            "initialLifecycleHooks.notificationTargetArn": "NotificationTargetARN",
            "initialLifecycleHooks.roleArn": "RoleARN", "launchConfiguration": "LaunchConfigurationName",
            "launchTemplate.id": "LaunchTemplateId", "launchTemplate.name": "LaunchTemplateName",
            "loadBalancers": "LoadBalancerNames", "metricsGranularity": "EnabledMetrics[0].Granularity",
            "name": "AutoScalingGroupName", "protectFromScaleIn": "NewInstancesProtectedFromScaleIn",
            "serviceLinkedRoleArn": "ServiceLinkedRoleARN", "targetGroupArns": "TargetGroupARNs",
            "vpcZoneIdentifiers": "VPCZoneIdentifier", "warmPool": "WarmPoolConfiguration",
        ].merging(InstanceRequirements.names(at: requirements)) { $1 },
        numbers: ["instanceRefresh.preferences.checkpointDelay", "instanceRefresh.preferences.instanceWarmup"],
        elements: ["enabledMetrics": "Metric", "suspendedProcesses": "ProcessName"],
        joined: ["vpcZoneIdentifiers"]
    )

    /// The properties that say how this provider works.
    static let local: Set = [
        "forceDelete", "forceDeleteWarmPool", "ignoreFailedScalingActivities", "instanceRefresh", "minElbCapacity",
        "waitForCapacityTimeout", "waitForElbCapacity",
    ]

    /// The properties that the create does not take.
    static let separate: Set = ["enabledMetrics", "metricsGranularity", "suspendedProcesses", "warmPool"]

    /// The members that identify a group.
    static func name(_ group: ResourceOperation) -> JSON.Object { ["AutoScalingGroupName": .string(group.id)] }

    // MARK: Tags

    /// The tag by which ECS marks the groups of its capacity providers.
    private static let ownedByECS = "AmazonECSManaged"

    /// The tags of the program, as calls take them.
    static func tags(_ group: ResourceOperation) -> [JSON] {
        let name = group.inputs["name"]?.plainJSON ?? group.state["name"]?.plainJSON ?? .string(group.id)
        return (group.members(["tags"])["Tags"]?.array ?? []).map { tag in
            tag.setting("auto-scaling-group", at: "ResourceType").setting(name, at: "ResourceId")
        }
    }

    // MARK: Settings with calls of their own

    /// Keeps instances ready outside of the group, if the program asks for that.
    static func setWarmPool(_ group: ResourceOperation) async throws {
        guard let pool = group.members(["warmPool"])["WarmPoolConfiguration"]?.object else { return }
        try await group.call("autoscaling.PutWarmPool", name(group).merging(pool))
    }

    /// Suspends the processes that the program names, and resumes the others that it named before.
    static func setProcesses(_ group: ResourceOperation) async throws {
        let current = group.kind == .create ? [] : deployed("suspendedProcesses", of: group)
        try await group.change(list: "suspendedProcesses", of: name(group), current: current)
    }

    /// Collects the metrics that the program names, and the others that it named before no more.
    static func setMetrics(_ group: ResourceOperation) async throws {
        let wanted = ResourceOperation.texts(group.inputs, "enabledMetrics") ?? []
        let current = group.kind == .create ? [] : deployed("enabledMetrics", of: group)
        let removed = current.filter { !wanted.contains($0) }
        if !removed.isEmpty {
            let input = name(group).merging(["Metrics": JSON.Object.texts(removed)])
            try await group.call("autoscaling.DisableMetricsCollection", input)
        }
        let isCoarser = group.hasChanged("metricsGranularity")
        let added = isCoarser ? wanted : wanted.filter { !current.contains($0) }
        guard !added.isEmpty else { return }
        var input = name(group).merging(["Metrics": JSON.Object.texts(added)])
        input["Granularity"] = group.inputs["metricsGranularity"]?.plainJSON ?? "1Minute"
        try await group.call("autoscaling.EnableMetricsCollection", input)
    }

    /// The elements that a list had at the last deployment.
    static func deployed(_ property: String, of group: ResourceOperation) -> [String] {
        ResourceOperation.texts(group.oldInputs, property) ?? ResourceOperation.texts(group.state, property) ?? []
    }

    // MARK: Read

    /// Completes the outputs: tags that AWS and ECS set by themselves are none of the program's.
    static func complete(_ outputs: inout PropertyMap, _ found: JSON, _ group: ResourceOperation) {
        let known = [group.inputs, group.state].flatMap { $0["tags"]?.list ?? [] }
            .compactMap { $0.map?["key"]?.string }
        outputs["tags"] = .list(
            (outputs["tags"]?.list ?? []).filter { tag in
                let key = tag.map?["key"]?.string ?? ""
                return !key.hasPrefix("aws:") && (key != ownedByECS || known.contains(key))
            }
        )
        if found["WarmPoolConfiguration"] == nil { outputs["warmPoolSize"] = outputs["warmPoolSize"] ?? 0 }
    }
}
